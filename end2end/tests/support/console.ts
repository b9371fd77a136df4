// One console and one cluster for each test: the release binary in a process of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Kubectl } from "./kubectl.js";

const BINARY =
  process.env.PSP_TEST_CONSOLE ?? fileURLToPath(new URL("../../../target/release/psp-console", import.meta.url));

/** A running psp-console. */
export class Console {
  private constructor(
    private process: ChildProcess,
    private readonly flags: string[],
    private readonly folder: string,
    /** Where the page is. */
    readonly url: string,
    /** The kubeconfig of the embedded cluster; undefined when there is none. */
    readonly kubeconfig: string | undefined,
  ) {}

  /** With an embedded cluster that is populated as in `make demo`, and answers kubectl at this address. */
  static embedded(listen = "127.0.0.1:0", ...further: string[]): Promise<Console> {
    const folder = mkdtempSync(join(tmpdir(), "psp-console-e2e-"));
    const kubeconfig = join(folder, "kubeconfig");
    const flags = ["--embedded", "--embedded-listen", listen, "--embedded-kubeconfig", kubeconfig, ...further];
    return Console.start(folder, flags, kubeconfig);
  }

  /** For the clusters of a kubeconfig. */
  static of(kubeconfig: string, ...flags: string[]): Promise<Console> {
    const folder = mkdtempSync(join(tmpdir(), "psp-console-e2e-"));
    return Console.start(folder, ["--kubeconfig", kubeconfig, ...flags], undefined);
  }

  private static async start(folder: string, flags: string[], kubeconfig: string | undefined): Promise<Console> {
    const { child, url } = await Console.spawn(folder, ["--listen", "127.0.0.1:0", ...flags]);
    return new Console(child, flags, folder, url.replace(/\/$/, ""), kubeconfig);
  }

  private static async spawn(folder: string, flags: string[]): Promise<{ child: ChildProcess; url: string }> {
    const { KUBECONFIG: _, ...env } = process.env;
    const child = spawn(BINARY, flags, { cwd: folder, env });
    let output = "";
    const url = await new Promise<string>((done, failed) => {
      const read = (chunk: Buffer) => {
        output += chunk.toString();
        const found = /PSP Console: (http:\S+)/.exec(output);
        if (found?.[1]) done(found[1]);
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.on("exit", (code) => failed(new Error(`psp-console ended with ${code}:\n${output}`)));
    });
    return { child, url };
  }

  /** kubectl for its embedded cluster. */
  kubectl(): Kubectl {
    if (!this.kubeconfig) throw new Error("this console has no embedded cluster");
    return new Kubectl(this.kubeconfig);
  }

  /** Ends it at once, as a crash would. */
  async kill(): Promise<void> {
    const ended = new Promise((done) => this.process.once("exit", done));
    this.process.kill("SIGKILL");
    await ended;
  }

  /** Starts it again, where it was, with a cluster that knows nothing of before. */
  async again(): Promise<void> {
    const listen = new URL(this.url).host;
    ({ child: this.process } = await Console.spawn(this.folder, ["--listen", listen, ...this.flags]));
  }

  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const ended = new Promise((done) => this.process.once("exit", done));
    this.process.kill(signal);
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
