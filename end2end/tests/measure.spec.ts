// Measures the page and prints what docs/performance.md keeps: `scripts/bench-page`. Asserts nothing about time.
import { test } from "./support/test.js";
import { settle } from "./support/settle.js";
import { emptyWindow, frames, sum, transferred, visit, type Visit } from "./support/measure.js";

const TIMES = 5;

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const row = (...cells: (string | number)[]) => process.stdout.write(`| ${cells.join(" | ")} |\n`);
const kb = (bytes = 0) => (bytes / 1000).toFixed(1);

test("a first visit of the PSPs page, then the editor", async ({ browser, console }) => {
  const psps = `${console.url}/clusters/embedded/security/psps`;
  const visits: Visit[] = [];
  let editor = {};
  for (let time = 0; time < TIMES; time += 1) {
    const page = await emptyWindow(browser);
    visits.push(await visit(page, psps));
    await settle(page, `${psps}?dialog=select-template`);
    editor = await transferred(page, () => page.getByRole("dialog").getByRole("link", { name: "Use" }).first().click());
    await page.context().close();
  }
  const [first] = visits;
  row("compressed, KB", "all", ...Object.keys(first!.bytes));
  row("PSPs page, first visit", kb(first!.total), ...Object.values(first!.bytes).map(kb));
  row("editor, more", kb(sum(editor)), ...Object.entries(editor).map(([kind, bytes]) => `${kind} ${kb(bytes as number)}`));
  row("first paint, ms", median(visits.map((each) => each.firstPaint)).toFixed(0));
  row("largest contentful paint, ms", median(visits.map((each) => each.lcp.at)).toFixed(0), first!.lcp.element);
  row("frame with the table, ms", median(visits.map((each) => each.table)).toFixed(0));
  row("layout shift", Math.max(...visits.map((each) => each.shift)));
});

test("from a click to what it opens", async ({ browser, console }) => {
  test.setTimeout(180_000);
  const psps = `${console.url}/clusters/embedded/security/psps`;
  const clicks = {
    "Association Rules": ["[role=tab][id=tab-rules]", "#panel-rules"],
    "its table": ["[role=tab][id=tab-rules]", "#panel-rules table"],
    "Select PSP Template": ["a[href*='select-template']", "dialog"],
    Disassociate: ["a[href*='dialog=disassociate']", "dialog"],
    "Change PSP State": ["[role=switch]", "dialog"],
  } as const;
  for (const [name, [target, shown]] of Object.entries(clicks)) {
    const measured = [];
    for (let time = 0; time < TIMES; time += 1) {
      const page = await emptyWindow(browser);
      await visit(page, psps);
      measured.push(await frames(page, target, shown));
      await page.context().close();
    }
    row(name, `frame ${median(measured.map((each) => each.frames))}`, `${median(measured.map((each) => each.ms)).toFixed(0)} ms`);
  }
});
