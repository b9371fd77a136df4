// PSP Management Guide: each step says where it stands and leads to what does it, and the guide folds away once all is done.
import { expect, test } from "./support/test.js";

test("the steps are done one after the other, and the guide folds away after the last", async ({ psps, kubectl, page }) => {
  const policies = (await kubectl.ok(["get", "psp", "-o", "name"])).split("\n");
  await kubectl.ok(["delete", ...policies.filter((policy) => !policy.endsWith("/ack.privileged"))]);
  await psps.open();
  const guide = page.getByRole("region", { name: "PSP Management Guide" });
  const step = (place: number) => guide.locator("ol > li").nth(place);
  await expect(guide).toContainText("1 of 4 done");
  await expect(step(0)).toContainText("Next");
  await expect(step(1)).toContainText("There is no policy of your own yet.Blocked");
  await expect(step(2)).toContainText("No rule names a policy of your own yet");
  await expect(step(3)).toContainText("Done");

  await step(0).getByRole("link", { name: "a template" }).click();
  await psps.dialog("Select PSP Template").getByRole("link", { name: "Use" }).last().click();
  await page.getByRole("button", { name: "OK" }).click();
  await expect(step(0)).toContainText("Done");
  await expect(step(1)).toContainText("Next");

  await step(1).getByRole("link", { name: "add an association rule" }).click();
  await expect(psps.dialog("Add Association Rule")).toBeVisible();
  await page.keyboard.press("Escape");
  await psps.associate("default", "default", "privileged-root-volumes-restricted");
  await expect(step(1)).toContainText("Done");
  await step(2).getByRole("link", { name: "Disassociate the default policy" }).click();
  await psps.dialog("Disassociate").getByRole("button", { name: "OK" }).click();
  await expect(guide).toContainText("4 of 4 done");
  await expect(step(2)).toBeHidden();

  await guide.getByText("PSP Management Guide").click();
  await expect(step(2)).toContainText("Done");
  // A namespace without a policy is not to be overlooked.
  await page.reload();
  await expect(step(2)).toBeHidden();
  await kubectl.ok(["create", "namespace", "newcomer"]);
  await expect(guide.getByRole("link", { name: "newcomer" })).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("each step stands there with its state, and what is done can be folded", async ({ psps, page }) => {
    await psps.open();
    const guide = page.getByRole("region", { name: "PSP Management Guide" });
    await expect(guide.locator("ol > li")).toHaveCount(4);
    await expect(guide.locator("ol > li").nth(3)).toContainText("Done");
    await guide.getByText("PSP Management Guide").click();
    await expect(guide.locator("ol > li").nth(3)).toBeHidden();
  });
});
