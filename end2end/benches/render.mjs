// The console's processor time for a page of a large cluster, the cluster's own time not counted: it is another process.
// `node end2end/benches/render.mjs [POLICIES] [RULES]` after `make build`; what was measured stands in docs/performance.md.
import { readFileSync } from "node:fs";
import { POLICIES, many, policy, start, startEmbedded } from "./cluster.mjs";

const [policies, rules] = [process.argv[2] ?? 1_000, process.argv[3] ?? 10_000].map(Number);
const VISITS = 20;
/** Rules of one binding: one for each subject. */
const SUBJECTS = 10;
/** Of the kernel's clock, which counts a process's time. */
const TICK_MS = 10;

const cluster = await startEmbedded();
try {
  const names = Array.from({ length: policies }, (_, at) => `policy-${at}`);
  await many(names, (name) => cluster.ask("POST", POLICIES, policy(name)));
  const rbac = "/apis/rbac.authorization.k8s.io/v1";
  await many(names, (name) => cluster.ask("POST", `${rbac}/clusterroles`, {
    metadata: { name: `use-${name}` },
    rules: [{ apiGroups: ["policy"], resources: ["podsecuritypolicies"], resourceNames: [name], verbs: ["use"] }],
  }));
  const bindings = Array.from({ length: rules / SUBJECTS }, (_, at) => at);
  const subjects = (at) => Array.from({ length: SUBJECTS }, (_, of) => `account-${at}-${of}`);
  await many(bindings, (at) => cluster.ask("POST", `${rbac}/namespaces/default/rolebindings`, {
    metadata: { name: `rule-${at}` },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: `use-policy-${at % policies}` },
    subjects: subjects(at).map((name) => ({ kind: "ServiceAccount", namespace: "default", name })),
  }));

  const viewer = await start("--kubeconfig", cluster.kubeconfig);
  try {
    const page = await (await fetch(`${viewer.url}/clusters`)).text();
    const psps = `${viewer.url}${/href="(\/clusters\/[^"/?]+)"/.exec(page)[1]}/security/psps`;
    for (const [what, url] of [["PSPs", psps], ["Association Rules", `${psps}?tab=association-rules`]]) {
      await visit(url);
      const before = spent(viewer.pid);
      let bytes = 0;
      for (let at = 0; at < VISITS; at++) bytes = (await visit(url)).length;
      const each = (spent(viewer.pid) - before) / VISITS;
      console.log(`${what}, ${policies} policies and ${rules} rules: ${each.toFixed(0)} ms of processor time a visit (${VISITS} visits, ${(bytes / 1000).toFixed(0)} KB of HTML)`);
    }
  } finally {
    await viewer.stop();
  }
} finally {
  await cluster.stop();
}

async function visit(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.text();
}

/** A process's processor time, in milliseconds. */
function spent(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
