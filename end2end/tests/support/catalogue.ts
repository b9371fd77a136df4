// What is English on a page that should be Chinese: a text of the catalogue, or words that stand beside each other and
// are not names.
import type { Page } from "@playwright/test";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../../app/src/text", import.meta.url));
const STRING = String.raw`"((?:[^"\\]|\\.)*)"`;
const ROW = new RegExp(String.raw`^\s*\w+(?:\([^)]*\))?:\s*${STRING}(?:\s*\|\s*${STRING})?,\s*${STRING};`, "gm");

/** Names that are the same in Chinese. */
const NAMES = /PSP Console|Kubernetes|PodSecurityPolicy|ClusterRoleBinding|ClusterRole|RoleBinding|Role|Linux|AppArmor|English/g;

/** The English texts of the catalogue, as patterns. Those of one word in small letters may be names in a cluster. */
function english(): RegExp[] {
  const rows = readdirSync(FOLDER).flatMap((file) => [...readFileSync(`${FOLDER}/${file}`, "utf8").matchAll(ROW)]);
  if (rows.length < 200) throw new Error(`only ${rows.length} rows of the catalogue are understood`);
  return rows
    .flatMap(([, one, several, chinese]) => [one, several].filter((text) => text !== undefined && text !== chinese))
    .filter((text) => /[A-Z ]/.test(text!) && /[a-z]{2}/.test(text!.replace(/\{\w*\}/g, "")))
    .map((text) => new RegExp(`^${text!.trim().replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w*\}/g, ".+")}$`));
}

/** Everything that is read on the page or read out, but code and names (`translate="no"`). */
async function everything(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const skipped = "code, kbd, pre, textarea, script, style, [translate=no], [lang=en], .cm-editor";
    const named = ["aria-label", "aria-description", "title", "placeholder", "alt"];
    const found = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (!element || element.closest(skipped)) continue;
      if (node instanceof Element) found.push(...named.map((name) => (node as Element).getAttribute(name) ?? ""));
      else found.push(node.textContent ?? "");
    }
    return found;
  });
  return [...new Set(texts.map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => text !== ""))];
}

/** What the API server says, and the operating system, is not translated. */
const OF_OTHERS = /^podsecuritypolicies\.policy "nobody" not found$|^Connection refused \(os error \d+\)$/;

/** The English texts that the page shows. */
export async function shown(page: Page): Promise<string[]> {
  const rows = english();
  const isEnglish = (text: string) =>
    rows.some((row) => row.test(text)) || /[A-Za-z]{2,} [a-z]{2,}/.test(text.replace(NAMES, ""));
  return (await everything(page)).filter((text) => !OF_OTHERS.test(text) && isEnglish(text));
}
