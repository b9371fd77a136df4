// How long it takes until an open page shows what somebody else changed, and the return of an API server that was away.
// `node end2end/benches/live.mjs [ROUNDS]` after `make build`; what was measured stands in docs/performance.md.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const ROUNDS = Number(process.argv[2] ?? 50);
const BINARY = fileURLToPath(new URL("../../target/release/psp-console", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "psp-console-live-"));
const kubeconfig = join(folder, "kubeconfig");
const child = spawn(BINARY, [
  "--listen", "127.0.0.1:0", "--embedded", "--embedded-listen", "127.0.0.1:0", "--embedded-kubeconfig", kubeconfig,
], { stdio: ["ignore", "pipe", "inherit"] });

try {
  const url = /http:\S+/.exec(await new Promise((done) => child.stdout.once("data", (text) => done(text.toString()))))[0];
  const read = (key) => new RegExp(`${key}: *"?([^"\\s]+)`).exec(readFileSync(kubeconfig, "utf8"))[1];
  const options = {
    ca: Buffer.from(read("certificate-authority-data"), "base64"),
    headers: { authorization: `Bearer ${read("token")}`, "content-type": "application/json" },
  };
  /** Asks the API server; the status, or nothing when it does not answer. */
  const ask = (method, path, body, type) => new Promise((done) => {
    const headers = { ...options.headers, ...(type && { "content-type": type }) };
    const call = request(read("server") + path, { ...options, headers, method }, (answer) => {
      answer.resume().on("end", () => done(answer.statusCode));
    });
    call.on("error", () => done(undefined));
    call.end(body && JSON.stringify(body));
  });

  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage();
  const listening = page.waitForResponse((response) => response.url().endsWith("/events"));
  await page.goto(`${url}/clusters/embedded/security/psps`);
  await listening;

  const any = { rule: "RunAsAny" };
  const spec = { seLinux: any, runAsUser: any, supplementalGroups: any, fsGroup: any };
  const policies = "/apis/policy/v1beta1/podsecuritypolicies";
  const shown = (text, there) =>
    page.waitForFunction(([text, there]) => document.body.innerText.includes(text) === there, [text, there], { polling: "raf" });
  const change = [];
  for (let round = 0; round < ROUNDS; round++) {
    const metadata = { name: `made-elsewhere-${round}` };
    await ask("POST", policies, { apiVersion: "policy/v1beta1", kind: "PodSecurityPolicy", metadata, spec });
    const answered = performance.now();
    await shown(metadata.name, true);
    change.push(performance.now() - answered);
    await ask("DELETE", `${policies}/${metadata.name}`);
    await shown(metadata.name, false);
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
  const ended = new Promise((done) => child.once("exit", done));
  child.kill();
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

function report(what, times) {
  times.sort((one, other) => one - other);
  const at = (share) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))]);
  console.log(`${what}: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, most ${at(1)} ms (${times.length} times)`);
}
