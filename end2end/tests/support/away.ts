// A console whose kubeconfig names clusters that do not answer, and one that is not configured: no cluster is needed for it.
import type { TestInfo } from "@playwright/test";
import { writeFileSync } from "node:fs";
import { Console } from "./console.js";

/** Nothing listens on port 1. */
const KUBECONFIG = {
  apiVersion: "v1",
  kind: "Config",
  clusters: [{ name: "away", cluster: { server: "https://127.0.0.1:1" } }],
  users: [{ name: "admin", user: { token: "a-secret-token" } }],
  contexts: [
    { name: "arn:aws:eks:eu:1:cluster/away", context: { cluster: "away", user: "admin" } },
    { name: "nobody", context: { cluster: "nowhere", user: "admin" } },
    { name: "zone-b", context: { cluster: "away", user: "admin" } },
  ],
};

/** The first of those that do not answer. */
export const AWAY = KUBECONFIG.contexts[0]!.name;
/** The path of its page. */
export const AWAY_PATH = `/clusters/${AWAY.replaceAll("/", "~2F")}`;

export function away(info: TestInfo): Promise<Console> {
  const path = info.outputPath("kubeconfig");
  writeFileSync(path, JSON.stringify(KUBECONFIG), { mode: 0o600 });
  return Console.of(path);
}
