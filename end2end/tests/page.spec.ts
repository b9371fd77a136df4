// What holds on every page: accessible, no sideways scrolling, nothing that the security policy blocks.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { LOOKS, PAGES, open, statusOf } from "./support/pages.js";
import { expect, test } from "./support/test.js";

for (const { colorScheme, locale, width } of LOOKS) {
  test.describe(`${colorScheme}, ${locale}, ${width} px`, () => {
    test.use({ colorScheme, locale, viewport: { width, height: 844 }, reducedMotion: "reduce" });

    test("every page and dialog is accessible and fits", async ({ console, page }) => {
      test.setTimeout(180_000);
      const complaints: string[] = [];
      page.on("console", (message) => {
        // The browser itself complains of pages that are not found, as they should be.
        if (message.text().includes("404")) return;
        if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      for (const name of Object.keys(PAGES)) {
        const response = await open(page, console.url, name);
        expect(response?.status(), name).toBe(statusOf(name));
        await expect(page.locator("h1"), name).toHaveCount(1);
        const found = await new AxeBuilder({ page }).options({ rules: { "target-size": { enabled: true } } }).analyze();
        complaints.push(...found.violations.map((it) => `${name}: ${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`));
        expect(await sideways(page), `${name} scrolls sideways`).toBeLessThanOrEqual(0);
      }
      expect(complaints).toEqual([]);
    });
  });
}

for (const width of [360, 3840]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test("every page and dialog fits", async ({ console, page }) => {
      test.setTimeout(120_000);
      for (const name of Object.keys(PAGES)) {
        await open(page, console.url, name);
        expect(await sideways(page), `${name} scrolls sideways`).toBeLessThanOrEqual(0);
      }
    });
  });
}

/** By how much the page is wider than the window. */
function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

test("pages come with a strict Content-Security-Policy and may not be framed", async ({ console, request }) => {
  const response = await request.get(`${console.url}/clusters`);
  const policy = response.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("'unsafe-inline'");
  expect(policy).not.toContain("'unsafe-eval'");
  expect(policy).toMatch(/script-src [^;]*'nonce-/);
  expect(response.headers()["x-content-type-options"]).toBe("nosniff");
});

test("a request for another host, or from another site, is refused", async ({ console, request }) => {
  expect((await request.get(`${console.url}/clusters`, { headers: { host: "evil.example" } })).status()).toBeGreaterThanOrEqual(400);
  const post = await request.post(`${console.url}/api/anything`, { headers: { origin: "https://evil.example" } });
  expect(post.status()).toBe(403);
});

test("after a way through the page without a reload, tabs and dialogs still open", async ({ psps, page }) => {
  const failures: string[] = [];
  page.on("pageerror", (error) => failures.push(error.message));
  await psps.open();
  await expect(psps.row("ack.privileged")).toBeVisible();
  await psps.tab("Association Rules").click();
  await page.getByRole("link", { name: "Add Association Rule" }).click();
  await expect(psps.dialog("Add Association Rule").getByRole("combobox", { name: "Namespace" })).toBeVisible();
  expect(failures).toEqual([]);
});

test("a dialog is opened and left by keyboard, and gives the focus back", async ({ psps, page }) => {
  await psps.open();
  const create = page.getByRole("link", { name: "Create", exact: true });
  await create.focus();
  await page.keyboard.press("Enter");
  const dialog = psps.dialog("Select PSP Template");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(dialog.getByRole("link", { name: "Use" }).first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(create).toBeFocused();
  // It left the history, and lies ahead of the page beneath.
  await page.goForward();
  await expect(dialog).toBeVisible();
});
