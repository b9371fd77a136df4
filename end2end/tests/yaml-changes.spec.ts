// What becomes of a text: reviewed, merged, kept, copied, uploaded, and the same by kubectl.
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { settle } from "./support/settle.js";
import { expect, test } from "./support/test.js";

const PSPS = "/clusters/embedded/security/psps";
const CREATE = `${PSPS}/-/create?template=privileged-restricted`;

const policy = (name: string, spec = "") =>
  `apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata:\n  name: ${name}\nspec:\n${spec}` +
  ["runAsUser", "fsGroup", "seLinux", "supplementalGroups"].map((it) => `  ${it}:\n    rule: RunAsAny\n`).join("");

const review = (page: Page) => page.getByRole("region", { name: "Before OK" });
const diff = (page: Page, name: string | RegExp) => page.getByRole("region", { name });

async function accessible(page: Page): Promise<void> {
  const found = await new AxeBuilder({ page }).analyze();
  expect(found.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
}

test("a new policy is tried before OK, and nothing is stored", async ({ console, psps, kubectl, page }) => {
  await page.goto(console.url + CREATE);
  await psps.editor.fill(policy("tried", "  hostPID: true\n"));
  await page.getByRole("button", { name: "Review changes" }).click();
  await expect(review(page)).toContainText("a dry run created it");
  await expect(review(page)).toContainText("Nobody may use it yet");
  await expect(diff(page, "What will change")).toContainText("+   allowPrivilegeEscalation: true");
  await accessible(page);
  expect(await kubectl.get("podsecuritypolicy", "tried")).toBeUndefined();
  await psps.editor.fill(policy("tried-again"));
  await expect(review(page)).toContainText("The text has changed since");
});

test("of an edit only what changes is shown, and the API server's refusal in its words", async ({ console, psps, kubectl, page }) => {
  await kubectl.ok(["apply", "-f", "-"], policy("edited"));
  await page.goto(`${console.url}${PSPS}/edited/yaml`);
  await psps.editor.fill((await psps.editor.text()).replace("spec:\n", "spec:\n  hostIPC: true\n"));
  await page.getByRole("button", { name: "Review changes" }).click();
  const changes = diff(page, "What will change");
  await expect(changes.locator("ins")).toHaveText(/hostIPC: true/);
  await expect(changes.locator("del")).toHaveCount(0);

  await page.goto(console.url + CREATE);
  await psps.editor.fill(policy("edited"));
  await page.getByRole("button", { name: "Review changes" }).click();
  await expect(review(page).getByRole("alert")).toContainText('podsecuritypolicies.policy "edited" already exists');
});

test("two changes that do not touch each other are put together", async ({ console, psps, kubectl, page }) => {
  await kubectl.ok(["apply", "-f", "-"], policy("shared"));
  await page.goto(`${console.url}${PSPS}/shared/yaml`);
  await psps.editor.fill((await psps.editor.text()).replace(/(supplementalGroups:\n {4}rule: )RunAsAny/, "$1MayRunAs\n    ranges:\n      - min: 1\n        max: 9"));
  await kubectl.ok(["patch", "psp", "shared", "--type=merge", "-p", '{"spec":{"privileged":true}}']);
  await page.getByRole("button", { name: "OK" }).click();
  await expect(diff(page, "What they have changed")).toContainText("+   privileged: true");
  await expect(diff(page, "What you have changed")).toContainText("MayRunAs");
  await expect(page.getByText("The two do not touch each other")).toBeVisible();
  await accessible(page);
  await page.getByRole("button", { name: "Put both together in the editor" }).click();
  await expect(psps.editor.field).toHaveValue(/privileged: true[^]*MayRunAs/);
  await page.getByRole("button", { name: "OK" }).click();
  await expect(page.getByText("Policy shared was saved.")).toBeVisible();
  const stored = await kubectl.get("podsecuritypolicy", "shared");
  expect(stored.spec).toMatchObject({ privileged: true, supplementalGroups: { rule: "MayRunAs" } });
});

test("where both have changed the same lines, one chooses", async ({ console, psps, kubectl, page }) => {
  await kubectl.ok(["apply", "-f", "-"], policy("fought", "  volumes:\n    - secret\n"));
  await page.goto(`${console.url}${PSPS}/fought/yaml`);
  await psps.editor.fill((await psps.editor.text()).replace("- secret", "- nfs"));
  await kubectl.ok(["patch", "psp", "fought", "--type=merge", "-p", '{"spec":{"volumes":["csi"]}}']);
  await page.getByRole("button", { name: "OK" }).click();
  const place = page.getByRole("group", { name: "Place 1" });
  await expect(page.getByText("1 choice is still open.")).toBeVisible();
  await place.getByRole("radio", { name: "Both, theirs first" }).check();
  await page.getByRole("button", { name: "Put both together in the editor" }).click();
  await expect(psps.editor.field).toHaveValue(/ - csi\n +- nfs\n/);
  await page.getByRole("button", { name: "OK" }).click();
  await expect(page.getByText("Policy fought was saved.")).toBeVisible();
  expect((await kubectl.get("podsecuritypolicy", "fought")).spec.volumes).toEqual(["csi", "nfs"]);
});

test("a text survives a reload, and can be discarded; once sent it is not kept", async ({ console, psps, page }) => {
  await page.goto(console.url + CREATE);
  const template = await psps.editor.text();
  await psps.editor.fill(policy("kept"));
  await page.reload();
  await expect(page.getByText("Your text is back")).toBeVisible();
  await expect(psps.editor.field).toHaveValue(policy("kept"));
  await expect(psps.editor.content).toContainText("name: kept");
  await page.getByRole("button", { name: "Discard it" }).click();
  await expect(psps.editor.field).toHaveValue(template);
  await psps.editor.fill(policy("kept"));
  await page.getByRole("button", { name: "OK" }).click();
  await expect(psps.row("kept")).toBeVisible();
  await page.goto(console.url + CREATE);
  await expect((await psps.editor.ready()).field).toHaveValue(template);
});

test("a text survives a lost connection", async ({ console, psps, kubectl, page, context }) => {
  await page.goto(console.url + CREATE);
  await psps.editor.fill(policy("offline"));
  await context.setOffline(true);
  await page.getByRole("button", { name: "OK" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "This console does not answer" })).toBeVisible();
  expect(await psps.editor.text()).toBe(policy("offline"));
  await context.setOffline(false);
  await page.getByRole("button", { name: "OK" }).click();
  await expect(psps.row("offline")).toBeVisible();
  expect(await kubectl.get("podsecuritypolicy", "offline")).toBeTruthy();
});

test("a policy is copied, downloaded and duplicated", async ({ console, psps, kubectl, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await kubectl.ok(["apply", "-f", "-"], policy("original", "  hostPID: true\n"));
  await page.goto(`${console.url}${PSPS}/original/yaml`);
  const text = await psps.editor.text();
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download" }).click()]);
  expect(download.suggestedFilename()).toBe("original.yaml");
  expect(readFileSync(await download.path(), "utf8")).toBe(text);
  await page.getByRole("link", { name: "Duplicate" }).click();
  await expect(page.getByRole("heading", { name: "Create YAML" })).toBeVisible();
  await expect(psps.editor.field).toHaveValue(/name: original-copy\n/);
  await page.getByRole("button", { name: "OK" }).click();
  await expect(psps.row("original-copy")).toBeVisible();
  expect((await kubectl.get("podsecuritypolicy", "original-copy")).spec.hostPID).toBe(true);
});

test("several policies are uploaded at once: first what each will do, then what became of it", async ({ psps, kubectl, page }) => {
  await kubectl.ok(["apply", "-f", "-"], policy("there"));
  await psps.open();
  await page.getByRole("link", { name: "Upload file" }).click();
  await page.getByLabel("Files").setInputFiles([
    { name: "new.yaml", mimeType: "application/yaml", buffer: Buffer.from(policy("fresh")) },
    { name: "more.yaml", mimeType: "application/yaml", buffer: Buffer.from([policy("there", "  hostPID: true\n"), policy("wrong", "  hostPid: true\n")].join("---\n")) },
  ]);
  const plan = page.getByRole("list", { name: "What each will do" }).getByRole("listitem");
  await expect(plan.filter({ hasText: "fresh" })).toContainText("Will be created");
  await expect(plan.filter({ hasText: "there" }).first()).toContainText("Will be replaced");
  await expect(diff(page, "What will change of there").locator("ins")).toContainText("hostPID: true");
  await expect(plan.filter({ hasText: "Would be refused" }).first()).toContainText("did you mean hostPID?");
  await accessible(page);
  expect(await kubectl.get("podsecuritypolicy", "fresh")).toBeUndefined();
  await page.getByRole("button", { name: "OK: carry out 2 changes" }).click();
  const outcome = page.getByRole("list", { name: "What became of each" }).getByRole("listitem");
  await expect(outcome).toHaveCount(2);
  await expect(outcome.filter({ hasText: "Done" })).toHaveCount(2);
  expect((await kubectl.get("podsecuritypolicy", "there")).spec.hostPID).toBe(true);
  expect(await kubectl.get("podsecuritypolicy", "fresh")).toBeTruthy();
});

test("the kubectl command of a rule does what the console does", async ({ console, kubectl, psps, page }) => {
  await kubectl.ok(["apply", "-f", "-"], policy("shown"));
  await settle(page, `${console.url}${PSPS}?tab=association-rules&dialog=add-rule`);
  const dialog = page.getByRole("dialog");
  await psps.pick(dialog, "Namespace", "default");
  await psps.pick(dialog, "Account", "default");
  await psps.pick(dialog, "PSP", "shown");
  await dialog.getByText("Show kubectl command").click();
  const command = (await dialog.getByRole("region", { name: "kubectl command" }).textContent()) ?? "";
  for (const line of command.trim().split("\n")) await kubectl.ok(line.replace(/^kubectl /, "").split(" "));
  const can = ["auth", "can-i", "use", "podsecuritypolicy/shown"];
  expect((await kubectl.as("default", "default").run(can)).stdout).toBe("yes\n");
  // The console knows the rule as its own.
  await dialog.getByRole("button", { name: "OK" }).click();
  await expect(page.getByText("This association rule was there already")).toBeVisible();
});

test("every dialog that changes something shows its kubectl command", async ({ console, kubectl, page }) => {
  await kubectl.ok(["apply", "-f", "-"], policy("shown"));
  for (const [query, words] of [
    ["?dialog=delete&policy=shown", "kubectl delete podsecuritypolicy shown"],
    ["?dialog=disassociate", "delete clusterrolebinding ack:podsecuritypolicy:authenticated"],
    ["?dialog=associate", "create clusterrolebinding ack:podsecuritypolicy:authenticated"],
    ["?dialog=install-default", "kind: ClusterRoleBinding"],
    ["?dialog=change-state&turn=off", `kubectl patch apiserver local --type=merge -p '{"spec":{"enableAdmissionPlugins":[]}}'`],
  ]) {
    await page.goto(console.url + PSPS + query, { waitUntil: "networkidle" });
    await page.getByText("Show kubectl command").click();
    await expect(page.getByRole("region", { name: "kubectl command" })).toContainText(words!);
  }
});
