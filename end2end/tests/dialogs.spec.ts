// What a dialog leaves behind: the history as it was, and the table beneath it as it was shown.
import { expect, test } from "./support/test.js";
import { settle } from "./support/settle.js";
import type { Page } from "@playwright/test";

const PSPS = "/clusters/embedded/security/psps";

/** Each way to close the dialog *Delete policy*. */
const WAYS: Record<string, (page: Page) => Promise<void>> = {
  Escape: (page) => page.keyboard.press("Escape"),
  "Escape twice": async (page) => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
  },
  Cancel: (page) => page.getByRole("dialog").getByRole("link", { name: "Cancel" }).click(),
  Close: (page) => page.getByRole("dialog").getByRole("link", { name: "Close" }).click(),
};

for (const [way, close] of Object.entries(WAYS)) {
  test(`a dialog that was opened on the page leaves nothing in the history: ${way}`, async ({ psps, console, page }) => {
    await settle(page, `${console.url}/clusters/embedded`);
    await settle(page, `${console.url}${PSPS}?sort=name`);
    await psps.row("node-exporter").getByRole("link", { name: "Delete" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toBeVisible();
    await close(page);
    await expect(dialog).toBeHidden();
    await expect(page).toHaveURL(`${console.url}${PSPS}?sort=name`);
    await page.goBack();
    await expect(page).toHaveURL(`${console.url}/clusters/embedded`);
    await page.goForward();
    await expect(page).toHaveURL(`${console.url}${PSPS}?sort=name`);
    await expect(dialog).toBeHidden();
  });
}

test("a dialog that a link led to is closed in its place, and Back leads to where one came from", async ({
  console, page,
}) => {
  await settle(page, `${console.url}/clusters`);
  await settle(page, `${console.url}${PSPS}?dialog=select-template`);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page).toHaveURL(`${console.url}${PSPS}`);
  await page.goBack();
  await expect(page).toHaveURL(`${console.url}/clusters`);
});

test("Back does not bring a dialog again that has done what it was for", async ({ psps, console, page }) => {
  await settle(page, `${console.url}${PSPS}?sort=name`);
  await psps.row("node-exporter").getByRole("link", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("Policy node-exporter was deleted.")).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(`${console.url}${PSPS}?sort=name`);
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(psps.row("node-exporter")).toHaveCount(0);
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("after a change, and after its undoing, the table is shown as before", async ({ psps, kubectl, console, page }) => {
      const policy = await kubectl.get("podsecuritypolicy", "node-exporter");
      await kubectl.apply({ ...policy, metadata: { name: "node-agent" } });
      const view = "sort=-name&q=node&column=caps";
      await settle(page, `${console.url}${PSPS}?${view}`);
      expect(await psps.names()).toEqual(["node-exporter", "node-agent"]);
      await psps.row("node-agent").getByRole("link", { name: "Delete" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
      await expect(page.getByText("Policy node-agent was deleted.")).toBeVisible();
      await expect(page).toHaveURL(new RegExp(`\\?sort=-name&q=node&column=caps&notice=deleted`));
      await expect.poll(() => psps.names()).toEqual(["node-exporter"]);
      await page.getByRole("button", { name: "Undo" }).click();
      await expect(page.getByText("It was undone.")).toBeVisible();
      await expect(page).toHaveURL(new RegExp(`\\?sort=-name&q=node&column=caps&notice=undone`));
      await expect.poll(() => psps.names()).toEqual(["node-exporter", "node-agent"]);
    });
  });
}
