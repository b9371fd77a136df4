// The Association Rules tab: a rule is RBAC, whoever made it.
import { expect, test } from "./support/test.js";

test("a rule added here works for kubectl auth can-i, and adding it twice makes no second object", async ({
  psps,
  kubectl,
  page,
}) => {
  await kubectl.ok(["create", "namespace", "team"]);
  await kubectl.ok(["-n", "team", "create", "serviceaccount", "builder"]);
  await psps.open();
  await psps.createFromTemplate("privileged-restricted");
  await psps.associate("team", "builder", "privileged-restricted");
  const can = ["auth", "can-i", "use", "podsecuritypolicy/privileged-restricted"];
  expect((await kubectl.as("team", "builder").run(can)).stdout).toBe("yes\n");
  const bindings = () => kubectl.ok(["-n", "team", "get", "rolebindings", "-o", "name"]);
  const before = await bindings();

  await page.getByRole("link", { name: "Add Association Rule" }).click();
  const dialog = psps.dialog("Add Association Rule");
  await psps.pick(dialog, "Namespace", "team");
  await psps.pick(dialog, "Account", "builder");
  await psps.pick(dialog, "PSP", "privileged-restricted");
  await dialog.getByRole("button", { name: "OK" }).click();
  await expect(page.getByText(/already/i).first()).toBeVisible();
  expect(await bindings()).toBe(before);
});

test("a rule for all accounts of a namespace covers those created later", async ({ psps, kubectl }) => {
  await kubectl.ok(["create", "namespace", "team"]);
  await psps.open();
  await psps.createFromTemplate("privileged-restricted");
  await psps.associate("team", "All service accounts", "privileged-restricted");
  await kubectl.ok(["-n", "team", "create", "serviceaccount", "later"]);
  const can = ["auth", "can-i", "use", "podsecuritypolicy/privileged-restricted"];
  // kubectl impersonates the account without its groups, as a real API server adds them by itself.
  expect((await kubectl.as("team", "later").run(can)).stdout).toBe("yes\n");
});

test("a rule made with kubectl is listed as made elsewhere, and removing it takes one subject only", async ({
  psps,
  kubectl,
  page,
}) => {
  await kubectl.ok(["create", "namespace", "team"]);
  await psps.open();
  await psps.createFromTemplate("privileged-restricted");
  await kubectl.ok([
    ...["create", "clusterrole", "by-hand", "--verb=use"],
    ...["--resource=podsecuritypolicies.policy", "--resource-name=privileged-restricted"],
  ]);
  await kubectl.ok([
    ...["-n", "team", "create", "rolebinding", "by-hand", "--clusterrole=by-hand"],
    ...["--serviceaccount=team:alice", "--serviceaccount=team:bob"],
  ]);
  await page.reload();
  await psps.tab("Association Rules").click();
  const rule = psps.row("alice").filter({ hasText: "team" });
  await expect(rule).toContainText("Another tool");
  await rule.getByRole("link", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: /OK|Remove/ }).click();
  await expect(psps.row("alice").filter({ hasText: "team" })).toHaveCount(0);
  const binding = await kubectl.get("rolebinding", "by-hand", "team");
  expect(binding.subjects.map((it: { name: string }) => it.name)).toEqual(["bob"]);
  expect(await kubectl.get("clusterrole", "by-hand")).toBeTruthy();
});
