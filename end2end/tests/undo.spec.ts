// Undo: the notice of a change offers the way back, and says so when somebody else was there meanwhile.
import type { Page } from "@playwright/test";
import * as objects from "./support/objects.js";
import { expect, test } from "./support/test.js";

const PSPS = "/clusters/embedded/security/psps";
const policy = (name: string, spec = {}) => {
  const plain = objects.policy(name, spec);
  return { ...plain, metadata: { ...plain.metadata, labels: { team: "a" }, annotations: { why: "because" } } };
};
const undo = (page: Page) => page.getByRole("status").getByRole("button", { name: "Undo" });

async function deleteThem(page: Page, url: string, ...names: string[]): Promise<void> {
  await page.goto(`${url}${PSPS}?dialog=delete${names.map((name) => `&policy=${name}`).join("")}`);
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
}

test("deleted policies come back as they were, by the keyboard alone", async ({ console, kubectl, page }) => {
  for (const name of ["one", "two"]) await kubectl.apply(policy(name, { hostPID: true }));
  await deleteThem(page, console.url, "one", "two");
  expect(await kubectl.get("psp", "one")).toBeUndefined();
  await undo(page).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("It was undone.")).toBeVisible();
  await expect(undo(page)).toHaveCount(0);
  for (const name of ["one", "two"]) {
    await expect(page.getByRole("row").filter({ hasText: name })).toBeVisible();
    const { metadata, spec } = (await kubectl.get("psp", name))!;
    expect(metadata.labels).toEqual({ team: "a" });
    expect(metadata.annotations.why).toBe("because");
    expect(spec.hostPID).toBe(true);
  }
});

test("nothing comes back when somebody has made a policy of that name meanwhile", async ({ console, kubectl, page }) => {
  for (const name of ["one", "two"]) await kubectl.apply(policy(name, { hostPID: true }));
  await deleteThem(page, console.url, "one", "two");
  await kubectl.apply(policy("two"));
  await undo(page).click();
  await expect(page.getByText("somebody has made a policy two meanwhile; nothing was undone")).toBeVisible();
  expect(await kubectl.get("psp", "one")).toBeUndefined();
  expect((await kubectl.get("psp", "two"))!.spec.hostPID).toBeUndefined();
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("when one of several cannot be deleted, those before it come back from there", async ({ console, kubectl, page }) => {
      for (const name of ["one", "two"]) await kubectl.apply(policy(name, { hostPID: true }));
      // Nobody deletes the default policy from here.
      const several = ["one", "two", "ack.privileged"].map((name) => `&policy=${name}`).join("");
      await page.goto(`${console.url}${PSPS}?dialog=delete${several}`);
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Delete" }).click();
      await expect(dialog.getByRole("alert")).toContainText("Deleted before that: one, two.");
      expect(await kubectl.get("psp", "one")).toBeUndefined();
      await dialog.getByRole("button", { name: "Undo" }).click();
      await expect(page.getByText("It was undone.")).toBeVisible();
      for (const name of ["one", "two"]) expect((await kubectl.get("psp", name))!.spec.hostPID).toBe(true);
    });
  });
}

test("a saved policy gets its former text, unless it was changed again meanwhile", async ({ console, kubectl, psps, page }) => {
  await kubectl.apply(policy("edited"));
  const turn = async () => {
    await page.goto(`${console.url}${PSPS}/edited/yaml`);
    const text = await psps.editor.text();
    await psps.editor.fill(text.replace("spec:\n", "spec:\n  hostPID: true\n"));
    await page.getByRole("button", { name: "OK" }).click();
    await expect(page.getByText("Policy edited was saved.")).toBeVisible();
  };
  await turn();
  await undo(page).click();
  await expect(page.getByText("It was undone.")).toBeVisible();
  expect((await kubectl.get("psp", "edited"))!.spec.hostPID).toBeUndefined();

  await turn();
  await kubectl.ok(["patch", "psp", "edited", "--type=merge", "-p", '{"spec":{"hostIPC":true}}']);
  await undo(page).click();
  await expect(page.getByText("Somebody has changed it again meanwhile. Nothing was undone.")).toBeVisible();
  expect((await kubectl.get("psp", "edited"))!.spec).toMatchObject({ hostPID: true, hostIPC: true });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a deleted policy comes back, once", async ({ console, kubectl, page }) => {
    await kubectl.apply(policy("one"));
    await deleteThem(page, console.url, "one");
    const offered = page.url();
    await undo(page).click();
    await expect(page.getByText("It was undone.")).toBeVisible();
    expect(await kubectl.get("psp", "one")).toBeTruthy();
    await page.goto(offered);
    await undo(page).click();
    await expect(page.getByText("It was undone already, or is too long ago.")).toBeVisible();
  });
});

test("an added rule is taken out again, and a removed one comes back", async ({ console, kubectl, page }) => {
  await kubectl.apply(policy("ruled"));
  const may = async () =>
    (await kubectl.run(["auth", "can-i", "use", "podsecuritypolicies.policy/ruled", "--as=system:serviceaccount:default:default"])).code === 0;
  const add = async () => {
    await page.goto(`${console.url}${PSPS}?tab=association-rules&dialog=add-rule&namespace=default&account=default&policy=ruled`);
    await page.getByRole("dialog").getByRole("button", { name: "OK" }).click();
    await expect(page.getByRole("dialog")).toBeHidden();
  };
  await add();
  expect(await may()).toBe(true);
  await undo(page).click();
  await expect(page.getByText("It was undone.")).toBeVisible();
  expect(await may()).toBe(false);

  await add();
  await page.getByRole("row").filter({ hasText: "ruled" }).getByRole("link", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  expect(await may()).toBe(false);
  await undo(page).click();
  await expect(page.getByText("It was undone.")).toBeVisible();
  expect(await may()).toBe(true);
});
