// The Clusters page stays current by itself, and says so when it cannot.
import { readFileSync } from "node:fs";
import { Console } from "./support/console.js";
import { settle, settled } from "./support/settle.js";
import { expect, test } from "./support/test.js";

/** The page asks every five seconds, and a cluster may take four to be given up. */
const SOON = { timeout: 20_000 };

test("PSP Status and nodes change in their row without a reload, and the focus stays there", async ({
  console, kubectl, page,
}) => {
  await settle(page, `${console.url}/clusters`);
  const row = page.getByRole("row").filter({ hasText: "embedded" });
  await expect(row).toContainText("PSP StatusOn");
  await expect(row).toContainText("Nodes2");
  let loads = 0;
  page.on("framenavigated", () => loads++);
  await row.getByRole("link", { name: "Details" }).focus();

  await kubectl.apply({ apiVersion: "v1", kind: "Node", metadata: { name: "embedded-node-3" } });
  await expect(row).toContainText("Nodes3", SOON);
  await kubectl.ok(["patch", "apiserver", "local", "--type=merge", "-p", '{"spec":{"enableAdmissionPlugins":[]}}']);
  await expect(row).toContainText("PSP StatusOff", SOON);
  await expect(row).toContainText("Running");
  await expect(row.getByRole("link", { name: "Details" })).toBeFocused();
  expect(loads).toBe(0);
});

test("a cluster that goes away is shown with the reason, and its return too", async ({ page }, info) => {
  const data = ["--embedded-data", info.outputPath("data")];
  let cluster = await Console.embedded("127.0.0.1:0", ...data);
  const kubeconfig = readFileSync(cluster.kubeconfig!, "utf8");
  const console = await Console.of(cluster.kubeconfig!);
  await settle(page, `${console.url}/clusters`);
  const row = page.getByRole("row").nth(1);
  await expect(row).toContainText("Running");

  await cluster.stop();
  await expect(row).toContainText("Unreachable", SOON);
  await expect(row).toContainText("Connection refused");
  cluster = await Console.embedded(/https:\/\/([\d.:]+)/.exec(kubeconfig)![1], ...data);
  await expect(row).toContainText("Running", SOON);
  await cluster.stop();
  await console.stop();
});

test("while the console is away the page says so and stays as it is", async ({ console: running, page }) => {
  await settle(page, `${running.url}/clusters`);
  const row = page.getByRole("row").filter({ hasText: "embedded" });
  const connection = page.getByRole("status", { name: "Connection" });
  await expect(connection).toBeEmpty();
  await running.kill();
  await expect(connection).toContainText("This console does not answer.", SOON);
  await expect(row).toContainText("Running");
  await running.again();
  await expect(connection).toBeEmpty(SOON);
});

test("a page that nobody looks at is about to ask nothing, and asks at once when it is seen again", async ({
  console, page,
}) => {
  // Which questions are still to come. Playwright's clock cannot tell: its ids are no ids of a browser.
  await page.addInitScript(() => {
    const { setTimeout: set, clearTimeout: clear } = window;
    const pending = new Set<number>();
    const timer = (run: () => void, after: number) => {
      const id = set(() => (pending.delete(id), run()), after) as unknown as number;
      if (after >= 1000) pending.add(id);
      return id;
    };
    Object.assign(window, { pending, setTimeout: timer, clearTimeout: (id: number) => (pending.delete(id), clear(id)) });
  });
  const pending = () => page.evaluate(() => (window as unknown as { pending: Set<number> }).pending.size);
  const see = (hidden: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }, hidden);
  await page.goto(`${console.url}/clusters`);
  await expect.poll(pending).toBe(1);
  await settled(page, () => see(true));
  expect(await pending()).toBe(0);
  const asked = page.waitForRequest(/describe_clusters/);
  await see(false);
  await asked;
  await expect.poll(pending).toBe(1);
});
