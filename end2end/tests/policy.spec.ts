// The page of one policy: what it means, who may use it, where it stands.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./support/test.js";
import { settle } from "./support/settle.js";

const page_of = (policy: string) => `/clusters/embedded/security/psps/${policy}`;

test("a policy's name leads to its page, in plain words", async ({ psps, page }) => {
  await psps.open();
  await psps.createFromTemplate("privileged-root-volumes-restricted");
  await psps.row("privileged-root-volumes-restricted").getByRole("rowheader").getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("privileged-root-volumes-restricted");
  await expect(page).toHaveTitle(/^privileged-root-volumes-restricted · PSPs/);
  const meaning = page.getByRole("region", { name: "In plain words" });
  for (const sentence of [
    "Containers may not run privileged.",
    "Containers must not run as root.",
    "Containers must drop these Linux capabilities: ALL.",
    "Pods may use only volumes of these types: configMap, downwardAPI, emptyDir, persistentVolumeClaim, projected and secret.",
  ]) {
    await expect(meaning.getByText(sentence)).toBeVisible();
  }
  await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "PSPs" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("PSPs");
});

test("who may use it is told from the role through the binding to the account", async ({ console, kubectl, page }) => {
  await page.goto(console.url + page_of("node-exporter"));
  const users = page.getByRole("region", { name: "Who may use it" });
  await expect(users).toContainText("Role monitoring/node-exporter-psp");
  await expect(users).toContainText("RoleBinding monitoring/node-exporter-psp");
  await expect(users).toContainText("Service account node-exporter of monitoring");
  await expect(users).toContainText("Every policy");
  // Another admin gives it to one account more.
  await kubectl.ok(["-n", "default", "create", "rolebinding", "exporter", "--clusterrole=exporter", "--serviceaccount=default:default"]);
  await kubectl.ok(["create", "clusterrole", "exporter", "--verb=use", "--resource=podsecuritypolicies", "--resource-name=node-exporter"]);
  await expect(users).toContainText("Service account default of default");
});

test("it stands against the standards and the templates, with the fields that decide", async ({ console, page }) => {
  await page.goto(console.url + page_of("node-exporter"));
  const standards = page.getByRole("region", { name: "Compared with the Pod Security Standards" }).first();
  await expect(standards.getByText("Pod Security Standard: Privileged")).toBeVisible();
  const control = standards.getByRole("row").filter({ hasText: "Host namespaces" });
  await expect(control).toContainText("Not met");
  await expect(control).toContainText("hostNetwork: true");
  await expect(standards.getByRole("row").filter({ hasText: "Privileged containers" })).toContainText("Met");
  const templates = page.getByRole("region", { name: "Compared with the templates" }).first();
  const field = templates.getByRole("row").filter({ has: page.getByText("privileged", { exact: true }) });
  await expect(field).toContainText("This policy is stricter");
});

test("its events and its YAML are there, and the YAML can be copied", async ({ console, kubectl, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await kubectl.apply({
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: "noticed", namespace: "default" },
    involvedObject: { apiVersion: "policy/v1beta1", kind: "PodSecurityPolicy", name: "node-exporter" },
    type: "Warning",
    reason: "TooWide",
    message: "It lets more pass than it need.",
    count: 3,
    lastTimestamp: "2026-01-02T03:04:05Z",
  });
  await settle(page, console.url + page_of("node-exporter"));
  await expect(page.getByRole("region", { name: "Events" }).first()).toContainText("It lets more pass than it need.");
  const yaml = page.getByRole("region", { name: "YAML", exact: true });
  await yaml.getByRole("button", { name: "Copy" }).click();
  await expect(yaml.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("name: node-exporter");
});

test("a section is a link, and a policy that is not there is not found", async ({ console, page }) => {
  await page.goto(console.url + page_of("node-exporter"));
  await page.getByRole("navigation", { name: "On this page" }).getByRole("link", { name: "Events" }).click();
  await expect(page).toHaveURL(/#events$/);
  await expect(page.getByRole("heading", { name: "Events" })).toBeInViewport();
  const answer = await page.goto(console.url + page_of("nothing"));
  expect(answer?.status()).toBe(404);
  await expect(page.getByText("Not found", { exact: true })).toBeVisible();
  for (const gone of ["Edit YAML", "Who may use it"]) await expect(page.getByText(gone)).toHaveCount(0);
  await page.getByRole("link", { name: "Back" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("PSPs");
});

test("the page is whole without JavaScript, and in Chinese", async ({ console, browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto(console.url + page_of("node-exporter"));
  await expect(page.getByText("容器不得以特权模式运行。").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "复制" })).toBeHidden();
  await context.close();
});

for (const theme of ["light", "dark"] as const) {
  for (const width of [1280, 390]) {
    test(`the page is accessible and fits, ${theme}, ${width} px`, async ({ console, page }) => {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height: 844 });
      await settle(page, console.url + page_of("node-exporter"));
      const found = await new AxeBuilder({ page }).analyze();
      expect(found.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(sideways).toBeLessThanOrEqual(0);
    });
  }
}
