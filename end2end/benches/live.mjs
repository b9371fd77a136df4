// How long it takes until an open page shows what somebody else changed, and the return of an API server that was away.
// `node end2end/benches/live.mjs [ROUNDS]` after `make build`; what was measured stands in docs/performance.md.
import { chromium } from "@playwright/test";
import { POLICIES, policy, report, startEmbedded } from "./cluster.mjs";

const ROUNDS = Number(process.argv[2] ?? 50);
const { url, ask, stop } = await startEmbedded();

try {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage();
  const listening = page.waitForResponse((response) => response.url().endsWith("/events"));
  await page.goto(`${url}/clusters/embedded/security/psps`);
  await listening;

  const shown = (text, there) =>
    page.waitForFunction(([text, there]) => document.body.innerText.includes(text) === there, [text, there], { polling: "raf" });
  const change = [];
  for (let round = 0; round < ROUNDS; round++) {
    const name = `made-elsewhere-${round}`;
    await ask("POST", POLICIES, policy(name));
    const answered = performance.now();
    await shown(name, true);
    change.push(performance.now() - answered);
    await ask("DELETE", `${POLICIES}/${name}`);
    await shown(name, false);
  }
  report("a policy that was made elsewhere is shown after its creation was answered", change);

  const back = [];
  for (let round = 0; round < Math.min(ROUNDS, 6); round++) {
    const on = round % 2 === 1;
    const patch = { spec: { enableAdmissionPlugins: on ? ["PodSecurityPolicy"] : [] } };
    const server = "/apis/embedded.psp-console/v1/apiservers/local";
    await ask("PATCH", server, patch, "application/merge-patch+json");
    await page.getByRole("status", { name: "Connection" }).getByText("API").waitFor();
    while ((await ask("GET", "/readyz")) !== 200) await new Promise((done) => setTimeout(done, 5));
    const ready = performance.now();
    await page.locator(`[role=switch][aria-checked=${on}]`).and(page.locator(":not([aria-disabled])")).waitFor();
    await page.getByRole("status", { name: "Connection" }).getByText("API").waitFor({ state: "detached" });
    back.push(performance.now() - ready);
  }
  report("the page is current after the API server is back", back);
  await browser.close();
} finally {
  await stop();
}
