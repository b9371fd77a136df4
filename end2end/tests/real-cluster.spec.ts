// The two pages on a real API server.
import { expect, test } from "./support/test.js";

test("a real cluster is listed as running, with its version, and its page says the same", async ({ console, page }) => {
  await page.goto(console.url);
  const row = page.getByRole("row").filter({ hasText: "kubernetes-1.20" });
  for (const text of ["v1.20.2", "Running", "On"]) await expect(row).toContainText(text);
  await row.getByRole("link", { name: "kubernetes-1.20", exact: true }).click();
  await expect(page.getByRole("heading", { name: "kubernetes-1.20", level: 1 })).toBeVisible();
  const overview = page.getByRole("region", { name: "Overview" });
  for (const text of ["v1.20.2", "Running", "On"]) await expect(overview).toContainText(text);
});
