// A real control plane: API servers in static pods, each under a stand-in for kubelet.
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";

/** One control-plane node. */
export interface Node {
  kubeconfig: string;
  manifest: string;
  readyz: string;
  /** A file that, as long as it is there, makes the server fail. */
  fault: string;
  log: string;
}

/** The nodes `master-1`, `master-2`, …; kubelet's stand-ins run agents from the console's own program. */
export class ControlPlane {
  private constructor(
    private readonly process: ChildProcess,
    readonly nodes: Node[],
  ) {}

  static async start(count: number): Promise<ControlPlane> {
    const program = process.env.PSP_TEST_CONTROL_PLANE;
    if (!program) throw new Error("PSP_TEST_CONTROL_PLANE names no program");
    const child = spawn(program, [`${count}`], { stdio: ["pipe", "pipe", "inherit"] });
    let output = "";
    const nodes = await new Promise<Node[]>((done, failed) => {
      child.stdout.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes("\n")) done(JSON.parse(output).nodes);
      });
      child.on("exit", (code) => failed(new Error(`the control plane ended with ${code}`)));
    });
    return new ControlPlane(child, nodes);
  }

  node(number: number): Node {
    const node = this.nodes[number - 1];
    if (!node) throw new Error(`there is no node ${number}`);
    return node;
  }

  /** What the manifest of a node says. */
  manifest(number: number): string {
    return readFileSync(this.node(number).manifest, "utf8");
  }

  /** Every API server of this node that is to enforce policies gets a flag that it does not know. */
  breakPolicies(number: number): void {
    writeFileSync(this.node(number).fault, "PodSecurityPolicy\n--no-such-flag\n");
  }

  mend(number: number): void {
    rmSync(this.node(number).fault, { force: true });
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.process.once("exit", done));
    this.process.stdin?.end();
    await ended;
  }
}
