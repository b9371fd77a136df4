// A caller without rights: controls are disabled and say why, and the server refuses as well.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Console } from "./support/console.js";
import { PspsPage } from "./support/page.js";
import { expect, test } from "./support/test.js";

test("a viewer sees the page, and every control that changes something says why it is disabled", async ({
  kubectl,
  console,
  page,
}, info) => {
  const rules = ["clusterroles", "clusterrolebindings", "roles", "rolebindings", "podsecuritypolicies"];
  await kubectl.ok([
    ...["create", "clusterrole", "auditor", "--verb=get,list,watch"],
    `--resource=${rules.join(",")},namespaces,serviceaccounts`,
  ]);
  await kubectl.ok(["create", "clusterrolebinding", "auditor", "--clusterrole=auditor", "--user=auditor"]);
  const config = JSON.parse(await kubectl.ok(["config", "view", "--raw", "-o", "json"]));
  config.users[0].user.as = "auditor";
  const kubeconfig = join(info.outputDir, "..", `auditor-${info.testId}`);
  writeFileSync(kubeconfig, JSON.stringify(config), { mode: 0o600 });

  const auditors = await Console.of(kubeconfig);
  try {
    const psps = new PspsPage(page, auditors.url);
    await psps.open();
    await expect(psps.row("ack.privileged")).toBeVisible();
    for (const name of ["Create", "Disassociate Default PSP"]) {
      const control = page.getByRole("button", { name, exact: true });
      await expect(control).toBeDisabled();
      await expect(control).toHaveAccessibleDescription(/may not|not permitted|cannot/i);
    }
    const guide = page.getByRole("region", { name: "PSP Management Guide" });
    await expect(guide.locator("ol > li").nth(2)).toContainText(/may not|not permitted|cannot/i);
    await expect(guide.locator("ol > li").nth(2)).toContainText("Blocked");
    await expect(page.getByRole("switch", { name: "PSP Status" })).toBeDisabled();
    await psps.tab("Association Rules").click();
    await expect(page.getByRole("button", { name: "Add Association Rule" })).toBeDisabled();
    expect(console.url).not.toBe(auditors.url);

    // Who gets to a form all the same is refused by the cluster, and keeps what was written.
    await page.goto(`${auditors.url}/clusters/embedded/security/psps/-/create?template=privileged-restricted`);
    await page.getByRole("button", { name: "OK" }).click();
    await expect(page.getByRole("alert").filter({ hasText: 'User "auditor" cannot create resource' })).toBeVisible();
    await expect(psps.editor.field).toHaveValue(/name: privileged-restricted/);
    expect(await kubectl.get("podsecuritypolicy", "privileged-restricted")).toBeUndefined();
  } finally {
    await auditors.stop();
  }
});
