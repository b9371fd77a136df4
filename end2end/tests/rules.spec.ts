// The table of association rules: in groups, sorted, filtered, several at once, what reaches far marked. Its state is in
// the URL.
import type { Page } from "@playwright/test";
import { expect, test } from "./support/test.js";
import { settle } from "./support/settle.js";
import type { Kubectl } from "./support/kubectl.js";

const RULES = "/clusters/embedded/security/psps?tab=association-rules";
const RBAC = "rbac.authorization.k8s.io";

/** Accounts `a-0` and so on of each namespace may use the policy there, by bindings of the same names. */
async function make(kubectl: Kubectl, namespaces: string[], accounts: number, policy = "strict"): Promise<void> {
  const allowed = { apiGroups: ["policy"], resources: ["podsecuritypolicies"], verbs: ["use"], resourceNames: [policy] };
  const role = { apiVersion: `${RBAC}/v1`, kind: "ClusterRole", metadata: { name: policy }, rules: [allowed] };
  const bindings = namespaces.flatMap((namespace) =>
    Array.from({ length: accounts }, (_, number) => ({
      apiVersion: `${RBAC}/v1`,
      kind: "RoleBinding",
      metadata: { name: `${policy}-${number}`, namespace },
      roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: policy },
      subjects: [{ kind: "ServiceAccount", name: `a-${number}`, namespace }],
    })),
  );
  const homes = namespaces.map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } }));
  await kubectl.apply({ apiVersion: "v1", kind: "List", items: [...homes, role, ...bindings] });
}

/** What the rows and the headings of groups begin with, from above. */
function rows(page: Page): Promise<string[]> {
  const table = page.getByRole("table", { name: "Association Rules", exact: true });
  return table.getByRole("rowheader").evaluateAll((cells) =>
    cells.map((cell) => {
      const heading = cell.hasAttribute("colspan");
      const account = cell.nextElementSibling?.lastElementChild?.textContent;
      return heading ? `# ${cell.querySelector("span")!.textContent}` : `${cell.textContent}/${account}`;
    }),
  );
}

test("rules stand under their namespace, or their policy, and a sort or a filter leaves them there", async ({ kubectl, console, page }) => {
  await make(kubectl, ["team-b", "team-a"], 2);
  await settle(page, `${console.url}${RULES}&q=team-`);
  expect(await rows(page)).toEqual(["# team-a 2 rules", "team-a/a-0", "team-a/a-1", "# team-b 2 rules", "team-b/a-0", "team-b/a-1"]);
  const header = (name: string) => page.getByRole("columnheader", { name }).getByRole("link");
  await header("Account").click();
  await header("Account").click();
  await expect.poll(() => rows(page)).toEqual(["# team-a 2 rules", "team-a/a-1", "team-a/a-0", "# team-b 2 rules", "team-b/a-1", "team-b/a-0"]);
  await header("Namespace").click();
  await header("Namespace").click();
  await expect.poll(async () => (await rows(page))[0]).toBe("# team-b 2 rules");
  await page.getByRole("searchbox").fill("team- a-1");
  await expect.poll(() => rows(page)).toEqual(["# team-b 1 rule", "team-b/a-1", "# team-a 1 rule", "team-a/a-1"]);
  const grouping = page.getByRole("navigation", { name: "Group by" });
  await grouping.getByRole("link", { name: "PSP" }).click();
  await expect(page).toHaveURL(/group=policy/);
  await expect.poll(async () => (await rows(page))[0]).toBe("# strict 2 rules");
  await grouping.getByRole("link", { name: "None" }).click();
  await expect.poll(() => rows(page)).toEqual(["team-b/a-1", "team-a/a-1"]);
  await page.goBack();
  await expect(grouping.getByRole("link", { name: "PSP" })).toHaveAttribute("aria-current", "true");
});

test("a heading leads to one more rule of its group", async ({ kubectl, psps, console, page }) => {
  await make(kubectl, ["team-a"], 1);
  await settle(page, `${console.url}${RULES}&q=team-a`);
  await page.getByRole("link", { name: "Add rule team-a" }).click();
  await expect(psps.dialog("Add Association Rule").getByRole("combobox", { name: "Namespace" })).toHaveValue("team-a");
});

test("a rule that reaches further than it looks is marked, says why by keyboard, and can be looked for", async ({ kubectl, console, page }) => {
  await make(kubectl, ["team-a"], 1);
  await kubectl.ok(["create", "clusterrolebinding", "broad", "--clusterrole=strict", "--group=system:serviceaccounts"]);
  await kubectl.ok(["create", "clusterrole", "any", "--verb=*", "--resource=podsecuritypolicies.policy"]);
  await kubectl.ok(["-n", "team-a", "create", "rolebinding", "any", "--clusterrole=any", "--user=alice"]);
  await settle(page, `${console.url}${RULES}`);
  const broad = page.getByRole("row").filter({ hasText: "Group system:serviceaccounts" });
  const mark = broad.locator("summary", { hasText: "Every account" });
  await mark.focus();
  await page.keyboard.press("Enter");
  await expect(broad.getByText("every service account of every namespace")).toBeVisible();
  await expect(broad.getByText("holds in every namespace")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "User alice" })).toContainText("Every policy +1");
  await expect(page.getByRole("row").filter({ hasText: "a-0" })).toContainText("As it looks");
  await page.getByRole("link", { name: /^Wide reach only/ }).click();
  await expect(page).toHaveURL(/only=wide/);
  await expect(page.getByRole("row").filter({ hasText: "a-0" })).toHaveCount(0);
  await expect(broad).toBeVisible();
  await page.getByRole("searchbox").fill("a-0");
  await page.getByRole("link", { name: "Show all" }).click();
  await expect(page.getByRole("row").filter({ hasText: "a-0" })).toBeVisible();
});

test("several are removed at once: the dialog says who loses what", async ({ kubectl, psps, console, page }) => {
  await make(kubectl, ["team-a"], 3);
  await settle(page, `${console.url}${RULES}&q=team-a`);
  await page.getByRole("checkbox", { name: "Select all" }).check();
  await page.getByRole("checkbox", { name: "team-a/a-1" }).uncheck();
  await page.getByRole("button", { name: "Remove 2" }).click();
  const dialog = psps.dialog("Remove Association Rules");
  await expect(dialog.getByRole("listitem")).toHaveCount(2);
  await expect(dialog.getByRole("listitem").first()).toContainText("service account team-a/a-0, in namespace team-a: strict");
  await dialog.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("2 association rules were removed.")).toBeVisible();
  expect(await kubectl.get("rolebinding", "strict-0", "team-a")).toBeUndefined();
  expect(await kubectl.get("rolebinding", "strict-1", "team-a")).toBeTruthy();
});

test("a rule that is gone meanwhile cannot be removed any more, and the dialog says so by itself", async ({ kubectl, psps, console, page }) => {
  await make(kubectl, ["team-a"], 1);
  await settle(page, `${console.url}${RULES}&q=team-a`);
  await psps.row("a-0").getByRole("link", { name: "Remove" }).click();
  const remove = psps.dialog("Remove Association Rule").getByRole("button", { name: "Remove" });
  await expect(remove).toBeEnabled();
  await kubectl.ok(["-n", "team-a", "delete", "rolebinding", "strict-0"]);
  await expect(remove).toBeDisabled();
  await expect(remove).toHaveAttribute("aria-description", /no longer exists/);
});

test("what cannot be removed is told, with what was", async ({ kubectl, psps, console, page }) => {
  await make(kubectl, ["team-a"], 1);
  await kubectl.ok(["create", "clusterrole", "any", "--verb=use", "--resource=podsecuritypolicies.policy"]);
  await kubectl.ok(["-n", "team-a", "create", "rolebinding", "any", "--clusterrole=any", "--user=alice"]);
  await settle(page, `${console.url}${RULES}&q=team-a`);
  await page.getByRole("checkbox", { name: "alice" }).check();
  await page.getByRole("checkbox", { name: "team-a/a-0" }).check();
  await page.getByRole("button", { name: "Remove 2" }).click();
  const dialog = psps.dialog("Remove Association Rules");
  await dialog.getByRole("button", { name: "Remove" }).click();
  await expect(dialog.getByText(/^Removed: RoleBinding team-a\/strict-0.*Not removed:$/)).toBeVisible();
  await expect(dialog.getByRole("listitem").filter({ hasText: "grants more than the use of this one policy" })).toBeVisible();
  expect(await kubectl.get("rolebinding", "any", "team-a")).toBeTruthy();
  expect(await kubectl.get("rolebinding", "strict-0", "team-a")).toBeUndefined();

  await dialog.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("It was undone.")).toBeVisible();
  await expect(dialog).toBeHidden();
  expect((await kubectl.get("rolebinding", "strict-0", "team-a"))!.subjects).toHaveLength(1);
});

test("of many only those in sight are in the document, and all are found", async ({ kubectl, console, page }) => {
  await make(kubectl, ["team-a", "team-b"], 150);
  await settle(page, `${console.url}${RULES}`);
  const frame = page.getByRole("region", { name: "Association Rules" });
  await expect.poll(async () => (await rows(page)).length).toBeLessThan(100);
  // What kubectl has made may be heard of once more meanwhile, and the rows be read again.
  await expect(async () => {
    await frame.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect(page.getByRole("row").filter({ hasText: "team-b" }).filter({ hasText: "a-99" })).toBeVisible({ timeout: 1000 });
  }).toPass();
  expect((await rows(page)).length).toBeLessThan(100);
  await page.getByRole("searchbox").fill("team-b a-77");
  await expect.poll(() => rows(page)).toEqual(["# team-b 1 rule", "team-b/a-77"]);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("links group and sort, forms filter, boxes select", async ({ kubectl, psps, console, page }) => {
    await make(kubectl, ["team-a", "team-b"], 2);
    await page.goto(`${console.url}${RULES}`);
    await page.getByRole("navigation", { name: "Group by" }).getByRole("link", { name: "PSP" }).click();
    await page.getByRole("searchbox").fill("team-");
    await page.getByRole("button", { name: "Filter" }).click();
    expect(await rows(page)).toEqual(["# strict 4 rules", "team-a/a-0", "team-a/a-1", "team-b/a-0", "team-b/a-1"]);
    await page.getByRole("checkbox", { name: "team-a/a-0" }).check();
    await page.getByRole("checkbox", { name: "team-b/a-1" }).check();
    await page.getByRole("button", { name: "Remove selected" }).click();
    await psps.dialog("Remove Association Rules").getByRole("button", { name: "Remove" }).click();
    await expect(page.getByText("2 association rules were removed.")).toBeVisible();
    expect(await kubectl.get("rolebinding", "strict-1", "team-b")).toBeUndefined();
    expect(await kubectl.get("rolebinding", "strict-1", "team-a")).toBeTruthy();
  });
});
