// One console and one cluster for each test: the release binary in a process of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const BINARY = fileURLToPath(new URL("../../../target/release/psp-console", import.meta.url));

/** A running psp-console. */
export class Console {
  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    /** Where the page is. */
    readonly url: string,
    /** The kubeconfig of the embedded cluster; undefined when there is none. */
    readonly kubeconfig: string | undefined,
  ) {}

  /** With an embedded cluster that is populated as in `make demo`. */
  static embedded(): Promise<Console> {
    const folder = mkdtempSync(join(tmpdir(), "psp-console-e2e-"));
    const kubeconfig = join(folder, "kubeconfig");
    const flags = ["--embedded", "--embedded-listen", "127.0.0.1:0", "--embedded-kubeconfig", kubeconfig];
    return Console.start(folder, flags, kubeconfig);
  }

  /** For the clusters of a kubeconfig. */
  static of(kubeconfig: string): Promise<Console> {
    return Console.start(mkdtempSync(join(tmpdir(), "psp-console-e2e-")), ["--kubeconfig", kubeconfig], undefined);
  }

  private static async start(folder: string, flags: string[], kubeconfig: string | undefined): Promise<Console> {
    const { KUBECONFIG: _, ...env } = process.env;
    const child = spawn(BINARY, ["--listen", "127.0.0.1:0", ...flags], { cwd: folder, env });
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
    return new Console(child, folder, url.replace(/\/$/, ""), kubeconfig);
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.process.once("exit", done));
    this.process.kill("SIGTERM");
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
