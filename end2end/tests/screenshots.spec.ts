// `make screenshots`: every page and dialog, light and dark, wide and narrow, English and Chinese, into screenshots/.
import { LOOKS, PAGES, open } from "./support/pages.js";
import { test } from "./support/test.js";

for (const { colorScheme, locale, width } of LOOKS) {
  const look = `${colorScheme}-${locale.slice(0, 2)}-${width}`;
  test.describe(look, () => {
    test.use({ colorScheme, locale, viewport: { width, height: width === 390 ? 844 : 900 }, reducedMotion: "reduce" });

    test("screenshots", async ({ console, page }) => {
      test.setTimeout(180_000);
      for (const name of Object.keys(PAGES)) {
        await open(page, console.url, name);
        await page.screenshot({ path: `../screenshots/${name}-${look}.png`, fullPage: true });
      }
    });
  });
}
