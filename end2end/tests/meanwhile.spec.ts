// An editor that is open while others work on the same policy.
import { expect, test } from "./support/test.js";

const PSPS = "/clusters/embedded/security/psps";
const policy = (name: string) => `apiVersion: policy/v1beta1
kind: PodSecurityPolicy
metadata:
  name: ${name}
spec:
  seLinux: {rule: RunAsAny}
  supplementalGroups: {rule: RunAsAny}
  runAsUser: {rule: RunAsAny}
  fsGroup: {rule: RunAsAny}
`;

test("a change that somebody else makes meanwhile is told at once, and the text stays", async ({ console, kubectl, psps, page }) => {
  await kubectl.ok(["apply", "-f", "-"], policy("shared"));
  await page.goto(`${console.url}${PSPS}/shared/yaml`);
  const mine = (await psps.editor.text()).replace("metadata:\n", "metadata:\n  labels:\n    mine: kept\n");
  await psps.editor.fill(mine);
  await kubectl.ok(["apply", "-f", "-"], policy("somebody-elses"));
  await kubectl.ok(["patch", "psp", "shared", "--type=merge", "-p", '{"spec":{"hostIPC":true}}']);
  const alert = page.getByRole("alert").filter({ hasText: "It was changed in the meantime" });
  await expect(alert).toContainText("Your text stays as it is.");
  expect(await psps.editor.text()).toBe(mine);
  await alert.getByRole("button", { name: "See the difference" }).click();
  await expect(alert.getByRole("region", { name: "What they have changed" }).locator("ins").filter({ hasText: "hostIPC: true" })).toBeVisible();
  await alert.getByRole("button", { name: "Put both together in the editor" }).click();
  await expect(alert).toHaveCount(0);
  await page.getByRole("button", { name: "OK" }).click();
  await expect(page.getByText("Policy shared was saved.")).toBeVisible();
  const { metadata, spec } = (await kubectl.get("psp", "shared"))!;
  expect(metadata.labels).toEqual({ mine: "kept" });
  expect(spec.hostIPC).toBe(true);
});

test("a change of another policy is none of its business, and a deletion is told", async ({ console, kubectl, psps, page }) => {
  for (const name of ["open", "other"]) await kubectl.ok(["apply", "-f", "-"], policy(name));
  await page.goto(`${console.url}${PSPS}/open/yaml`);
  const text = await psps.editor.text();
  const read = page.waitForResponse((response) => response.url().includes("describe_policy"));
  await kubectl.ok(["patch", "psp", "other", "--type=merge", "-p", '{"spec":{"hostIPC":true}}']);
  await read;
  await expect(page.getByText("It was changed in the meantime")).toHaveCount(0);
  await kubectl.ok(["delete", "psp", "open"]);
  await expect(page.getByRole("alert").filter({ hasText: "It was deleted in the meantime" })).toBeVisible();
  expect(await psps.editor.text()).toBe(text);
});
