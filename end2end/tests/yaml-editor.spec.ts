// The YAML editor: what it knows while one types.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/test.js";

const CREATE = "/clusters/embedded/security/psps/-/create?template=privileged-restricted";
const HEAD = "apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata:\n  name: mine\n";
const RULES = ["runAsUser", "fsGroup", "seLinux", "supplementalGroups"].map((it) => `  ${it}: {rule: RunAsAny}\n`).join("");

const options = (page: Page) => page.getByRole("listbox", { name: /completions/i }).getByRole("option");
const panel = (page: Page) => page.getByRole("complementary", { name: "Parameter at the cursor" });

/** Takes the option that is offered. CodeMirror ignores keys in the first 75 ms of a list, which no hand would press. */
async function accept(page: Page): Promise<void> {
  await page.waitForTimeout(150);
  await page.keyboard.press("Enter");
}

test("a field and its value are completed by keyboard", async ({ console, psps, page }) => {
  await page.goto(console.url + CREATE);
  const { editor } = psps;
  await editor.fill(`${HEAD}spec:\n`);
  await page.keyboard.press("Control+End");
  await page.keyboard.type("  runAsU");
  await expect(options(page).first()).toHaveText(/runAsUser/);
  await expect(options(page).filter({ hasText: "runAsUser" })).toHaveAttribute("aria-selected", "true");
  await accept(page);
  await expect(editor.field).toHaveValue(/ {2}runAsUser:\n {4}$/);
  await page.keyboard.type("rule: MustRunAsN");
  await expect(options(page).first()).toHaveText("MustRunAsNonRoot");
  await accept(page);
  await expect(editor.field).toHaveValue(/ {2}runAsUser:\n {4}rule: MustRunAsNonRoot$/);
});

test("what can be written is shown when asked for, and Escape puts it away", async ({ console, psps, page }) => {
  await page.goto(console.url + CREATE);
  await psps.editor.fill(`${HEAD}spec:\n  volumes:\n    - `);
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Control+Space");
  await expect(options(page).first()).toHaveText("*");
  await page.keyboard.type("conf");
  await expect(options(page).filter({ hasText: /^configMap$/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(options(page)).toHaveCount(0);
  await expect(psps.editor.content).toBeFocused();
});

test("what is wrong is underlined at its place, and said beside it", async ({ console, psps, page }) => {
  await page.goto(console.url + CREATE);
  await psps.editor.fill(`${HEAD}spec:\n  hostPid: true\n${RULES}`);
  const mark = page.locator(".cm-lintRange-error");
  await expect(mark).toHaveText("hostPid");
  await mark.hover();
  await expect(page.locator(".cm-tooltip-lint")).toContainText("did you mean hostPID?");
  await page.getByRole("button", { name: /Line 6, column 3/ }).click();
  await expect(psps.editor.content).toBeFocused();
  await page.keyboard.press("Control+ArrowRight");
});

test("what admits nothing is flagged as one types", async ({ console, psps, page }) => {
  await page.goto(console.url + CREATE);
  await psps.editor.fill(`${HEAD}spec:\n${RULES.replace("runAsUser: {rule: RunAsAny}", "runAsUser: {rule: MustRunAs}")}`);
  await expect(page.locator(".cm-lintRange-warning").first()).toHaveText("runAsUser");
  await expect(page.getByRole("status").filter({ hasText: "no pod can pass" })).toBeVisible();
});

test("hovering over a parameter explains it, with default, allowed values and a link", async ({ console, psps, page }) => {
  await page.goto(console.url + CREATE);
  await psps.editor.ready();
  await page.locator(".cm-line", { hasText: "hostNetwork: false" }).getByText("hostNetwork").hover();
  const tip = page.locator(".cm-explained");
  await expect(tip).toContainText("May pods use the network of their node?");
  await expect(tip).toContainText("true or false.");
  await expect(tip.getByRole("link")).toHaveAttribute("href", /pod-security-policy\.md#host-namespaces$/);
});

test("the panel beside the editor follows the cursor", async ({ console, psps, page }) => {
  await page.goto(console.url + CREATE);
  await psps.editor.fill(`${HEAD}spec:\n  privileged: true\n${RULES}`);
  await psps.editor.cursorBehind("privileged");
  await expect(panel(page).getByRole("heading")).toHaveText("privileged");
  await page.keyboard.press("ArrowDown");
  await expect(panel(page).getByRole("heading")).toHaveText("runAsUser");
  await expect(panel(page)).toContainText("MustRunAsNonRoot");
});

test("behind a key without a value a new line stands deeper, else as deep as the one above", async ({ console, psps, page }) => {
  await page.goto(console.url + CREATE);
  await psps.editor.fill(`${HEAD}spec:`);
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("privileged: false ");
  await page.keyboard.press("Enter");
  await page.keyboard.type("# none");
  await expect(psps.editor.field).toHaveValue(`${HEAD}spec:\n  privileged: false \n  # none`);
});

test("what stands deeper can be folded, a list as deep as its key too", async ({ console, psps, page }) => {
  await page.goto(console.url + CREATE);
  await psps.editor.fill(`${HEAD}spec:\n  volumes:\n  - secret\n  - configMap\n${RULES}`);
  // Of metadata, of spec, of volumes.
  await page.getByTitle("Fold line", { exact: true }).nth(2).click();
  await expect(psps.editor.content).not.toContainText("configMap");
  await expect(psps.editor.content).toContainText("runAsUser");
  await page.locator(".cm-foldPlaceholder").click();
  await expect(psps.editor.content).toContainText("configMap");
});

test("the keyboard is not caught: Tab and Shift+Tab leave the editor", async ({ console, psps, page }) => {
  await page.goto(console.url + CREATE);
  await (await psps.editor.ready()).content.focus();
  const text = await psps.editor.text();
  await expect(psps.editor.content).toHaveAttribute("aria-description", /Tab leaves the editor/);
  await page.keyboard.press("Tab");
  await expect(psps.editor.content).not.toBeFocused();
  await psps.editor.content.focus();
  await page.keyboard.press("Shift+Tab");
  await expect(psps.editor.content).not.toBeFocused();
  expect(await psps.editor.text()).toBe(text);
});

test("the text field stays when the bundle does not come", async ({ console, psps, page }) => {
  await page.route("**/editor/*.js", (route) => route.abort());
  await page.goto(console.url + CREATE);
  await psps.editor.content.fill(`${HEAD}spec:\n  hostPid: true\n${RULES}`);
  await expect(page.getByRole("button", { name: /did you mean hostPID/ })).toBeVisible();
  await psps.editor.content.click();
  await expect(panel(page)).toBeVisible();
});

test("only the editor pages load the bundle, and it may be kept forever", async ({ console, psps, page }) => {
  const loaded: string[] = [];
  page.on("response", (response) => {
    if (response.url().includes("/editor/")) loaded.push(response.headers()["cache-control"] ?? "");
  });
  await psps.open();
  await page.waitForLoadState("networkidle");
  expect(loaded).toEqual([]);
  await page.goto(console.url + CREATE);
  await psps.editor.ready();
  expect(loaded).toEqual(["public, max-age=31536000, immutable"]);
});

for (const theme of ["light", "dark"] as const) {
  test(`the editor with its list of completions is accessible, ${theme}`, async ({ console, psps, page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(console.url + CREATE);
    await psps.editor.fill(`${HEAD}spec:\n  hostPid: true\n  `);
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Control+Space");
    await expect(options(page).first()).toBeVisible();
    const found = await new AxeBuilder({ page }).analyze();
    expect(found.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
  });
}
