// A table of thousands in Chromium: how evenly it scrolls, and how soon it answers to a key or a click.
// `node end2end/benches/table.mjs [ROWS]` after `make build`; what was measured stands in docs/performance.md.
import { chromium } from "@playwright/test";
import { POLICIES, many, policy, report, startEmbedded } from "./cluster.mjs";

const ROWS = Number(process.argv[2] ?? 5_000);
const TIMES = 10;
/** Frames of one scroll, and how far each goes: as a wheel is turned quickly, and as the bar at the side is pulled down. */
const FRAMES = 100;
const PIXELS = { "a quick wheel": 120, "a pulled bar": 1_000 };

const cluster = await startEmbedded();
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
try {
  await many(Array.from({ length: ROWS }, (_, at) => `policy-${at}`), (name) => cluster.ask("POST", POLICIES, policy(name)));
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${cluster.url}/clusters/embedded/security/psps`);
  const frame = page.getByRole("region", { name: "Policies" });
  // Only what the browser has taken over is windowed.
  await page.waitForFunction(() => document.querySelector("tbody > tr[data-gap]"));
  console.log(`${ROWS} policies, ${await page.locator("tbody tr").count()} rows in the document`);

  for (const [how, pixels] of Object.entries(PIXELS)) {
    const gaps = [];
    for (let time = 0; time < TIMES; time++) {
      await frame.evaluate((element) => element.scrollTo(0, 0));
      gaps.push(...await frame.evaluate(scroll, [FRAMES, pixels]));
    }
    report(`${how} (${pixels} px a frame): between two frames`, gaps.map((gap) => gap.ms));
    console.log(`  in the middle there was no row in ${gaps.filter((gap) => gap.empty).length} of ${gaps.length} frames`);
  }

  const search = page.getByRole("searchbox");
  const typed = [];
  for (let time = 0; time < TIMES; time++) {
    typed.push(await answered(page, () => search.fill(`policy-${time + 1}07`), `policy-${time + 1}07`));
    await search.fill("");
    await page.waitForFunction(() => document.querySelector("tbody > tr[data-gap]"));
  }
  report("from what is typed to its rows", typed);

  const sorted = [];
  const name = page.getByRole("columnheader", { name: "Name" }).getByRole("link");
  for (let time = 0; time < TIMES; time++) {
    // Of its three states, the two others show the same first row.
    await name.click();
    await page.waitForURL(/sort=name/);
    const first = await page.locator("tbody th").first().innerText();
    sorted.push(await answered(page, () => name.click(), undefined, first));
    await name.click();
    await page.waitForURL(/psps$/);
  }
  report("from a click on a column to the new order", sorted);
} finally {
  await browser.close();
  await cluster.stop();
}

/** Scrolls, in the browser; the time between each two frames, and whether there was a row in the middle of the table. */
async function scroll(element, [frames, pixels]) {
  const next = () => new Promise(requestAnimationFrame);
  element.scrollIntoView({ block: "end" });
  const { left, top, height } = element.getBoundingClientRect();
  const gaps = [];
  let before = await next();
  for (let at = 0; at < frames; at++) {
    element.scrollTop += pixels;
    const now = await next();
    const seen = document.elementFromPoint(left + 60, top + height / 2)?.closest("tr");
    gaps.push({ ms: now - before, empty: !seen || "gap" in seen.dataset });
    before = now;
  }
  return gaps;
}

/** The time from an input until the first row is the one of this name, or another than this one. */
async function answered(page, act, name, not) {
  const answer = page.evaluate(([name, not]) => new Promise((done) => {
    let began;
    for (const kind of ["input", "click"]) {
      document.addEventListener(kind, (event) => (began ??= event.timeStamp), { capture: true, once: true });
    }
    const look = () => {
      const first = document.querySelector("tbody th")?.innerText;
      if (began !== undefined && first && (name ? first.startsWith(name) : first !== not)) done(performance.now() - began);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }), [name, not]);
  await act();
  return answer;
}
