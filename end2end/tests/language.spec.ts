// English and Chinese: the browser's language, the switch, its memory, and that nothing is left untranslated.
import { AWAY, AWAY_PATH, away } from "./support/away.js";
import { shown } from "./support/catalogue.js";
import { PAGES, open } from "./support/pages.js";
import { settle } from "./support/settle.js";
import { expect, test } from "./support/test.js";

const LANG = "lang";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test.describe("in a browser that asks for Chinese", () => {
      test.use({ locale: "zh-CN" });

      test("the page is in Chinese", async ({ console, page }) => {
        await page.goto(`${console.url}/clusters/embedded/security/psps?tab=association-rules`);
        await expect(page.locator("html")).toHaveAttribute(LANG, "zh-CN");
        await expect(page.getByRole("heading", { level: 1, name: "策略管理" })).toBeVisible();
        await expect(page.getByRole("tab", { name: "策略绑定" })).toHaveAttribute("aria-selected", "true");
        await page.getByRole("tabpanel").getByRole("link", { name: "新增绑定规则" }).click();
        await expect(page.getByRole("dialog", { name: "新增绑定规则" }).getByRole("combobox", { name: "命名空间" })).toBeVisible();
      });
    });

    test("the switch changes the language of this page and of all that come", async ({ console, page, context }) => {
      await page.goto(`${console.url}/clusters/embedded`);
      await expect(page.locator("html")).toHaveAttribute(LANG, "en");
      await page.getByRole("button", { name: "中文" }).click();
      await expect(page.locator("html")).toHaveAttribute(LANG, "zh-CN");
      await expect(page).toHaveURL(`${console.url}/clusters/embedded`);
      await expect(page.getByRole("heading", { name: "概览" })).toBeVisible();

      const another = await context.newPage();
      await another.goto(`${console.url}/clusters`);
      await expect(another.getByRole("heading", { level: 1, name: "集群" })).toBeVisible();
      await another.getByRole("button", { name: "English" }).click();
      await expect(another.getByRole("heading", { level: 1, name: "Clusters" })).toBeVisible();
    });
  });
}

test.describe("in Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("what is refused is refused in Chinese", async ({ console, kubectl, psps, page }) => {
    await kubectl.ok(["create", "namespace", "team"]);
    await settle(page, `${console.url}/clusters/embedded/security/psps?tab=association-rules&dialog=add-rule&namespace=team`);
    const dialog = page.getByRole("dialog");
    await psps.pick(dialog, "服务账号", "default");
    await psps.pick(dialog, "绑定策略", "node-exporter");
    await kubectl.ok(["delete", "namespace", "team"]);
    await dialog.getByRole("button", { name: "确定" }).click();
    const alert = dialog.getByRole("alert");
    await expect(alert).toContainText("没有名为“team”的命名空间");
    expect(await shown(page)).toEqual([]);
  });

  test("a template is explained in Chinese, and so is what is wrong with a text, as one types and in a review", async ({ console, page }) => {
    await settle(page, `${console.url}/clusters/embedded/security/psps/-/create?template=privileged`);
    const editor = page.getByRole("textbox", { name: "YAML" });
    await expect(editor).toContainText("以\"#\"开头的行是注释");
    await editor.focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText("  hostPid: true\n");
    const problems = page.locator("#yaml-problems");
    await expect(problems).toContainText(/第 \d+ 行，第 3 列：spec\.hostPid: 未知字段，您是否想写 hostPID？/);
    await page.keyboard.insertText("  hostPid: true\n");
    await expect(problems).toContainText(/键“hostPid”已在第 \d+ 行出现/);
    await page.getByRole("button", { name: "预览更改" }).click();
    await expect(page.getByRole("region", { name: "确定之前" })).toContainText(/第 \d+ 行，第 3 列：键“hostPid”已在第 \d+ 行出现/);
  });

  test("why a cluster does not answer, or is not configured, is said in Chinese", async ({ page }, info) => {
    const console = await away(info);
    await settle(page, `${console.url}/clusters`);
    const row = (name: string) => page.getByRole("row").filter({ hasText: name });
    await expect(row(AWAY)).toContainText("无法访问");
    await expect(row(AWAY), "the operating system's words").toContainText("Connection refused (os error 111)");
    await expect(row("nobody")).toContainText("未配置");
    await expect(row("nobody")).toContainText("kubeconfig 中没有集群 nowhere");
    const left = await shown(page);
    for (const path of [AWAY_PATH, "/clusters/nobody"]) {
      for (const part of ["", "/security/psps", "/security/psps?tab=association-rules"]) {
        await settle(page, console.url + path + part);
        for (const text of await shown(page)) left.push(`${path}${part}: ${text}`);
      }
    }
    expect(left).toEqual([]);
    await console.stop();
  });

  test("why a change of PSP Status failed is said in Chinese, and an older record as it is", async ({ console, kubectl, page }) => {
    const kept = (failed: unknown) => ({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "psp-console-switch", namespace: "kube-system" },
      data: {
        switch: JSON.stringify({
          id: "1",
          turn: "on",
          by: "alice",
          started: "2026-01-01T00:00:00Z",
          nodes: [{ node: "master-1", stage: { Failed: failed } }],
          end: { at: "2026-01-01T00:01:00Z", is_done: false },
        }),
        holder: "a console that is gone",
        beat: "7",
      },
    });
    const failed = page.getByRole("listitem").filter({ hasText: "master-1" });
    const cause = { "time-over": { seconds: 180, seen: "not-stopped" } };
    await kubectl.apply(kept({ agent: { "rolled-back": { cause } } }));
    await settle(page, `${console.url}/clusters/embedded/security/psps`);
    await expect(failed).toContainText("已撤回，服务器恢复就绪：等待 180 秒后，kubelet 没有停止之前的服务器");
    expect(await shown(page)).toEqual([]);
    await kubectl.apply(kept("after 30 s no server answers"));
    await settle(page, `${console.url}/clusters/embedded/security/psps`);
    await expect(failed).toContainText("after 30 s no server answers");
  });

  test("no page or dialog shows an English text", async ({ console, page }) => {
    test.setTimeout(180_000);
    const left: string[] = [];
    for (const name of Object.keys(PAGES)) {
      await open(page, console.url, name);
      for (const text of await shown(page)) left.push(`${name}: ${text}`);
    }
    expect(left).toEqual([]);
  });
});
