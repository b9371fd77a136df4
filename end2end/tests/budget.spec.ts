// What a visit may cost. Bytes are the same on every machine; times are measured by `measure.spec.ts`.
import { expect, test } from "./support/test.js";
import { emptyWindow, sum, transferred, visit } from "./support/measure.js";

const KB = 1000;

test("the PSPs page needs at most 250 KB on a first visit, and its layout stays", async ({ browser, console }) => {
  const page = await emptyWindow(browser);
  const { bytes, shift, moved } = await visit(page, `${console.url}/clusters/embedded/security/psps`);
  expect(bytes.wasm, JSON.stringify(bytes)).toBeGreaterThan(0);
  // Of answers there are as many as there is news of the cluster meanwhile.
  expect(sum({ ...bytes, data: 0 }), JSON.stringify(bytes)).toBeLessThanOrEqual(250 * KB);
  expect(shift, moved.join()).toBe(0);
});

test("the editor needs at most 250 KB more, and only when it is opened", async ({ browser, console }) => {
  const page = await emptyWindow(browser);
  await visit(page, `${console.url}/clusters/embedded/security/psps?dialog=select-template`);
  const bytes = await transferred(page, async () => {
    await page.getByRole("dialog").getByRole("link", { name: "Use" }).first().click();
    await expect(page.getByRole("heading", { name: "Create YAML" })).toBeVisible();
    await expect(page.getByRole("textbox", { name: "YAML" })).toBeVisible();
  });
  expect(bytes.wasm, JSON.stringify(bytes)).toBeGreaterThan(0);
  expect(sum(bytes), JSON.stringify(bytes)).toBeLessThanOrEqual(250 * KB);
});
