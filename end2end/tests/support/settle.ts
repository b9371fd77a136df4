// Opens a page and waits until it has loaded everything. Not `networkidle`, which would wait for ever: an open page of a
// cluster listens to a stream of events.
import { expect, type Page, type Request, type Response } from "@playwright/test";

/** Goes there, and comes back when nothing has been loaded for half a second. */
export function settle(page: Page, url: string): Promise<Response | null> {
  return settled(page, () => page.goto(url));
}

/** Does something, and comes back when nothing has been loaded for half a second. */
export async function settled<T>(page: Page, act: () => Promise<T>): Promise<T> {
  const open = new Set<Request>();
  let last = Date.now();
  const begin = (request: Request) => {
    if (request.resourceType() === "eventsource") return;
    open.add(request);
    last = Date.now();
  };
  const end = (request: Request) => {
    if (open.delete(request)) last = Date.now();
  };
  page.on("request", begin).on("requestfinished", end).on("requestfailed", end);
  try {
    const result = await act();
    await expect.poll(() => open.size === 0 && Date.now() - last > 500, { intervals: [50] }).toBe(true);
    return result;
  } finally {
    page.off("request", begin).off("requestfinished", end).off("requestfailed", end);
  }
}
