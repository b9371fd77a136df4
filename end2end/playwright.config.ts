import { defineConfig } from "@playwright/test";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

export default defineConfig({
  testDir: "tests",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Each test starts a console and a cluster of its own, so they do not disturb one another.
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
  retries: 0,
  reporter: process.env.CI ? [["list"]] : [["list"], ["html", { open: "never" }]],
  use: {
    trace: "retain-on-failure",
    launchOptions: {
      executablePath,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "embedded", testIgnore: ["screenshots.spec.ts", "real-cluster.spec.ts", "static-pods.spec.ts", "measure.spec.ts"] },
    // What needs the API server that PSP_TEST_KUBECONFIG names: one cluster, one test at a time.
    { name: "real", testMatch: ["real-cluster.spec.ts", "walkthrough.spec.ts", "static-pods.spec.ts"], fullyParallel: false, workers: 1 },
    { name: "screenshots", testMatch: "screenshots.spec.ts" },
    { name: "measure", testMatch: "measure.spec.ts", workers: 1 },
  ],
});
