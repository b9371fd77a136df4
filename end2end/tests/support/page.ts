// The PSPs page as a person sees it: by role and label, never by class or id.
import { expect, type Locator, type Page } from "@playwright/test";

export class PspsPage {
  constructor(
    readonly page: Page,
    private readonly url: string,
  ) {}

  /** Opens the page by the way an admin takes: Clusters, the cluster, Security > PSPs. */
  async open(): Promise<void> {
    await this.page.goto(`${this.url}/clusters`);
    await this.page.getByRole("table").getByRole("link").first().click();
    await this.page.getByRole("navigation", { name: "Security" }).getByRole("link", { name: "PSPs" }).click();
    await expect(this.page.getByRole("heading", { name: "PSPs", level: 1 })).toBeVisible();
  }

  tab(name: "PSPs" | "Association Rules"): Locator {
    return this.page.getByRole("tab", { name });
  }

  row(text: string | RegExp): Locator {
    return this.page.getByRole("row").filter({ hasText: text });
  }

  dialog(name: string): Locator {
    return this.page.getByRole("dialog", { name });
  }
}
