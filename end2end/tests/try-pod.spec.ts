// Try a Pod: which policy a pod would get, and why, before anybody creates it.
import type { Page } from "@playwright/test";
import { policy } from "./support/objects.js";
import { settle, settled } from "./support/settle.js";
import { expect, test } from "./support/test.js";

const TRY = "/clusters/embedded/security/psps/-/try";
const yaml = (page: Page) => page.getByRole("textbox", { name: "YAML" });
const verdict = (page: Page) => page.getByRole("region", { name: "Verdict" });

const pod = (spec: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n${spec.replace(/^/gm, "  ")}\n`;
const PRIVILEGED = pod("containers:\n- name: c\n  image: nginx\n  securityContext:\n    privileged: true");

/** The restricted policies are there; `default` of `team` may use the first; the default policy is nobody's any more. */
async function restricted({ kubectl }: { kubectl: import("./support/kubectl.js").Kubectl }): Promise<void> {
  const volumes = ["configMap", "emptyDir", "secret"];
  await kubectl.apply(policy("strict", { privileged: false, volumes, runAsUser: { rule: "MustRunAsNonRoot" } }));
  await kubectl.apply(policy("loose", { privileged: true, volumes: ["*"] }));
  await kubectl.ok(["create", "namespace", "team"]);
  await kubectl.ok(["create", "clusterrole", "use-strict", "--verb=use", "--resource=podsecuritypolicies.policy", "--resource-name=strict"]);
  await kubectl.ok(["-n", "team", "create", "rolebinding", "strict", "--clusterrole=use-strict", "--serviceaccount=team:default"]);
  await kubectl.ok(["delete", "clusterrolebinding", "ack:podsecuritypolicy:authenticated"]);
}

test("the policies tab leads there, and an example is tried at once", async ({ psps, page }) => {
  await psps.open();
  await settled(page, () => page.getByRole("link", { name: "Try a pod" }).click());
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Try a pod");
  await expect(verdict(page)).toContainText("The verdict stands here");
  await page.getByRole("button", { name: "Try" }).click();
  await expect(verdict(page)).toContainText("Admitted by ack.privileged");
  await expect(verdict(page)).toContainText("the policy fills in nothing");
});

test("a refused pod is told why, at which line, what to change, and whose policy would accept it", async ({ console, kubectl, page }) => {
  await restricted({ kubectl });
  await settle(page, `${console.url}${TRY}?namespace=team`);
  await yaml(page).fill(PRIVILEGED);
  await page.getByRole("button", { name: "Try" }).click();
  const said = verdict(page);
  await expect(said).toContainText("Refused");
  await expect(said).toContainText("unable to admit pod: [spec.containers[0].securityContext.privileged: Invalid value: true");
  await expect(said).toContainText("Runs as default of the namespace team; system:serviceaccount:team:default creates it.");
  await expect(said.getByRole("listitem").filter({ hasText: "RoleBinding team/strict" })).toContainText("Refuses");
  await expect(page.getByRole("button", { name: /^Line 10, column 19: spec.containers\[0\].securityContext.privileged/ })).toBeVisible();
  await said.getByText("What to change in the pod").click();
  await expect(said.getByRole("region", { name: "The pod after the change" }).locator("del")).toContainText(["privileged: true"]);
  // What would accept it is one rule away.
  await said.getByRole("listitem").filter({ hasText: "loose" }).getByRole("link", { name: "Add a rule" }).click();
  await expect(page.getByRole("dialog", { name: "Add Association Rule" })).toContainText("loose");
  await page.goBack();
  await expect(yaml(page)).toHaveValue(PRIVILEGED);
});

test("what a policy fills in is shown, and that the pod may not start then", async ({ console, kubectl, page }) => {
  await restricted({ kubectl });
  await settle(page, `${console.url}${TRY}?namespace=team&account=default`);
  await yaml(page).fill(pod("containers:\n- name: c\n  image: nginx"));
  await page.getByRole("button", { name: "Try" }).click();
  await expect(verdict(page)).toContainText("Admitted and changed by strict, and may not start");
  await expect(verdict(page)).toContainText("CreateContainerConfigError");
  await expect(verdict(page).getByRole("region", { name: "What is filled in" }).locator("ins")).toContainText(["runAsNonRoot: true"]);
});

test("the verdict follows what others change on the cluster, and its URL can be shared", async ({ console, kubectl, page, context }) => {
  await restricted({ kubectl });
  await settle(page, `${console.url}${TRY}`);
  await yaml(page).fill(PRIVILEGED);
  await page.getByRole("combobox", { name: "Namespace" }).fill("team");
  await page.getByRole("option", { name: "team", exact: true }).click();
  await page.getByRole("textbox", { name: "Created by" }).fill("alice");
  await page.getByRole("button", { name: "Try" }).click();
  await expect(verdict(page)).toContainText("Refused");
  await expect(page).toHaveURL(/namespace=team&user=alice$/);
  await kubectl.ok(["create", "clusterrole", "use-loose", "--verb=use", "--resource=podsecuritypolicies.policy", "--resource-name=loose"]);
  await kubectl.ok(["-n", "team", "create", "rolebinding", "alice", "--clusterrole=use-loose", "--user=alice"]);
  await expect(verdict(page)).toContainText("Admitted by loose");
  await expect(verdict(page)).toContainText("Whoever creates it may use it by RoleBinding team/alice.");
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole("textbox", { name: "Created by" })).toHaveValue("alice");
});

test("a field that the API server would drop is wrong at its line, and an account that is not there at its field", async ({ console, page }) => {
  await settle(page, `${console.url}${TRY}?account=nobody`);
  await yaml(page).fill(PRIVILEGED.replace("privileged", "priviledged"));
  await page.getByRole("button", { name: "Try" }).click();
  const line = page.getByRole("button", { name: "Line 10, column 7: spec.containers[0].securityContext.priviledged: unknown field" });
  await expect(line).toBeVisible();
  await yaml(page).fill(PRIVILEGED);
  await expect(line).toBeHidden();
  await page.getByRole("button", { name: "Try" }).click();
  await expect(page.getByText("the namespace default has no service account nobody")).toBeVisible();
});

test("the workload that enforcing would refuse leads from Change PSP State to its verdict", async ({ console, kubectl, page }) => {
  await kubectl.ok(["create", "namespace", "team"]);
  await kubectl.ok(["-n", "team", "create", "deployment", "web", "--image=nginx"]);
  await kubectl.ok(["-n", "team", "patch", "deployment", "web", "--type=json", "-p", '[{"op": "add", "path": "/spec/template/spec/hostNetwork", "value": true}]']);
  await kubectl.apply(policy("strict", { volumes: ["*"] }));
  await kubectl.ok(["create", "clusterrole", "use-strict", "--verb=use", "--resource=podsecuritypolicies.policy", "--resource-name=strict"]);
  await kubectl.ok(["-n", "team", "create", "rolebinding", "strict", "--clusterrole=use-strict", "--serviceaccount=team:default"]);
  await kubectl.ok(["delete", "clusterrolebinding", "ack:podsecuritypolicy:authenticated"]);
  await settle(page, `${console.url}/clusters/embedded/security/psps?dialog=change-state&turn=on`);
  const found = page.getByRole("dialog").getByRole("listitem").filter({ hasText: "team/web" }).last();
  await expect(found).toContainText("Host network is not allowed to be used");
  await found.getByRole("link", { name: "Why, and what to change" }).click();
  await expect(verdict(page)).toContainText("Refused");
  await expect(verdict(page)).toContainText("system:serviceaccount:kube-system:replicaset-controller creates it.");
  await expect(yaml(page)).toHaveValue(/kind: Deployment/);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a pod is tried by a form, and the text is there again with the verdict", async ({ console, kubectl, page }) => {
    await restricted({ kubectl });
    await page.goto(`${console.url}${TRY}`);
    await page.getByRole("combobox", { name: "Namespace" }).selectOption("team");
    await page.locator("textarea[name=yaml]").fill(PRIVILEGED);
    await page.getByRole("button", { name: "Try" }).click();
    await expect(verdict(page)).toContainText("Refused");
    await expect(page.locator("textarea[name=yaml]")).toHaveValue(PRIVILEGED);
    await expect(page.getByRole("combobox", { name: "Namespace" })).toHaveValue("team");
  });
});
