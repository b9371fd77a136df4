// A console with an embedded cluster, as a process of its own, and a way to ask its API server.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const BINARY = fileURLToPath(new URL("../../target/release/psp-console", import.meta.url));

/** Starts the console with these arguments; its address, its process, and how to end it. */
export async function start(...args) {
  const child = spawn(BINARY, ["--listen", "127.0.0.1:0", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const greeting = await new Promise((done) => child.stdout.once("data", (text) => done(text.toString())));
  const stop = () => {
    const ended = new Promise((done) => child.once("exit", done));
    child.kill();
    return ended;
  };
  return { url: /http:\S+/.exec(greeting)[0], pid: child.pid, stop };
}

/** The same with an embedded cluster. `ask` gives the status of an answer, or nothing when the API server does not answer. */
export async function startEmbedded() {
  const folder = mkdtempSync(join(tmpdir(), "psp-console-bench-"));
  const kubeconfig = join(folder, "kubeconfig");
  const console = await start("--embedded", "--embedded-listen", "127.0.0.1:0", "--embedded-kubeconfig", kubeconfig);
  const read = (key) => new RegExp(`${key}: *"?([^"\\s]+)`).exec(readFileSync(kubeconfig, "utf8"))[1];
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const options = { agent, ca: Buffer.from(read("certificate-authority-data"), "base64") };
  const ask = (method, path, body, type = "application/json") => new Promise((done) => {
    const headers = { authorization: `Bearer ${read("token")}`, "content-type": type };
    const call = request(read("server") + path, { ...options, headers, method }, (answer) => {
      answer.resume().on("end", () => done(answer.statusCode));
    });
    call.on("error", () => done(undefined));
    call.end(body && JSON.stringify(body));
  });
  const stop = async () => {
    await console.stop();
    agent.destroy();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...console, kubeconfig, ask, stop };
}

const any = { rule: "RunAsAny" };
/** A policy that allows what it need not forbid. */
export const policy = (name) => ({
  apiVersion: "policy/v1beta1",
  kind: "PodSecurityPolicy",
  metadata: { name },
  spec: { seLinux: any, runAsUser: any, supplementalGroups: any, fsGroup: any },
});
export const POLICIES = "/apis/policy/v1beta1/podsecuritypolicies";

/** Does it for all, several at a time; each must succeed. */
export async function many(items, act) {
  const left = [...items];
  const work = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) {
      const status = await act(item);
      if (status !== 201) throw new Error(`${item}: ${status}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
}

/** One line about measured milliseconds. */
export function report(what, times) {
  times.sort((one, other) => one - other);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
  console.log(`${what}: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, most ${at(1)} ms (${times.length} times)`);
}
