// `playwright test --project=screenshots`: every page, light and dark, wide and narrow, into screenshots/.
import { test } from "./support/test.js";
import { PAGES } from "./support/pages.js";
import { settle } from "./support/settle.js";

for (const theme of ["light", "dark"] as const) {
  for (const width of [1280, 390]) {
    test(`screenshots, ${theme}, ${width} px`, async ({ console, page }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      for (const [name, path] of Object.entries(PAGES)) {
        await settle(page, console.url + path);
        await page.screenshot({ path: `../screenshots/${name}-${theme}-${width}.png`, fullPage: true });
      }
    });
  }
}
