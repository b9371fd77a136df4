// Reset demo: the embedded cluster becomes what it was at first, with JavaScript and without.
import { expect, test } from "./support/test.js";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a reset brings the demo back", async ({ console, kubectl, psps, page }) => {
      await kubectl.ok(["delete", "podsecuritypolicy", "node-exporter"]);
      await kubectl.ok(["create", "namespace", "left-over"]);
      await page.goto(`${console.url}/clusters/embedded`);
      await page.getByRole("link", { name: "Reset demo" }).click();
      await psps.dialog("Reset demo").getByRole("button", { name: "Reset" }).click();
      await expect(page.getByText("The demo was reset")).toBeVisible();
      await expect(psps.row("node-exporter")).toBeVisible();
      expect(await kubectl.get("podsecuritypolicy", "node-exporter")).toBeTruthy();
      expect(await kubectl.get("namespace", "left-over")).toBeUndefined();
    });
  });
}
