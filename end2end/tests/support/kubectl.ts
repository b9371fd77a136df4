// The real kubectl, as an admin would use it beside the console.
import { spawn } from "node:child_process";

/** What kubectl printed. */
export interface Output {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs kubectl against one cluster. */
export class Kubectl {
  constructor(private readonly kubeconfig: string) {}

  /** Runs it and returns what it printed, whatever the exit status. */
  run(args: string[], input = ""): Promise<Output> {
    const child = spawn("kubectl", args, { env: { ...process.env, KUBECONFIG: this.kubeconfig } });
    const output = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk) => (output.stdout += chunk));
    child.stderr.on("data", (chunk) => (output.stderr += chunk));
    // kubectl that fails early does not read its input; its exit code says so, a broken pipe must not end the test.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    return new Promise((done, failed) => {
      child.on("error", failed);
      child.on("close", (code) => done({ code: code ?? -1, ...output }));
    });
  }

  /** Runs it, expects success, returns standard output. */
  async ok(args: string[], input = ""): Promise<string> {
    const output = await this.run(args, input);
    if (output.code !== 0) throw new Error(`kubectl ${args.join(" ")}: ${output.stderr}`);
    return output.stdout.trim();
  }

  /** Applies a manifest. */
  apply(manifest: object): Promise<string> {
    return this.ok(["apply", "-f", "-"], JSON.stringify(manifest));
  }

  /** One object, or undefined when there is none of that name. */
  async get<T = any>(kind: string, name: string, namespace?: string): Promise<T | undefined> {
    const where = namespace ? ["-n", namespace] : [];
    const output = await this.run(["get", kind, name, ...where, "-o", "json"]);
    if (output.code === 0) return JSON.parse(output.stdout);
    if (output.stderr.includes("NotFound")) return undefined;
    throw new Error(output.stderr);
  }

  /** Impersonates a service account. */
  as(namespace: string, account: string): Account {
    return new Account(this, namespace, account);
  }
}

/** kubectl as a service account, in its namespace. */
export class Account {
  constructor(
    private readonly kubectl: Kubectl,
    private readonly namespace: string,
    private readonly account: string,
  ) {}

  run(args: string[], input = ""): Promise<Output> {
    const who = `system:serviceaccount:${this.namespace}:${this.account}`;
    return this.kubectl.run(["--as", who, "-n", this.namespace, ...args], input);
  }

  /** Creates a pod of busybox with this spec on top. */
  createPod(name: string, spec: object = {}): Promise<Output> {
    const containers = [{ name: "main", image: "busybox", command: ["sleep", "3600"] }];
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { name }, spec: { containers, ...spec } };
    return this.run(["create", "-f", "-"], JSON.stringify(pod));
  }
}
