// The PSPs tab: templates, YAML, delete.
import { policy } from "./support/objects.js";
import { settle } from "./support/settle.js";
import { expect, test } from "./support/test.js";

test("a policy made from a template is listed with kubectl's columns", async ({ psps, kubectl, page }) => {
  await psps.open();
  await psps.createFromTemplate("privileged-root-volumes-restricted");
  await expect(psps.row("privileged-root-volumes-restricted")).toContainText("MustRunAsNonRoot");
  await expect(page).toHaveURL(/\/security\/psps/);
  const stored = await kubectl.get("podsecuritypolicy", "privileged-root-volumes-restricted");
  expect(stored.spec.privileged).toBeUndefined();
  expect(stored.spec.requiredDropCapabilities).toEqual(["ALL"]);
});

test("a YAML error is shown at its line and nothing is sent", async ({ psps, kubectl, page }) => {
  await psps.open();
  await page.getByRole("link", { name: "Create", exact: true }).click();
  await psps.dialog("Select PSP Template").getByRole("link", { name: "Use" }).nth(1).click();
  const { editor } = psps;
  const lines = (await editor.text()).split("\n");
  const line = lines.findIndex((text) => /^\s+rule: /.test(text));
  lines[line] = lines[line]!.replace(/rule: .*/, "rule: Sometimes");
  await editor.fill(lines.join("\n"));
  await expect(page.getByText(new RegExp(`line ${line + 1}\\b`, "i")).first()).toBeVisible();
  await expect(page.getByText(/Unsupported value: "Sometimes"/).first()).toBeVisible();
  await page.getByRole("button", { name: "OK" }).click({ trial: false }).catch(() => undefined);
  await expect(page.getByRole("heading", { name: "Create YAML" })).toBeVisible();
  expect(await editor.text()).toContain("Sometimes");
  expect(await kubectl.get("podsecuritypolicy", "privileged-restricted")).toBeUndefined();
});

test("an edit is saved, and a conflicting one is refused with both versions shown", async ({ psps, kubectl, page }) => {
  await psps.open();
  await psps.createFromTemplate("privileged-restricted");
  await psps.row("privileged-restricted").getByRole("link", { name: "YAML" }).click();
  const { editor } = psps;
  await expect(editor.field).toHaveValue(/name: privileged-restricted/);
  await editor.fill((await editor.text()).replace("hostIPC: false", "hostIPC: true") + "\n# mine\n");

  // Somebody else changes it meanwhile.
  await kubectl.ok(["patch", "psp", "privileged-restricted", "--type=merge", "-p", '{"spec":{"hostPID":true}}']);
  await page.getByRole("button", { name: "OK" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /changed/i }).first()).toBeVisible();
  await expect(page.getByRole("region", { name: "What they have changed" })).toContainText("+   hostPID: true");
  expect(await editor.text()).toContain("# mine");
  const stored = await kubectl.get("podsecuritypolicy", "privileged-restricted");
  expect(stored.spec.hostPID).toBe(true);

  // One way on: what is there now, and the change made to that.
  await page.getByRole("button", { name: "Put this version into the editor instead" }).click();
  await expect(editor.field).toHaveValue(/hostPID: true/);
  await editor.fill((await editor.text()).replace("hostPID: true", "hostIPC: true"));
  await page.getByRole("button", { name: "OK" }).click();
  await expect(page.getByText("Policy privileged-restricted was saved.")).toBeVisible();
  const merged = await kubectl.get("podsecuritypolicy", "privileged-restricted");
  expect(merged.spec).toMatchObject({ hostIPC: true });
  expect(merged.spec.hostPID).toBeUndefined();
});

test("a conflicting version is replaced only when that is asked for", async ({ psps, kubectl, page }) => {
  await psps.open();
  await psps.createFromTemplate("privileged-restricted");
  await psps.row("privileged-restricted").getByRole("link", { name: "YAML" }).click();
  const { editor } = psps;
  await editor.fill((await editor.text()).replace("spec:", "spec:\n  hostIPC: true"));
  await kubectl.ok(["patch", "psp", "privileged-restricted", "--type=merge", "-p", '{"spec":{"hostPID":true}}']);
  await page.getByRole("button", { name: "OK" }).click();
  await page.getByRole("checkbox", { name: "Replace this version with mine when I press OK" }).check();
  await page.getByRole("button", { name: "OK" }).click();
  await expect(page.getByText("Policy privileged-restricted was saved.")).toBeVisible();
  const stored = await kubectl.get("podsecuritypolicy", "privileged-restricted");
  expect(stored.spec).toMatchObject({ hostIPC: true });
  expect(stored.spec.hostPID).toBeUndefined();
});

test("Delete asks first, and the default policy cannot be deleted", async ({ psps, kubectl, page }) => {
  await psps.open();
  await expect(psps.row("ack.privileged").getByRole("button", { name: "Delete" })).toBeDisabled();
  await psps.createFromTemplate("privileged-restricted");
  await psps.row("privileged-restricted").getByRole("link", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Cancel" }).click();
  expect(await kubectl.get("podsecuritypolicy", "privileged-restricted")).toBeTruthy();
  await psps.row("privileged-restricted").getByRole("link", { name: "Delete" }).click();
  await expect(page.getByRole("dialog")).toContainText("privileged-restricted");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect.poll(() => kubectl.get("podsecuritypolicy", "privileged-restricted")).toBeUndefined();
  await expect(psps.row(/^privileged-restricted/)).toHaveCount(0);
});

test("policies that are gone meanwhile are not asked about any more, and those that are left can be deleted", async ({
  kubectl, psps, console, page,
}) => {
  for (const name of ["one", "two", "three"]) await kubectl.apply(policy(name));
  const several = ["one", "two", "three"].map((name) => `&policy=${name}`).join("");
  await settle(page, `${console.url}/clusters/embedded/security/psps?dialog=delete${several}`);
  const dialog = psps.dialog("Delete Policies");
  await expect(dialog.getByRole("listitem")).toHaveText(["one", "two", "three"]);
  await kubectl.ok(["delete", "psp", "two"]);
  await expect(dialog.getByRole("listitem")).toHaveText(["one", "three"]);
  await expect(dialog.getByText("1 policy no longer exists.")).toBeVisible();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("2 policies were deleted.")).toBeVisible();

  await settle(page, `${console.url}/clusters/embedded/security/psps?dialog=delete&policy=two`);
  await expect(psps.dialog("Delete Policy").getByRole("button", { name: "Delete" })).toHaveAttribute("aria-disabled", "true");
  await expect(psps.dialog("Delete Policy")).toContainText("1 policy no longer exists.");
});
