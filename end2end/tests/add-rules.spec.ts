// Add Association Rule: chosen by typing, several at once, with what accounts have already.
import { expect, test } from "./support/test.js";
import { settle } from "./support/settle.js";

const ADD = "/clusters/embedded/security/psps?tab=association-rules&dialog=add-rule";

test("accounts and policies are chosen by keyboard alone, and each account gets each policy", async ({ kubectl, psps, console, page }) => {
  await kubectl.ok(["create", "namespace", "team"]);
  for (const name of ["builder", "deployer"]) await kubectl.ok(["-n", "team", "create", "serviceaccount", name]);
  await settle(page, console.url + ADD);
  const dialog = psps.dialog("Add Association Rule");
  const field = (name: string) => dialog.getByRole("combobox", { name });
  await field("Namespace").focus();
  await page.keyboard.type("tea");
  await expect(dialog.getByRole("option")).toHaveText(["team"]);
  await page.keyboard.press("Enter");
  await expect(field("Namespace")).toHaveValue("team");
  await field("Account").focus();
  await page.keyboard.press("ArrowDown");
  await expect(field("Account")).toHaveAttribute("aria-expanded", "true");
  for (const key of ["ArrowDown", "Enter", "ArrowDown", "ArrowDown", "Enter"]) await page.keyboard.press(key);
  // The first Escape is the list's.
  await page.keyboard.press("Escape");
  await expect(dialog.getByRole("listbox")).toHaveCount(0);
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole("region", { name: "Already allowed" })).toContainText("through ClusterRoleBinding ack:podsecuritypolicy:authenticated");
  await psps.pick(dialog, "PSP", "node-exporter", "ack.privileged");
  await dialog.getByText("Show kubectl command").click();
  await expect(dialog.getByRole("region", { name: "kubectl command" })).toContainText("psp-console:use:node-exporter:account:deployer");
  await dialog.getByRole("button", { name: "OK" }).click();
  await expect(page.getByText("4 association rules were added.")).toBeVisible();
  const bindings = await kubectl.ok(["-n", "team", "get", "rolebindings", "-o", "name"]);
  expect(bindings.trim().split("\n")).toHaveLength(4);
});

test("what is chosen can be taken out again, and nothing chosen is told at its field", async ({ psps, console, page }) => {
  await settle(page, console.url + ADD);
  const dialog = psps.dialog("Add Association Rule");
  await psps.pick(dialog, "Namespace", "default");
  await psps.pick(dialog, "Account", "default");
  await dialog.getByRole("button", { name: "Take default out" }).click();
  await dialog.getByRole("button", { name: "OK" }).click();
  await expect(dialog.getByRole("combobox", { name: "Account" })).toHaveAttribute("aria-invalid", "true");
  await expect(dialog.getByRole("combobox", { name: "Namespace" })).toHaveValue("default");
});

test("of several, those that cannot be added are told with those that were, which can be taken back", async ({ kubectl, psps, console, page }) => {
  await kubectl.ok(["create", "namespace", "team"]);
  for (const name of ["builder", "deployer"]) await kubectl.ok(["-n", "team", "create", "serviceaccount", name]);
  await settle(page, console.url + ADD);
  const dialog = psps.dialog("Add Association Rule");
  await psps.pick(dialog, "Namespace", "team");
  await psps.pick(dialog, "Account", "builder", "deployer");
  await psps.pick(dialog, "PSP", "node-exporter");
  await kubectl.ok(["-n", "team", "delete", "serviceaccount", "deployer"]);
  await dialog.getByRole("button", { name: "OK" }).click();
  await expect(dialog.getByText("Added: team: builder → node-exporter. Not added:")).toBeVisible();
  await expect(dialog.getByRole("listitem").filter({ hasText: "team: deployer → node-exporter" })).toContainText("no service account deployer");
  const added = async () => (await kubectl.ok(["-n", "team", "get", "rolebindings", "-o", "name"])).trim();
  expect(await added()).not.toBe("");
  await dialog.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("It was undone.")).toBeVisible();
  expect(await added()).toBe("");
});

test("a namespace in which nothing may be used opens it filled in: one click mends it", async ({ kubectl, psps, page }) => {
  await psps.open();
  await psps.disassociateDefault();
  await kubectl.ok(["create", "namespace", "later"]);
  await page.reload();
  await psps.tab("Association Rules").click();
  await page.getByRole("tabpanel").getByRole("link", { name: "later", exact: true }).click();
  const dialog = psps.dialog("Add Association Rule");
  await expect(dialog.getByText("No account may use any policy in this namespace yet.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Take All service accounts out" })).toBeVisible();
  await dialog.getByRole("button", { name: "OK" }).click();
  await expect(page.getByText("The association rule was added.")).toBeVisible();
  expect(await kubectl.ok(["-n", "later", "get", "rolebindings", "-o", "name"])).toContain("all-accounts");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the browser's own lists choose several", async ({ kubectl, psps, console, page }) => {
    await kubectl.ok(["create", "namespace", "team"]);
    await kubectl.ok(["-n", "team", "create", "serviceaccount", "builder"]);
    await page.goto(`${console.url}${ADD}&namespace=team`);
    const dialog = psps.dialog("Add Association Rule");
    await psps.pick(dialog, "Account", "builder", "All service accounts");
    await psps.pick(dialog, "PSP", "node-exporter");
    await dialog.getByRole("button", { name: "OK" }).click();
    await expect(page.getByText("2 association rules were added.")).toBeVisible();
    expect(await kubectl.ok(["-n", "team", "get", "rolebindings", "-o", "name"])).toContain("account:builder");
  });
});
