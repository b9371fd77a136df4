// PSP Status: shows whether policies are enforced, and follows the restart.
import { expect, test } from "./support/test.js";

test("PSP Status is turned off and on, and pods are judged accordingly", async ({ psps, kubectl, page }) => {
  await kubectl.ok(["create", "namespace", "team"]);
  await kubectl.ok(["-n", "team", "create", "rolebinding", "edit", "--clusterrole=edit", "--serviceaccount=team:default"]);
  await psps.open();
  await psps.disassociateDefault();
  await kubectl.ok(["-n", "team", "delete", "rolebindings", "-l", "app.kubernetes.io/managed-by=psp-console"]);
  const account = kubectl.as("team", "default");
  expect((await account.createPod("refused")).stderr).toContain("unable to admit pod: []");

  const status = page.getByRole("switch", { name: "PSP Status" });
  await expect(status).toBeChecked();
  await psps.changeState();
  await expect(status).not.toBeChecked({ timeout: 20_000 });
  await expect(async () => expect((await account.createPod("admitted")).stderr).toBe("")).toPass({ timeout: 20_000 });

  // The pod that runs now could not be made again: that must be known.
  await status.click();
  const dialog = psps.dialog("Change PSP State");
  await expect(dialog.getByRole("listitem").filter({ hasText: "team" })).toContainText("1 pod runs there");
  await dialog.getByLabel("Type the cluster’s name").fill("something else");
  await dialog.getByRole("button", { name: "OK" }).click();
  await expect(dialog.getByText("This is not the cluster’s name, embedded.").first()).toBeVisible();
  await dialog.getByLabel("Type the cluster’s name").fill("embedded");
  await dialog.getByRole("button", { name: "OK" }).click();
  await expect(status).toBeChecked({ timeout: 20_000 });
  expect((await account.createPod("refused-again")).code).toBe(1);
});
