// The PSPs page as a person sees it: by role and label, never by class or id.
import { expect, type Locator, type Page } from "@playwright/test";

/** The YAML editor: CodeMirror, over the text field that the form sends. */
export class YamlEditor {
  constructor(readonly page: Page) {}

  /** What one writes in. */
  get content(): Locator {
    return this.page.getByRole("textbox", { name: "YAML" });
  }

  /** The form's field, which always has the text. */
  get field(): Locator {
    return this.page.locator("textarea[name=yaml]");
  }

  /** Once CodeMirror has taken the field's place. */
  async ready(): Promise<this> {
    await expect(this.page.locator("yaml-editor[data-ready]")).toBeVisible();
    return this;
  }

  async text(): Promise<string> {
    return (await this.ready()).field.inputValue();
  }

  /** Writes this in place of everything. */
  async fill(text: string): Promise<void> {
    await (await this.ready()).content.fill(text);
    await expect(this.field).toHaveValue(text);
  }

  /** Puts the cursor behind the first place where this stands. */
  async cursorBehind(words: string): Promise<void> {
    const before = (await this.text()).split(words)[0]! + words;
    const lines = before.split("\n");
    await this.content.focus();
    await this.page.keyboard.press("Control+Home");
    for (let line = 1; line < lines.length; line++) await this.page.keyboard.press("ArrowDown");
    await this.page.keyboard.press("Home");
    await this.page.keyboard.press("Home");
    for (let column = 0; column < lines.at(-1)!.length; column++) await this.page.keyboard.press("ArrowRight");
  }
}

export class PspsPage {
  constructor(
    readonly page: Page,
    private readonly url: string,
  ) {}

  /** Opens the page by the way an admin takes: Clusters, the cluster, Security > PSPs. */
  async open(): Promise<void> {
    await this.page.goto(`${this.url}/clusters`);
    await this.page.getByRole("rowheader").getByRole("link").first().click();
    await this.page.getByRole("navigation", { name: "Security" }).getByRole("link", { name: "PSPs" }).click();
    await expect(this.page.getByRole("heading", { name: "PSPs", level: 1 })).toBeVisible();
  }

  /** The YAML editor of the page that is open. */
  get editor(): YamlEditor {
    return new YamlEditor(this.page);
  }

  tab(name: "PSPs" | "Association Rules"): Locator {
    return this.page.getByRole("tab", { name });
  }

  row(text: string | RegExp): Locator {
    return this.page.getByRole("row").filter({ hasText: text });
  }

  /** The names in the table's rows, from above. */
  names(): Promise<string[]> {
    return this.page.getByRole("rowheader").evaluateAll((cells) => cells.map((cell) => cell.querySelector("a")!.innerText));
  }

  /** The link in a column's header. */
  header(name: string): Locator {
    return this.page.getByRole("columnheader", { name }).getByRole("link");
  }

  dialog(name: string): Locator {
    return this.page.getByRole("dialog", { name });
  }

  /** *Create* > *Select PSP Template* > *Use* > *Create YAML* > *OK*. */
  async createFromTemplate(template: string): Promise<void> {
    await this.tab("PSPs").click();
    await this.page.getByRole("link", { name: "Create", exact: true }).click();
    const dialog = this.dialog("Select PSP Template");
    await dialog.getByRole("listitem").filter({ has: this.page.getByRole("heading", { name: template, exact: true }) })
      .getByRole("link", { name: "Use" }).click();
    await expect(this.page.getByRole("heading", { name: "Create YAML" })).toBeVisible();
    await this.page.getByRole("button", { name: "OK" }).click();
    await expect(this.row(template)).toBeVisible();
  }

  /** *Association Rules* > *Add Association Rule* > *OK*. */
  async associate(namespace: string, account: string, policy: string): Promise<void> {
    await this.tab("Association Rules").click();
    await this.page.getByRole("link", { name: "Add Association Rule" }).click();
    const dialog = this.dialog("Add Association Rule");
    await this.pick(dialog, "Namespace", namespace);
    await this.pick(dialog, "Account", account);
    await this.pick(dialog, "PSP", policy);
    await dialog.getByRole("button", { name: "OK" }).click();
    await expect(dialog).toBeHidden();
    await expect(this.row(account).filter({ hasText: policy })).toBeVisible();
  }

  /** Chooses one or several of a dialog's list, by typing; without JavaScript in the browser's own list. */
  async pick(dialog: Locator, field: string, ...labels: string[]): Promise<void> {
    const control = dialog.locator("select, [role=combobox]").and(dialog.getByLabel(field, { exact: true }));
    await expect(control).toBeVisible();
    if (await dialog.locator("select").count()) {
      await control.selectOption(labels.map((label) => ({ label })));
      return;
    }
    for (const label of labels) {
      await control.fill(label);
      await dialog.getByRole("listbox", { name: field }).getByText(label, { exact: true }).first().click();
    }
    // A list of several stays open.
    if ((await control.getAttribute("aria-expanded")) === "true") await control.press("Escape");
  }

  /** *Disassociate Default PSP* > *Disassociate* > *OK*. */
  async disassociateDefault(): Promise<void> {
    await this.page.getByRole("link", { name: "Disassociate Default PSP" }).click();
    await this.dialog("Disassociate").getByRole("button", { name: "OK" }).click();
    await expect(this.dialog("Disassociate")).toBeHidden();
  }

  /** *Associate Default PSP* > *OK*. */
  async associateDefault(): Promise<void> {
    await this.page.getByRole("link", { name: /Associate Default PSP/ }).first().click();
    await this.page.getByRole("dialog").getByRole("button", { name: "OK" }).click();
    await expect(this.page.getByRole("dialog")).toBeHidden();
  }

  /** *Install Default PSP* > *OK*. */
  async installDefault(): Promise<void> {
    await this.page.getByRole("link", { name: /Install Default PSP/ }).first().click();
    await this.page.getByRole("dialog").getByRole("button", { name: "OK" }).click();
    await expect(this.page.getByRole("dialog")).toBeHidden();
  }

  /** *PSP Status* > *Change PSP State* > *OK*; `name` is typed where running pods would lose their policy. */
  async changeState(name?: string): Promise<void> {
    await this.page.getByRole("switch", { name: "PSP Status" }).click();
    if (name) await this.dialog("Change PSP State").getByLabel("Type the cluster’s name").fill(name);
    await this.dialog("Change PSP State").getByRole("button", { name: "OK" }).click();
    await expect(this.dialog("Change PSP State")).toBeHidden();
  }
}
