// A page that is older than the console, which was updated meanwhile: it says so, and loads itself again.
import type { Page } from "@playwright/test";
import { settle } from "./support/settle.js";
import { expect, test } from "./support/test.js";

const PSPS = "/clusters/embedded/security/psps";

/** From now on the answers are those of another build: each names its build behind `PSP-`. */
async function update(page: Page): Promise<void> {
  await page.route("**/api/**", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    const response = await route.fetch();
    const body = await response.body();
    expect(body.subarray(0, 4).toString()).toBe("PSP-");
    body.writeUInt8(body.readUInt8(4) ^ 1, 4);
    await route.fulfill({ response, body });
  });
}

const says = (page: Page) => page.getByRole("alert").filter({ hasText: "This console was updated" });

test("what a newer console answers is not understood, and the page offers to load itself again", async ({ console, page }) => {
  await page.goto(`${console.url}/clusters/embedded`);
  await update(page);
  await page.getByRole("link", { name: "PSPs" }).first().click();
  await expect(says(page).first()).toContainText("This page is older than the console.");
  await page.unrouteAll({ behavior: "wait" });
  await says(page).first().getByRole("link", { name: "Load the page again" }).click();
  await expect(page.getByRole("row").filter({ hasText: "node-exporter" })).toBeVisible();
  await expect(says(page)).toHaveCount(0);
});

test("a text in the editor survives that", async ({ console, psps, page }) => {
  await page.goto(`${console.url}${PSPS}/-/create?template=privileged-restricted`);
  const text = (await psps.editor.text()).replace(/name: .*/, "name: node-exporter");
  await psps.editor.fill(text);
  await update(page);
  await page.getByRole("button", { name: "OK" }).click();
  await expect(says(page)).toBeVisible();
  expect(await psps.editor.text()).toBe(text);
  await page.unrouteAll({ behavior: "wait" });
  await says(page).getByRole("link", { name: "Load the page again" }).click();
  await expect(page.getByText("Your text is back")).toBeVisible();
  await expect(psps.editor.field).toHaveValue(text);
});

test("a part of the program whose file is gone is no end of the page, which loads itself again with all of it", async ({ console, page }) => {
  const failures: string[] = [];
  page.on("pageerror", (error) => failures.push(error.message));
  await settle(page, console.url + PSPS);
  await page.route("**/pkg/*.wasm", (route) => route.fulfill({ status: 404, body: "gone" }));
  await page.getByRole("link", { name: "Create", exact: true }).click();
  await expect(says(page)).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "node-exporter" })).toBeVisible();
  await page.getByRole("searchbox").fill("node-exporter");
  await expect(page.getByRole("row").filter({ hasText: "ack.privileged" })).toHaveCount(0);
  await page.getByRole("link", { name: "Create", exact: true }).click();
  await page.unrouteAll({ behavior: "wait" });
  await says(page).getByRole("link", { name: "Load the page again" }).click();
  await expect(page.getByRole("dialog", { name: "Select PSP Template" })).toBeVisible();
  expect(failures).toEqual([]);
});

test("while the console does not answer, a part that is not there says that", async ({ console, page }) => {
  await settle(page, console.url + PSPS);
  await page.route(/\/pkg\/.*\.wasm$|favicon/, (route) => route.abort());
  await page.getByRole("link", { name: "Create", exact: true }).click();
  const alert = page.getByRole("alert").filter({ hasText: "This console does not answer" });
  await expect(alert).toBeVisible();
  await page.unrouteAll({ behavior: "wait" });
  // What could not be loaded is tried again by the next one who reaches for it.
  await page.getByRole("link", { name: "Delete" }).first().click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect(alert).toHaveCount(0);
});
