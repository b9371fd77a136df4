// By keyboard alone: where the focus goes, that it is seen, and the keys that save a way.
import { PAGES } from "./support/pages.js";
import { settle } from "./support/settle.js";
import { expect, test } from "./support/test.js";

test("Tab goes through the page in the order in which it reads, and what has the focus is seen", async ({ console, page }) => {
  await page.goto(`${console.url}/clusters`);
  await expect(page.getByRole("button", { name: "Keyboard shortcuts" })).toBeVisible();
  const focused = page.locator(":focus");
  await page.keyboard.press("Tab");
  await expect(focused).toHaveText("Skip to the content");
  await expect(focused).toBeInViewport();
  for (const name of ["PSP Console", "Clusters"]) {
    await page.keyboard.press("Tab");
    await expect(focused).toHaveText(name);
    const outline = await focused.evaluate((element) => getComputedStyle(element).outlineStyle);
    expect(outline).toBe("solid");
  }
});

test("a dialog keeps the focus, Escape closes it, and the focus goes back to what opened it", async ({ psps, page }) => {
  await psps.open();
  const create = page.getByRole("link", { name: "Create", exact: true });
  await create.focus();
  await page.keyboard.press("Enter");
  const dialog = psps.dialog("Select PSP Template");
  await expect(dialog).toBeVisible();
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press("Tab");
    // The browser's own controls come after the last of the page's; there nothing of the page has the focus.
    const outside = await page.evaluate(() => {
      const element = document.activeElement;
      return element !== null && element !== document.body && element.closest("dialog") === null;
    });
    expect(outside).toBe(false);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(create).toBeFocused();
});

test("whoever is refused in a dialog is still at its button", async ({ console, page }) => {
  await settle(page, `${console.url}/clusters/embedded/security/psps?dialog=delete&policy=ack.privileged`);
  const remove = page.getByRole("dialog").getByRole("button", { name: "Delete" });
  await remove.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
  await expect(remove).toBeFocused();
});

test("arrow keys move between the tabs and Enter opens one", async ({ psps, page }) => {
  await psps.open();
  await psps.tab("PSPs").focus();
  await page.keyboard.press("ArrowRight");
  await expect(psps.tab("Association Rules")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(psps.tab("Association Rules")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Home");
  await expect(psps.tab("PSPs")).toBeFocused();
});

test("? shows the keys, from the keyboard and by its button, and not while one writes", async ({ console, psps, page }) => {
  await psps.open();
  const sheet = psps.dialog("Keyboard shortcuts");
  await page.keyboard.press("?");
  await expect(sheet).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();

  const button = page.getByRole("button", { name: "Keyboard shortcuts" });
  await button.click();
  await sheet.getByRole("button", { name: "Close" }).click();
  await expect(sheet).toBeHidden();
  await expect(button).toBeFocused();

  await page.goto(console.url + PAGES["add-rule"]);
  await psps.dialog("Add Association Rule").getByRole("combobox", { name: "Namespace" }).focus();
  await page.keyboard.press("?");
  await expect(sheet).toBeHidden();
});

test("the sheet of keys fits a narrow window", async ({ psps, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await psps.open();
  await page.keyboard.press("?");
  const sheet = psps.dialog("Keyboard shortcuts");
  await expect(sheet).toBeVisible();
  expect(await sheet.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
});
