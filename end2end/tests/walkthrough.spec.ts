// The guide's walk-through, as one story: page, cluster and kubectl together.
import { expect, test } from "./support/test.js";
import type { Kubectl } from "./support/kubectl.js";

const DEFAULT_POLICY = "ack.privileged";

/** Two namespaces, each with one account that is an editor of it. */
async function prepare(kubectl: Kubectl): Promise<void> {
  for (const [namespace, account] of [["ack-restrictive", "ack-dev"], ["ack-all-restrictive", "ack-tester"]] as const) {
    await kubectl.ok(["create", "namespace", namespace]);
    await kubectl.ok(["-n", namespace, "create", "serviceaccount", account]);
    const subject = `--serviceaccount=${namespace}:${account}`;
    await kubectl.ok(["-n", namespace, "create", "rolebinding", "editor", "--clusterrole=edit", subject]);
  }
}

test("an admin replaces the default policy, and from then on forbidden pods are refused", async ({
  psps,
  kubectl,
  page,
}, info) => {
  test.setTimeout(180_000);
  const real = info.project.name === "real";
  await prepare(kubectl);
  const dev = kubectl.as("ack-restrictive", "ack-dev");
  const tester = kubectl.as("ack-all-restrictive", "ack-tester");

  await psps.open();
  await test.step("a cluster that is not ACK's gets the default policy first", async () => {
    if (!(await kubectl.get("podsecuritypolicy", DEFAULT_POLICY))) await psps.installDefault();
    expect(await kubectl.get("clusterrolebinding", "ack:podsecuritypolicy:authenticated")).toBeTruthy();
    await expect(page.getByRole("switch", { name: "PSP Status" })).toBeChecked();
    expect((await dev.createPod("before", { hostNetwork: true })).code).toBe(0);
  });

  await test.step("policies from both restricted templates", async () => {
    await psps.createFromTemplate("privileged-restricted");
    await psps.createFromTemplate("privileged-root-volumes-restricted");
    const policy = await kubectl.get("podsecuritypolicy", "privileged-root-volumes-restricted");
    expect(policy.spec.runAsUser.rule).toBe("MustRunAsNonRoot");
  });

  await test.step("each account gets its policy", async () => {
    await psps.associate("ack-restrictive", "ack-dev", "privileged-restricted");
    await psps.associate("ack-all-restrictive", "ack-tester", "privileged-root-volumes-restricted");
    expect(await dev.run(["auth", "can-i", "use", "podsecuritypolicy/privileged-restricted"])).toMatchObject({
      code: 0,
      stdout: "yes\n",
    });
  });

  await test.step("the default policy is taken away", async () => {
    await psps.disassociateDefault();
    expect(await kubectl.get("clusterrolebinding", "ack:podsecuritypolicy:authenticated")).toBeUndefined();
    expect(await kubectl.get("podsecuritypolicy", DEFAULT_POLICY)).toBeTruthy();
  });

  await test.step("ack-dev may not use the host's network, and may run a plain pod", async () => {
    const refused = await dev.createPod("host", { hostNetwork: true });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(
      'pods "host" is forbidden: PodSecurityPolicy: unable to admit pod: ' +
        "[spec.securityContext.hostNetwork: Invalid value: true: Host network is not allowed to be used]",
    );
    const plain = await dev.createPod("plain");
    expect(plain.stderr).toBe("");
    expect(plain.stdout).toBe("pod/plain created\n");
    const pod = await kubectl.get("pod", "plain", "ack-restrictive");
    expect(pod.metadata.annotations["kubernetes.io/psp"]).toBe("privileged-restricted");
  });

  await test.step("ack-tester's root pod is admitted, changed, and does not start", async () => {
    expect((await tester.createPod("root")).stdout).toBe("pod/root created\n");
    const pod = await kubectl.get("pod", "root", "ack-all-restrictive");
    expect(pod.spec.containers[0].securityContext.runAsNonRoot).toBe(true);
    if (real) return; // No kubelet runs there.
    await expect(async () => {
      expect(await tester.run(["get", "pod", "root"]).then((it) => it.stdout)).toContain("CreateContainerConfigError");
      const described = await tester.run(["describe", "pod", "root"]);
      expect(described.stdout).toContain("Error: container has runAsNonRoot and image will run as root");
    }).toPass({ timeout: 20_000 });
  });

  await test.step("with a user of its own it runs", async () => {
    const spec = { securityContext: { runAsUser: 1000, runAsGroup: 3000 } };
    expect((await tester.createPod("user", spec)).stdout).toBe("pod/user created\n");
    if (real) return;
    await expect(async () => {
      expect((await tester.run(["get", "pod", "user"])).stdout).toContain("Running");
    }).toPass({ timeout: 20_000 });
  });

  await test.step("an account with no policy is refused with an empty list", async () => {
    await kubectl.ok(["-n", "ack-restrictive", "create", "serviceaccount", "nobody"]);
    const subject = "--serviceaccount=ack-restrictive:nobody";
    await kubectl.ok(["-n", "ack-restrictive", "create", "rolebinding", "nobody", "--clusterrole=edit", subject]);
    const refused = await kubectl.as("ack-restrictive", "nobody").createPod("none");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('pods "none" is forbidden: PodSecurityPolicy: unable to admit pod: []');
  });

  await test.step("other namespaces run on as before", async () => {
    await kubectl.ok(["-n", "default", "create", "serviceaccount", "builder"]);
    const subject = "--serviceaccount=default:builder";
    await kubectl.ok(["-n", "default", "create", "rolebinding", "builder", "--clusterrole=edit", subject]);
    const pod = await kubectl.as("default", "builder").createPod("host", { hostNetwork: true });
    expect(pod.stderr).toBe("");
  });
});
