// Namespaces without a policy: warned of on the rules tab, seen in the table, and mended by one click.
import AxeBuilder from "@axe-core/playwright";
import { settle } from "./support/settle.js";
import { expect, test } from "./support/test.js";
import type { Kubectl } from "./support/kubectl.js";

const RULES = "/clusters/embedded/security/psps?tab=association-rules";
const WARNING = "#without-policy";

/** Nobody has the default policy any more, and there are so many namespaces of this name. */
async function newcomers(kubectl: Kubectl, count: number): Promise<void> {
  await kubectl.ok(["delete", "clusterrolebinding", "ack:podsecuritypolicy:authenticated"]);
  const metadata = (at: number) => ({ name: `newcomer-${String(at).padStart(2, "0")}` });
  const items = Array.from({ length: count }, (_, at) => ({ apiVersion: "v1", kind: "Namespace", metadata: metadata(at) }));
  await kubectl.apply({ apiVersion: "v1", kind: "List", items });
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("the warning leads to the rule that mends the namespace", async ({ console, kubectl, page }) => {
      await newcomers(kubectl, 1);
      await page.goto(console.url + RULES);
      await page.locator(WARNING).getByRole("link", { name: "newcomer-00" }).click();
      await expect(page).toHaveURL(/tab=association-rules.*dialog=add-rule.*namespace=newcomer-00/);
      const dialog = page.getByRole("dialog", { name: "Add Association Rule" });
      await expect(dialog).toContainText("No account may use any policy in this namespace yet.");
      await dialog.getByRole("button", { name: "OK" }).click();
      await expect(page.getByText("The association rule was added.")).toBeVisible();
      await expect(page.locator(WARNING).getByRole("link", { name: "newcomer-00" })).toHaveCount(0);
    });
  });
}

test("such a namespace stands in its place among the groups, whatever is looked for by name", async ({ console, kubectl, page }) => {
  await newcomers(kubectl, 1);
  await settle(page, console.url + RULES);
  const heading = page.getByRole("rowheader").filter({ hasText: "newcomer-00" });
  await expect(heading).toContainText("0 rules No policy");
  await expect(heading.getByRole("link", { name: "Add rule" })).toHaveAttribute("href", /namespace=newcomer-00/);
  const filter = page.getByRole("searchbox");
  await filter.fill("newcomer");
  await expect(page.getByRole("rowheader")).toHaveCount(1);
  await filter.fill("nothing of this name");
  await expect(heading).toHaveCount(0);
  await page.goto(`${console.url}${RULES}&group=policy`);
  await expect(page.getByRole("rowheader").first()).toBeVisible();
  await expect(heading).toHaveCount(0);
});

test("the guide warns on the other tab, so the page warns once", async ({ console, kubectl, psps, page }) => {
  await newcomers(kubectl, 1);
  await page.goto(console.url + RULES);
  const guide = page.getByRole("region", { name: "PSP Management Guide" });
  await expect(page.locator(WARNING)).toHaveCount(1);
  await expect(guide.locator(WARNING)).toHaveCount(0);
  await psps.tab("PSPs").click();
  await expect(guide.locator(WARNING)).toBeVisible();
  await guide.getByRole("link", { name: "newcomer-00" }).click();
  await expect(page.getByRole("dialog", { name: "Add Association Rule" })).toBeVisible();
});

for (const { colorScheme, locale, width } of [
  { colorScheme: "light", locale: "en-US", width: 1280 },
  { colorScheme: "dark", locale: "zh-CN", width: 390 },
] as const) {
  test.describe(`${colorScheme}, ${locale}, ${width} px`, () => {
    test.use({ colorScheme, locale, viewport: { width, height: 844 }, reducedMotion: "reduce" });

    test("many of them do not push the table off the screen, and can all be seen", async ({ console, kubectl, page }) => {
      await newcomers(kubectl, 50);
      await settle(page, console.url + RULES);
      const warning = page.locator(WARNING);
      expect((await warning.boundingBox())!.height).toBeLessThan(width < 500 ? 330 : 160);
      await expect(warning.getByRole("link", { name: "newcomer-49" })).toBeHidden();
      await warning.locator("summary").click();
      await expect(warning.getByRole("link", { name: "newcomer-49" })).toBeVisible();
      const found = await new AxeBuilder({ page }).options({ rules: { "target-size": { enabled: true } } }).analyze();
      expect(found.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(sideways).toBeLessThanOrEqual(0);
    });
  });
}
