// Light and dark: the system's choice, the switch, its memory; the first paint is right, without JavaScript too.
import type { Page } from "@playwright/test";
import { expect, test } from "./support/test.js";

/** Is what is painted dark? */
async function isDark(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const context = document.createElement("canvas").getContext("2d")!;
    context.fillStyle = getComputedStyle(document.body).backgroundColor;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return red + green + blue < 384;
  });
}

test("the page follows the system until a theme is chosen, and again afterwards", async ({ console, page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(`${console.url}/clusters`);
  const choose = (name: string) => page.getByRole("group", { name: "Theme" }).getByRole("button", { name, exact: true });
  expect(await isDark(page)).toBe(true);
  await expect(choose("As the system")).toHaveAttribute("aria-pressed", "true");

  await choose("Light").click();
  await expect(choose("Light")).toHaveAttribute("aria-pressed", "true");
  expect(await isDark(page)).toBe(false);
  await page.reload();
  expect(await isDark(page)).toBe(false);

  await choose("As the system").click();
  await expect(choose("As the system")).toHaveAttribute("aria-pressed", "true");
  expect(await isDark(page)).toBe(true);
});

test("changing the theme loads no other document", async ({ console, page }) => {
  await page.goto(`${console.url}/clusters`);
  // Once this is there, so is JavaScript.
  await expect(page.getByRole("button", { name: "Keyboard shortcuts" })).toBeVisible();
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  await page.getByRole("button", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(loaded).toEqual([]);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a theme is chosen and remembered", async ({ console, page }) => {
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(`${console.url}/clusters/embedded`);
    await page.getByRole("button", { name: "Dark" }).click();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await expect(page).toHaveURL(`${console.url}/clusters/embedded`);
    await page.goto(`${console.url}/clusters`);
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  });
});
