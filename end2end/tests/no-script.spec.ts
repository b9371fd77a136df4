// The page without JavaScript: every action is a form, and nothing that was typed is lost.
import { expect, test } from "./support/test.js";

test.use({ javaScriptEnabled: false });

test("policies, rules, the default policy and the status can be changed without JavaScript", async ({
  psps,
  kubectl,
  page,
}) => {
  await psps.open();
  await psps.createFromTemplate("privileged-restricted");
  expect(await kubectl.get("podsecuritypolicy", "privileged-restricted")).toBeTruthy();

  await psps.tab("Association Rules").click();
  await page.getByRole("link", { name: "Add Association Rule" }).click();
  const dialog = psps.dialog("Add Association Rule");
  await dialog.getByLabel("Namespace", { exact: true }).selectOption("default");
  const choose = dialog.getByRole("button", { name: "Show accounts" });
  if (await choose.isVisible()) await choose.click();
  await dialog.getByLabel("Account", { exact: true }).selectOption({ label: "default" });
  await dialog.getByLabel("PSP").selectOption("privileged-restricted");
  await dialog.getByRole("button", { name: "OK" }).click();
  const can = ["auth", "can-i", "use", "podsecuritypolicy/privileged-restricted"];
  expect((await kubectl.as("default", "default").run(can)).stdout).toBe("yes\n");

  await psps.disassociateDefault();
  expect(await kubectl.get("clusterrolebinding", "ack:podsecuritypolicy:authenticated")).toBeUndefined();
});

test("a YAML error comes back with the text that was typed", async ({ psps, page }) => {
  await psps.open();
  await page.getByRole("link", { name: "Create", exact: true }).click();
  await psps.dialog("Select PSP Template").getByRole("link", { name: "Use" }).first().click();
  const editor = page.getByRole("textbox", { name: "YAML" });
  const text = (await editor.inputValue()).replace("privileged: true", "privileged: maybe");
  expect(text).toContain("maybe");
  await editor.fill(text);
  await page.getByRole("button", { name: "OK" }).click();
  await expect(page.getByRole("heading", { name: "Create YAML" })).toBeVisible();
  await expect(editor).toHaveValue(text.replace(/\r\n/g, "\n"));
  await expect(page.getByRole("alert").filter({ hasText: /line \d+/i })).toBeVisible();
});
