// Every page and dialog of an embedded cluster, by name, and every look that it can have: in this one place, for the
// tests of all of them and for the screenshots.
import type { Page, Response } from "@playwright/test";
import { settle } from "./settle.js";

const CLUSTER = "/clusters/embedded";
const PSPS = `${CLUSTER}/security/psps`;

/** A rule of the demo, as a URL names it. */
const RULE = encodeURIComponent("RoleBinding monitoring/node-exporter-psp; account monitoring/node-exporter; node-exporter");

export const PAGES: Record<string, string> = {
  clusters: "/clusters",
  "not-found": "/nowhere",
  shortcuts: "/clusters",
  cluster: CLUSTER,
  "reset-demo": `${CLUSTER}?dialog=reset-demo`,
  policies: PSPS,
  notice: `${PSPS}?notice=rule-added`,
  undo: `${PSPS}?notice=saved&what=node-exporter&undo=gone`,
  templates: `${PSPS}?dialog=select-template`,
  "delete-policy": `${PSPS}?dialog=delete&policy=node-exporter`,
  "install-default": `${PSPS}?dialog=install-default`,
  associate: `${PSPS}?dialog=associate`,
  disassociate: `${PSPS}?dialog=disassociate`,
  "change-state": `${PSPS}?dialog=change-state`,
  "create-yaml": `${PSPS}/-/create?template=privileged-restricted`,
  policy: `${PSPS}/node-exporter`,
  "no-such-policy-page": `${PSPS}/nobody`,
  "edit-yaml": `${PSPS}/node-exporter/yaml`,
  "default-yaml": `${PSPS}/ack.privileged/yaml`,
  "no-such-policy": `${PSPS}/nobody/yaml`,
  upload: `${PSPS}/-/upload`,
  "try-pod": `${PSPS}/-/try`,
  "pod-tried": `${PSPS}/-/try?workload=DaemonSet/monitoring/node-exporter`,
  "association-rules": `${PSPS}?tab=association-rules`,
  "rules-by-policy": `${PSPS}?tab=association-rules&group=policy&only=wide`,
  "add-rule": `${PSPS}?tab=association-rules&dialog=add-rule`,
  "add-rules": `${PSPS}?tab=association-rules&dialog=add-rule&namespace=default&account=default&policy=ack.privileged`,
  "remove-rule": `${PSPS}?tab=association-rules&dialog=remove-rule&rule=${RULE}`,
  "remove-rules": `${PSPS}?tab=association-rules&dialog=remove-rule&rule=${RULE}&rule=gone`,
};

/** Each theme in each language, one of the two wide and the other narrow. */
export const LOOKS = [
  { colorScheme: "light", locale: "en-US", width: 1280 },
  { colorScheme: "dark", locale: "en-US", width: 390 },
  { colorScheme: "light", locale: "zh-CN", width: 390 },
  { colorScheme: "dark", locale: "zh-CN", width: 1280 },
] as const;

/** Opens one of `PAGES`, and waits until it is all there. */
export async function open(page: Page, url: string, name: string): Promise<Response | null> {
  const response = await settle(page, url + PAGES[name]);
  if (name === "shortcuts") await page.keyboard.press("?");
  return response;
}

/** What the server is to answer for it. */
export function statusOf(name: string): number {
  return /^(not-found|no-such-.*)$/.test(name) ? 404 : 200;
}
