// Brings a real cluster back to what it was when it was started.
import type { Kubectl } from "./kubectl.js";

const NAMESPACES = new Set(["default", "kube-system", "kube-public", "kube-node-lease"]);

export async function reset(kubectl: Kubectl): Promise<void> {
  const bootstrapped = "kubernetes.io/bootstrapping=rbac-defaults";
  const namespaces = (await kubectl.ok(["get", "namespaces", "-o", "name"]))
    .split("\n")
    .filter((name) => !NAMESPACES.has(name.replace("namespace/", "")));
  if (namespaces.length > 0) await kubectl.ok(["delete", "--wait=true", "--timeout=60s", ...namespaces]);
  await kubectl.ok(["delete", "podsecuritypolicies", "--all"]);
  await kubectl.ok(["delete", "clusterroles,clusterrolebindings", "-l", `!${bootstrapped.split("=")[0]}`]);
  await kubectl.ok(["delete", "rolebindings", "-A", "-l", `!${bootstrapped.split("=")[0]}`]);
}
