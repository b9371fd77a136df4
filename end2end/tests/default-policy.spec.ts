// Disassociate Default PSP: what stays, what goes, and the way back.
import { expect, test } from "./support/test.js";

const CLUSTER_WIDE = "ack:podsecuritypolicy:authenticated";

test("Disassociate keeps kube-system, the nodes and namespaces without a custom rule on the default policy", async ({
  psps,
  kubectl,
  page,
}) => {
  for (const namespace of ["custom", "plain"]) await kubectl.ok(["create", "namespace", namespace]);
  await psps.open();
  await psps.createFromTemplate("privileged-restricted");
  await psps.associate("custom", "default", "privileged-restricted");
  await page.getByRole("link", { name: "Disassociate Default PSP" }).click();
  const dialog = psps.dialog("Disassociate");
  await expect(dialog).toContainText("kube-system");
  await expect(dialog).toContainText("plain");
  await dialog.getByRole("button", { name: "OK" }).click();
  await expect(dialog).toBeHidden();

  expect(await kubectl.get("clusterrolebinding", CLUSTER_WIDE)).toBeUndefined();
  const can = (who: string, namespace: string, groups: string[] = []) =>
    kubectl
      .run([
        ...["auth", "can-i", "use", "podsecuritypolicy/ack.privileged", "-n", namespace, "--as", who],
        ...groups.flatMap((group) => ["--as-group", group]),
      ])
      .then((output) => output.stdout.trim());
  expect(await can("system:serviceaccount:plain:default", "plain")).toBe("yes");
  expect(await can("system:serviceaccount:kube-system:default", "kube-system")).toBe("yes");
  expect(await can("system:node:n1", "kube-system", ["system:nodes"])).toBe("yes");
  expect(await can("system:serviceaccount:custom:default", "custom")).toBe("no");
  // The controllers' accounts have no grant outside kube-system: that would let every Deployment past every policy.
  expect(await can("system:serviceaccount:kube-system:replicaset-controller", "custom")).toBe("no");
});

test("a namespace created afterwards is warned about, and the default policy can be associated again", async ({
  psps,
  kubectl,
  page,
}) => {
  await psps.open();
  await psps.disassociateDefault();
  await kubectl.ok(["create", "namespace", "newcomer"]);
  await page.reload();
  await expect(page.getByText(/newcomer/).first()).toBeVisible();
  await psps.associateDefault();
  expect(await kubectl.get("clusterrolebinding", CLUSTER_WIDE)).toBeTruthy();
});

test("a cluster without a default policy is offered one", async ({ psps, kubectl }) => {
  await kubectl.ok(["delete", "clusterrolebinding", CLUSTER_WIDE]);
  await kubectl.ok(["delete", "clusterrole", "ack:podsecuritypolicy:privileged"]);
  await kubectl.ok(["delete", "podsecuritypolicy", "ack.privileged"]);
  await psps.open();
  await psps.installDefault();
  const policy = await kubectl.get("podsecuritypolicy", "ack.privileged");
  expect(policy.metadata.labels["kubernetes.io/cluster-service"]).toBe("true");
  expect(policy.spec.hostPorts).toEqual([{ min: 0, max: 65535 }]);
  expect(await kubectl.get("clusterrolebinding", CLUSTER_WIDE)).toBeTruthy();
});

test("Disassociate says first whom it leaves without a policy, and nothing is offered that is done already", async ({
  console,
  psps,
  page,
}) => {
  const open = (dialog: string) => page.goto(`${console.url}/clusters/embedded/security/psps?dialog=${dialog}`);
  await open("disassociate");
  const dialog = psps.dialog("Disassociate");
  await expect(dialog).toContainText("3 service accounts will have no policy");
  await expect(dialog.getByRole("listitem").first()).toContainText("Left without a policy: default, grafana and prometheus.");
  for (const [name, title, why] of [
    ["install-default", "Install Default PSP", "All of it is there already"],
    ["associate", "Associate Default PSP", "It is associated already"],
  ] as const) {
    await open(name);
    const ok = psps.dialog(title).getByRole("button", { name: "OK" });
    await expect(ok).toHaveAttribute("aria-disabled", "true");
    await expect(ok).toHaveAttribute("aria-description", why);
  }
});
