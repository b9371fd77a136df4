// The fixtures of every test: a console, kubectl for its cluster, and the page of that cluster.
import { expect, test as base } from "@playwright/test";
import { Console } from "./console.js";
import { Kubectl } from "./kubectl.js";
import { PspsPage } from "./page.js";
import { reset } from "./reset.js";

interface Fixtures {
  console: Console;
  kubectl: Kubectl;
  psps: PspsPage;
}

export const test = base.extend<Fixtures>({
  console: async ({}, use, info) => {
    const real = process.env.PSP_TEST_KUBECONFIG;
    if (info.project.name === "real") {
      if (!real) throw new Error("PSP_TEST_KUBECONFIG names no cluster");
      await reset(new Kubectl(real));
    }
    const console = info.project.name === "real" ? await Console.of(real!) : await Console.embedded();
    await use(console);
    await console.stop();
  },
  kubectl: async ({ console }, use) => {
    await use(new Kubectl(console.kubeconfig ?? process.env.PSP_TEST_KUBECONFIG!));
  },
  psps: async ({ page, console }, use) => {
    await use(new PspsPage(page, console.url));
  },
});

export { expect };
