// PSP Status on real API servers in static pods: turned on and off by agents, taken back when one does not come.
import { Console } from "./support/console.js";
import { ControlPlane } from "./support/control-plane.js";
import { Kubectl } from "./support/kubectl.js";
import { PspsPage } from "./support/page.js";
import { type Page, expect, test } from "@playwright/test";

const AGENT = ["--agent-image", "registry.example/psp-console:test", "--apiserver-timeout", "30"];

// Several restarts of real API servers.
test.setTimeout(300_000);
const SWITCHED = { timeout: 120_000 };

async function opened(page: Page, console: Console): Promise<PspsPage> {
  const psps = new PspsPage(page, console.url);
  await psps.open();
  await psps.installDefault();
  return psps;
}

/** What a pod of an account without any policy meets. */
async function podOfNobody(kubectl: Kubectl, name: string): Promise<string> {
  return (await kubectl.as("team", "default").createPod(name)).stderr;
}

/** A namespace whose account may create pods and use no policy, once the default one is gone. */
async function team(kubectl: Kubectl): Promise<void> {
  await kubectl.ok(["create", "namespace", "team"]);
  await kubectl.ok(["-n", "team", "create", "rolebinding", "edit", "--clusterrole=edit", "--serviceaccount=team:default"]);
  await expect(async () => {
    expect(await kubectl.ok(["-n", "team", "get", "serviceaccount", "default", "-o", "jsonpath={.secrets[0].name}"])).not.toBe("");
  }).toPass();
}

test("one control-plane node is turned on and off, and its manifest is as before to the last byte", async ({ page }) => {
  const plane = await ControlPlane.start(1);
  const kubectl = new Kubectl(plane.node(1).kubeconfig);
  const before = plane.manifest(1);
  const console = await Console.of(plane.node(1).kubeconfig, ...AGENT);
  const psps = await opened(page, console);
  await team(kubectl);
  const status = page.getByRole("switch", { name: "PSP Status" });
  await expect(status).not.toBeChecked();
  await psps.disassociateDefault();
  await kubectl.ok(["-n", "team", "delete", "rolebindings", "-l", "app.kubernetes.io/managed-by=psp-console"]);

  await status.click();
  const dialog = psps.dialog("Change PSP State");
  const server = dialog.getByRole("table", { name: "API servers" }).getByRole("row").filter({ hasText: "master-1" });
  await expect(server).toContainText("NodeRestriction");
  await expect(server).toContainText("Off");
  await expect(dialog.getByRole("listitem").filter({ hasText: "team" })).toContainText("no policy for default.");
  await dialog.getByRole("button", { name: "OK" }).click();
  await expect(page.getByText("PSP Status is being turned on").first()).toBeVisible();
  await expect(page.getByText("Restarting").first()).toBeVisible(SWITCHED);
  // The page and what it shows survive a reload in the middle.
  await page.reload();
  await expect(status).toHaveText("On", SWITCHED);
  await expect(status).toBeChecked();
  await expect(page.getByText("PSP Status is being turned on")).toHaveCount(0);
  expect(plane.manifest(1)).toContain("--enable-admission-plugins=NodeRestriction,PodSecurityPolicy   # <- here");
  expect(await podOfNobody(kubectl, "refused")).toContain("PodSecurityPolicy: unable to admit pod: []");

  await psps.changeState();
  await expect(status).toHaveText("Off", SWITCHED);
  expect(plane.manifest(1)).toBe(before);
  expect(await podOfNobody(kubectl, "admitted")).toBe("");

  const events = await kubectl.ok(["-n", "kube-system", "get", "events", "-o", "jsonpath={range .items[*]}{.reason}: {.message}{'\\n'}{end}"]);
  expect(events).toContain("PSPStatusChanged: admin turns PSP Status from off to on: done");
  expect(events).toContain("PSPStatusChanged: admin turns PSP Status from on to off: done");
  // Nothing is left of the agent.
  expect(await kubectl.ok(["-n", "kube-system", "get", "pods,serviceaccounts", "-o", "name"])).not.toContain("psp-console");
  await console.stop();
  await plane.stop();
});

test("a server that does not start is taken back by itself, and the page tells what happened", async ({ page }) => {
  const plane = await ControlPlane.start(1);
  const kubectl = new Kubectl(plane.node(1).kubeconfig);
  const before = plane.manifest(1);
  plane.breakPolicies(1);
  const console = await Console.of(plane.node(1).kubeconfig, ...AGENT);
  const psps = await opened(page, console);
  await psps.changeState();
  const failed = page.getByRole("alert").filter({ hasText: "PSP Status could not be turned on" });
  await expect(failed).toContainText("taken back, and the server is ready as before", SWITCHED);
  await expect(failed).toContainText("master-1");
  await expect(page.getByRole("switch", { name: "PSP Status" })).not.toBeChecked();
  expect(plane.manifest(1)).toBe(before);
  expect(await kubectl.ok(["get", "--raw", "/readyz"])).toBe("ok");
  await page.getByRole("button", { name: "Leave it as it is" }).click();
  await expect(failed).toBeHidden();

  // Once it is mended, the same works.
  plane.mend(1);
  await psps.changeState();
  await expect(page.getByRole("switch", { name: "PSP Status" })).toBeChecked(SWITCHED);
  await console.stop();
  await plane.stop();
});

test("of three servers the second fails: it stops there, is shown as mixed, and is taken back", async ({ page }) => {
  const plane = await ControlPlane.start(3);
  const before = plane.manifest(1);
  plane.breakPolicies(2);
  const console = await Console.of(plane.node(1).kubeconfig, ...AGENT);
  const psps = await opened(page, console);
  await psps.changeState();
  const failed = page.getByRole("alert").filter({ hasText: "PSP Status could not be turned on" });
  await expect(failed).toBeVisible(SWITCHED);
  await expect(failed.getByRole("listitem").filter({ hasText: "master-1" })).toContainText("Done");
  await expect(failed.getByRole("listitem").filter({ hasText: "master-2" })).toContainText("Failed");
  await expect(failed.getByRole("listitem").filter({ hasText: "master-3" })).toContainText("Waiting");
  const status = page.getByRole("switch", { name: "PSP Status" });
  await expect(status).toContainText("Mixed");
  expect(plane.manifest(1)).not.toBe(before);
  expect(plane.manifest(2)).toBe(before);

  await page.getByRole("button", { name: "Take back" }).click();
  await expect(status).toContainText("Off", SWITCHED);
  await expect(failed).toBeHidden();
  for (const number of [1, 2, 3]) expect(plane.manifest(number)).toBe(before);
  await console.stop();
  await plane.stop();
});

test("a console that is killed in the middle is followed by one that goes on", async ({ page }) => {
  const plane = await ControlPlane.start(1);
  const kubectl = new Kubectl(plane.node(1).kubeconfig);
  const first = await Console.of(plane.node(1).kubeconfig, ...AGENT);
  const psps = await opened(page, first);
  await psps.changeState();
  await expect(async () => {
    expect(await kubectl.ok(["-n", "kube-system", "get", "pods", "-o", "name"])).toContain("psp-console-set-psp-master-1");
  }).toPass(SWITCHED);
  await first.stop("SIGKILL");

  const next = await Console.of(plane.node(1).kubeconfig, ...AGENT);
  await page.goto(`${next.url}/clusters/c/security/psps`);
  await expect(page.getByRole("switch", { name: "PSP Status" })).toBeChecked(SWITCHED);
  await expect(page.getByText("PSP Status is being turned on")).toHaveCount(0, SWITCHED);
  // The agent's pod goes after the work has been told as done.
  const pods = () => kubectl.ok(["-n", "kube-system", "get", "pods", "-o", "name"]);
  await expect.poll(pods, SWITCHED).not.toContain("psp-console-set-psp");
  await next.stop();
  await plane.stop();
});

test("a console on the control-plane node itself changes the manifest with no pod", async ({ page }) => {
  const plane = await ControlPlane.start(1);
  const kubectl = new Kubectl(plane.node(1).kubeconfig);
  const before = plane.manifest(1);
  const { manifest, readyz, kubeconfig } = plane.node(1);
  const console = await Console.of(kubeconfig, "--apiserver-manifest", manifest, "--apiserver-readyz", readyz);
  const psps = await opened(page, console);
  await psps.changeState();
  const status = page.getByRole("switch", { name: "PSP Status" });
  await expect(status).toHaveText("On", SWITCHED);
  await expect(status).toBeChecked();
  expect(plane.manifest(1)).not.toBe(before);
  await psps.changeState();
  await expect(status).toHaveText("Off", SWITCHED);
  expect(plane.manifest(1)).toBe(before);
  expect(await kubectl.ok(["get", "events", "-A", "-o", "name"])).toContain("psp-console-switch-");
  await console.stop();
  await plane.stop();
});
