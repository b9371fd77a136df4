// The table of policies: sorted, filtered, by columns, several at once. Its state is in the URL.
import { expect, test } from "./support/test.js";
import type { Kubectl } from "./support/kubectl.js";
import { policy } from "./support/objects.js";
import { settle } from "./support/settle.js";

/** Policies `p-0` and so on; every one with an even number runs as any user. */
async function make(kubectl: Kubectl, count: number, end = ""): Promise<void> {
  const items = Array.from({ length: count }, (_, number) => policy(`p-${number}${end}`, {
    runAsUser: { rule: number % 2 ? "MustRunAsNonRoot" : "RunAsAny" },
    allowPrivilegeEscalation: false,
    volumes: ["emptyDir"],
  }));
  await kubectl.apply({ apiVersion: "v1", kind: "List", items });
}

test("a header sorts by mouse and by keyboard, says so, and Back goes back", async ({ psps, kubectl, console, page }) => {
  await make(kubectl, 2);
  await settle(page, `${console.url}/clusters/embedded/security/psps`);
  await psps.header("Strictness").click();
  await expect(page).toHaveURL(/\?sort=strictness$/);
  expect(await psps.names()).toEqual(["p-1", "p-0", "node-exporter", "ack.privileged"]);
  await psps.header("Strictness").focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\?sort=-strictness$/);
  await expect(page.getByRole("columnheader", { name: "Strictness" })).toHaveAttribute("aria-sort", "descending");
  await expect(psps.header("Strictness")).toBeFocused();
  expect(await psps.names()).toEqual(["ack.privileged", "node-exporter", "p-0", "p-1"]);
  await page.goBack();
  await expect(page.getByRole("columnheader", { name: "Strictness" })).toHaveAttribute("aria-sort", "ascending");
});

test("what is typed into the filter before the page is taken over counts", async ({ console, page }) => {
  let letIn = () => {};
  const held = new Promise<void>((resolve) => (letIn = resolve));
  await page.route(/\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${console.url}/clusters/embedded/security/psps`);
  const filter = page.getByRole("searchbox", { name: "Filter Policies" });
  await filter.pressSequentially("exporter");
  await expect(page.getByRole("status").filter({ hasText: "2 in all" })).toBeVisible();
  letIn();
  await expect(page.getByRole("status").filter({ hasText: "1 of 2" })).toBeVisible();
  await expect(filter).toHaveValue("exporter");
  await expect(page).toHaveURL(/\?q=exporter$/);
});

test("the filter works as one types, is in the URL, and survives a reload and a dialog", async ({ psps, kubectl, console, page }) => {
  await make(kubectl, 2);
  await settle(page, `${console.url}/clusters/embedded/security/psps`);
  await page.getByRole("searchbox").pressSequentially("nonroot p-");
  await expect.poll(() => psps.names()).toEqual(["p-1"]);
  await expect(page).toHaveURL(/q=nonroot%20p-/);
  await settle(page, page.url());
  await expect(page.getByRole("searchbox")).toHaveValue("nonroot p-");
  await psps.row("p-1").getByRole("link", { name: "Delete" }).click();
  await expect(psps.dialog("Delete Policy")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(psps.dialog("Delete Policy")).toBeHidden();
  expect(await psps.names()).toEqual(["p-1"]);
  await page.getByRole("searchbox").fill("no such policy");
  await page.getByRole("link", { name: "Show all" }).click();
  await expect(page.getByRole("searchbox")).toHaveValue("");
  await expect.poll(async () => (await psps.names()).length).toBe(4);
});

test("columns can be hidden, and the URL keeps it", async ({ console, page }) => {
  await settle(page, `${console.url}/clusters/embedded/security/psps`);
  await page.getByText("Columns", { exact: true }).click();
  await page.getByRole("checkbox", { name: "SELINUX" }).uncheck();
  await expect(page.getByRole("columnheader", { name: "SELINUX" })).toHaveCount(0);
  await settle(page, page.url());
  await expect(page.getByRole("columnheader", { name: "SELINUX" })).toHaveCount(0);
  await expect(page.getByRole("columnheader", { name: "RUNASUSER" })).toBeVisible();
});

test("where the columns are wider than the page, a row's actions stay in sight, under their header", async ({ psps, console, page }) => {
  await page.setViewportSize({ width: 1000, height: 800 });
  await settle(page, `${console.url}/clusters/embedded/security/psps`);
  const header = page.getByRole("columnheader", { name: "Actions" });
  const frame = page.getByRole("region", { name: "Policies" });
  expect(await frame.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true);
  for (const end of [0, 10_000]) {
    await frame.evaluate((element, end) => element.scrollTo(end, 0), end);
    const [above, below] = await Promise.all([header, psps.row("node-exporter").getByRole("cell").last()].map((it) => it.boundingBox()));
    expect(above!.x).toBe(below!.x);
    expect(above!.x + above!.width).toBeLessThanOrEqual(1000);
    await expect(header).toBeInViewport({ ratio: 1 });
  }
});

test("several are deleted at once: asked once, each named", async ({ psps, kubectl, console, page }) => {
  await make(kubectl, 3);
  await settle(page, `${console.url}/clusters/embedded/security/psps`);
  await expect(page.getByRole("checkbox", { name: "Select ack.privileged" })).toBeDisabled();
  await page.getByRole("checkbox", { name: "Select p-0" }).check();
  await page.getByRole("checkbox", { name: "Select p-2" }).check();
  await page.getByRole("button", { name: "Delete 2" }).click();
  const dialog = psps.dialog("Delete Policies");
  await expect(dialog.getByRole("listitem")).toHaveText(["p-0", "p-2"]);
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("2 policies were deleted.")).toBeVisible();
  await expect.poll(() => psps.names()).toEqual(["ack.privileged", "node-exporter", "p-1"]);
  expect(await kubectl.get("podsecuritypolicy", "p-2")).toBeUndefined();
});

test("all that the filter shows are selected by one box, by keyboard too, and none of those that must stay", async ({
  psps, kubectl, console, page,
}) => {
  await make(kubectl, 3);
  await settle(page, `${console.url}/clusters/embedded/security/psps`);
  const all = page.getByRole("checkbox", { name: "Select all" });
  // It comes with the code of the dialogs, when somebody reaches for anything on the page.
  await page.getByRole("checkbox", { name: "Select p-0" }).hover();
  await all.check();
  await expect(page.getByRole("button", { name: "Delete 4" })).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Select ack.privileged" })).not.toBeChecked();
  await page.getByRole("checkbox", { name: "Select p-1" }).uncheck();
  await expect(all).toHaveJSProperty("indeterminate", true);
  await all.focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: /^Delete \d/ })).toHaveCount(0);

  await page.getByRole("searchbox").pressSequentially("p-");
  await expect.poll(() => psps.names()).toEqual(["p-0", "p-1", "p-2"]);
  await all.check();
  await page.getByRole("button", { name: "Delete 3" }).click();
  await expect(psps.dialog("Delete Policies").getByRole("listitem")).toHaveText(["p-0", "p-1", "p-2"]);
});

test("of many only those in sight are in the document, and all are found", async ({ psps, kubectl, console, page }) => {
  await make(kubectl, 400);
  await settle(page, `${console.url}/clusters/embedded/security/psps?sort=-name`);
  const frame = page.getByRole("region", { name: "Policies" });
  await expect(page.getByText("402 in all")).toBeVisible();
  await expect.poll(async () => (await psps.names()).length).toBeLessThan(100);
  await frame.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(psps.row("ack.privileged")).toBeVisible();
  expect((await psps.names()).length).toBeLessThan(100);
  await page.getByRole("searchbox").fill("p-123");
  await expect.poll(() => psps.names()).toEqual(["p-123"]);
});

test("of more than a URL can hold nothing is asked until fewer are selected", async ({ kubectl, console, page }) => {
  await make(kubectl, 251, `-${"x".repeat(240)}`);
  await settle(page, `${console.url}/clusters/embedded/security/psps`);
  await page.getByRole("columnheader", { name: "Name" }).hover();
  const all = page.getByRole("checkbox", { name: "Select all" });
  await all.check();
  await expect(page.getByRole("button", { name: "Too many at once: select fewer" })).toBeDisabled();
  await all.uncheck();
  await page.getByRole("searchbox").fill("p-1");
  await expect(page.getByText("111 of 253")).toBeVisible();
  await all.check();
  await page.getByRole("button", { name: "Delete 111" }).click();
  await expect(page.getByRole("dialog").getByRole("listitem")).toHaveCount(111);
  await page.reload();
  await expect(page.getByRole("dialog").getByRole("listitem")).toHaveCount(111);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("links sort, forms filter, boxes select, pages hold what is too much for one", async ({ psps, kubectl, console, page }) => {
    await make(kubectl, 150);
    await page.goto(`${console.url}/clusters/embedded/security/psps`);
    expect((await psps.names()).length).toBe(100);
    await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "2" }).click();
    expect((await psps.names()).length).toBe(52);
    await page.getByRole("searchbox").fill("p-14");
    await page.getByRole("button", { name: "Filter" }).click();
    expect((await psps.names()).length).toBe(11);
    await psps.header("Name").click();
    await psps.header("Name").click();
    expect((await psps.names())[0]).toBe("p-149");
    await page.getByRole("checkbox", { name: "Select p-141" }).check();
    await page.getByRole("checkbox", { name: "Select p-142" }).check();
    await page.getByRole("button", { name: "Delete selected" }).click();
    await psps.dialog("Delete Policies").getByRole("button", { name: "Delete" }).click();
    expect(await kubectl.get("podsecuritypolicy", "p-141")).toBeUndefined();
    expect(await kubectl.get("podsecuritypolicy", "p-140")).toBeTruthy();
  });
});
