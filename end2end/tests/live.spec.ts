// Live: what others change appears by itself, and a page that cannot be current says so and catches up.
import { policy } from "./support/objects.js";
import { expect, test } from "./support/test.js";

test("what kubectl makes, changes and removes appears without a reload", async ({ psps, kubectl, page }) => {
  await psps.open();
  await expect(psps.row("ack.privileged")).toBeVisible();
  let loads = 0;
  page.on("framenavigated", () => loads++);

  await kubectl.apply(policy("made-by-kubectl"));
  await expect(psps.row("made-by-kubectl")).toContainText("PRIVfalse");
  await kubectl.ok(["patch", "psp", "made-by-kubectl", "--type=merge", "-p", '{"spec":{"privileged":true}}']);
  await expect(psps.row("made-by-kubectl")).toContainText("PRIVtrue");
  await kubectl.ok(["delete", "psp", "made-by-kubectl"]);
  await expect(psps.row("made-by-kubectl")).toHaveCount(0);
  expect(loads).toBe(0);
});

test("a rule and a namespace that somebody else makes appear", async ({ psps, kubectl, page }) => {
  await psps.open();
  await psps.disassociateDefault();
  await kubectl.ok(["create", "namespace", "newcomer"]);
  await expect(page.getByRole("link", { name: "newcomer" })).toBeVisible();
  await psps.tab("Association Rules").click();
  await kubectl.ok(["-n", "newcomer", "create", "role", "user", "--verb=use", "--resource=podsecuritypolicies",
    "--resource-name=ack.privileged"]);
  await kubectl.ok(["-n", "newcomer", "create", "rolebinding", "user", "--role=user", "--serviceaccount=newcomer:default"]);
  await expect(psps.row("newcomer").filter({ hasText: "ack.privileged" })).toBeVisible();
});

test("two windows show what is done in one of them", async ({ psps, page, context }) => {
  await psps.open();
  const other = await context.newPage();
  await other.goto(page.url());
  await psps.createFromTemplate("privileged-restricted");
  await expect(other.getByRole("row").filter({ hasText: "privileged-restricted" })).toBeVisible();
});

test("what is chosen in a form is not taken from under one's hand, and the page catches up after it", async ({
  psps, kubectl, page,
}) => {
  await psps.open();
  await psps.tab("Association Rules").click();
  await page.getByRole("link", { name: "Add Association Rule" }).click();
  const dialog = psps.dialog("Add Association Rule");
  await psps.pick(dialog, "Namespace", "default");
  await psps.pick(dialog, "Account", "default");
  const heard = page.waitForResponse((response) => response.url().includes("list_policies")).catch(() => undefined);
  await kubectl.apply(policy("made-meanwhile"));
  // Another page of the same cluster has heard of it, so this one has too.
  const other = await page.context().newPage();
  await other.goto(page.url().replace(/\?.*/, ""));
  await expect(other.getByRole("row").filter({ hasText: "made-meanwhile" })).toBeVisible();
  await other.close();
  await expect(dialog.getByRole("combobox", { name: "Namespace" })).toHaveValue("default");
  await expect(dialog.getByRole("button", { name: "Take default out" })).toBeVisible();
  await dialog.getByRole("link", { name: "Cancel" }).click();
  await heard;
  await psps.tab("PSPs").click();
  await expect(psps.row("made-meanwhile")).toBeVisible();
});

test("what has the focus, is opened or is typed stays so while somebody else changes what the page shows", async ({
  psps, kubectl, page,
}) => {
  await psps.open();
  const create = page.getByRole("link", { name: "Create", exact: true });
  await create.focus();
  await kubectl.apply(policy("a-first-one"));
  await expect(psps.row("a-first-one")).toBeVisible();
  await expect(create).toBeFocused();
  const yaml = psps.row("ack.privileged").getByRole("link", { name: /YAML/ });
  await yaml.focus();
  await kubectl.ok(["delete", "psp", "a-first-one"]);
  await expect(psps.row("a-first-one")).toHaveCount(0);
  await expect(yaml).toBeFocused();
  await page.getByText("Columns", { exact: true }).click();
  await kubectl.apply(policy("b-second-one"));
  await expect(psps.row("b-second-one")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "PRIV", exact: true })).toBeVisible();

  await psps.tab("Association Rules").click();
  const explained = psps.row("ack:podsecuritypolicy:privileged").first().locator("summary").first();
  await explained.click();
  await kubectl.ok(["create", "clusterrole", "uses-b", "--verb=use", "--resource=podsecuritypolicies",
    "--resource-name=b-second-one"]);
  await kubectl.ok(["-n", "default", "create", "rolebinding", "uses-b", "--clusterrole=uses-b", "--serviceaccount=default:default"]);
  await expect(psps.row("b-second-one").first()).toBeVisible();
  await expect(explained).toBeFocused();
  await expect(explained.locator("..")).toHaveAttribute("open");
});

test("while the API server restarts the page says so and stays as it is, and is current afterwards", async ({
  psps, kubectl, page,
}) => {
  await psps.open();
  const connection = page.getByRole("status", { name: "Connection" });
  await expect(connection).toBeEmpty();
  // By another admin: this page only looks on.
  await kubectl.ok(["patch", "apiserver", "local", "--type=merge", "-p", '{"spec":{"enableAdmissionPlugins":[]}}']);
  await expect(connection).toContainText("The API server does not answer.");
  await expect(connection).toContainText(/Away for [1-9]\d* s/);
  await expect(psps.row("ack.privileged")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(page.getByRole("switch", { name: "PSP Status" })).toBeChecked({ checked: false, timeout: 20_000 });
  await expect(connection).toBeEmpty();
  await expect(page.getByText("Off", { exact: true })).toBeVisible();
});

test("while the console is away the page says so, and catches up with its return", async ({
  console: running, psps, page,
}) => {
  await psps.open();
  await expect(psps.row("ack.privileged")).toBeVisible();
  const connection = page.getByRole("status", { name: "Connection" });
  await running.kill();
  await expect(connection).toContainText("This console does not answer.");
  await expect(psps.row("ack.privileged")).toBeVisible();
  await running.again();
  await expect(connection).toBeEmpty();
  // It is another cluster now, so what is shown must have been read again.
  await running.kubectl().apply(policy("made-by-kubectl"));
  await expect(psps.row("made-by-kubectl")).toBeVisible();
});

test("a tab that nobody looks at keeps no connection, and catches up when it is seen again", async ({
  psps, kubectl, page,
}) => {
  await psps.open();
  await expect(psps.row("ack.privileged")).toBeVisible();
  const see = (hidden: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }, hidden);
  const gone = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/events"));
  await see(true);
  await gone;
  await kubectl.apply(policy("made-unseen"));
  await expect(psps.row("made-unseen")).toHaveCount(0);
  await see(false);
  await expect(psps.row("made-unseen")).toBeVisible();
});
