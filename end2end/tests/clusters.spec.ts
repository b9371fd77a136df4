// The Clusters page, on a kubeconfig whose cluster does not answer: no cluster is needed to see that.
import AxeBuilder from "@axe-core/playwright";
import { AWAY, AWAY_PATH, away } from "./support/away.js";
import { settle } from "./support/settle.js";
import { expect, test as base } from "./support/test.js";

const test = base.extend({
  console: async ({}, use, info) => {
    const console = await away(info);
    await use(console);
    await console.stop();
  },
});

test("a cluster that does not answer is listed with the reason, and its page opens", async ({ console, page }) => {
  await page.goto(`${console.url}/`);
  await expect(page).toHaveURL(/\/clusters$/);
  const row = page.getByRole("row").filter({ hasText: AWAY });
  await expect(row).toContainText("Unreachable");
  await expect(row).toContainText("Connection refused");
  await row.getByRole("link", { name: "Details" }).click();
  await expect(page.getByRole("heading", { name: AWAY, level: 1 })).toBeVisible();
  await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "Clusters" }).click();
  await expect(row).toBeVisible();
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("the pages are whole", async ({ console, page }) => {
      await page.goto(`${console.url}/clusters`);
      await page.getByRole("link", { name: AWAY, exact: true }).click();
      await expect(page.getByText("Connection refused")).toBeVisible();
    });

    test("the table is sorted and filtered, and its URL says how", async ({ console, page }) => {
      const names = () => page.getByRole("rowheader").allInnerTexts();
      await settle(page, `${console.url}/clusters`);
      expect(await names()).toEqual([AWAY, "nobody", "zone-b"]);
      await page.getByRole("columnheader", { name: "Name" }).getByRole("link").click();
      await page.getByRole("columnheader", { name: "Name" }).getByRole("link").click();
      await expect(page).toHaveURL(/\/clusters\?sort=-name$/);
      await expect.poll(names).toEqual(["zone-b", "nobody", AWAY]);
      await page.getByRole("searchbox", { name: "Filter Clusters" }).fill("refused");
      if (!javaScriptEnabled) await page.getByRole("button", { name: "Filter" }).click();
      await expect.poll(names).toEqual(["zone-b", AWAY]);
      await expect(page).toHaveURL(/q=refused/);
      await expect(page.getByText("2 of 3")).toBeVisible();
      await settle(page, `${page.url()}&column=version`);
      expect(await names()).toEqual(["zone-b", AWAY]);
      await expect(page.getByRole("columnheader")).toHaveText(["Name", "Server version", "Actions"]);
    });
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1280, 390]) {
    test(`the pages are accessible, fit and break no rule of their policy: ${colorScheme}, ${width} px`, async ({
      console,
      page,
    }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 844 });
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      for (const path of ["/clusters", AWAY_PATH]) {
        await settle(page, console.url + path);
        await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(sideways).toBeLessThanOrEqual(0);
      }
      expect(complaints).toEqual([]);
    });
  }
}

test("foreign hosts and sites are refused, and no answer holds the token", async ({ console, request }) => {
  const page = await request.get(`${console.url}/clusters`);
  expect(await page.text()).not.toContain("a-secret-token");
  const policy = page.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe-inline");
  expect(policy).not.toMatch(/'unsafe-eval'/);
  expect((await request.get(`${console.url}/clusters`, { headers: { host: "evil.example" } })).status()).toBe(421);
  const post = await request.post(`${console.url}/api/x`, { headers: { origin: "https://evil.example" } });
  expect(post.status()).toBe(403);
  expect((await request.get(`${console.url}/nowhere`)).status()).toBe(404);
});
