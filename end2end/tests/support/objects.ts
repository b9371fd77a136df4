// Objects that several tests put into a cluster.

const any = { rule: "RunAsAny" };

/** A policy that allows what it need not forbid, but for what `spec` says. */
export const policy = (name: string, spec = {}) => ({
  apiVersion: "policy/v1beta1",
  kind: "PodSecurityPolicy",
  metadata: { name },
  spec: { seLinux: any, supplementalGroups: any, runAsUser: any, fsGroup: any, ...spec },
});
