// What a visit costs: bytes as they come over the wire, when the page is there, and how soon it answers.
import type { Browser, Page } from "@playwright/test";
import { settled } from "./settle.js";

/** Compressed bytes, headers included, by kind of file. */
export type Bytes = Record<string, number>;

/** What was measured while a page was opened. */
export interface Visit {
  bytes: Bytes;
  total: number;
  /** Largest contentful paint: when, in milliseconds, and what. */
  lcp: { at: number; element: string };
  firstPaint: number;
  /** The frame that first had rows of a table, in milliseconds. */
  table: number;
  /** Cumulative layout shift, and what has moved. */
  shift: number;
  moved: string[];
}

/** A window with an empty cache. */
export async function emptyWindow(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const seen = { lcp: { at: 0, element: "" }, firstPaint: 0, table: 0, shift: 0, moved: [] as string[] };
    Object.assign(window, { seen });
    const name = (element: Element | null) => {
      const path = [];
      for (let each = element; each && path.length < 3; each = each.parentElement) path.unshift(each.localName);
      return (element?.closest("table") ? "in the table: " : "") + path.join(" > ");
    };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as any[]) seen.lcp = { at: entry.startTime, element: name(entry.element) };
    }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.firstPaint ||= entry.startTime;
    }).observe({ type: "paint", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as any[]) {
        if (entry.hadRecentInput) continue;
        seen.shift += entry.value;
        for (const { node } of entry.sources) seen.moved.push(name(node instanceof Element ? node : node?.parentElement));
      }
    }).observe({ type: "layout-shift", buffered: true });
    new MutationObserver((_, observer) => {
      if (!document.querySelector("tbody tr")) return;
      observer.disconnect();
      // A message that is sent in a frame's callback comes after the frame.
      const painted = new MessageChannel();
      painted.port1.onmessage = () => (seen.table = performance.now());
      requestAnimationFrame(() => painted.port2.postMessage(0));
    }).observe(document, { childList: true, subtree: true });
  });
  return page;
}

/** Does something, and counts what is transferred until nothing more is. */
export async function transferred(page: Page, act: () => Promise<unknown>): Promise<Bytes> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const kinds = new Map<string, string>();
  const bytes: Bytes = {};
  session.on("Network.responseReceived", (event) => kinds.set(event.requestId, kind(event.response.url, event.type)));
  session.on("Network.loadingFinished", (event) => {
    const of = kinds.get(event.requestId);
    if (of) bytes[of] = (bytes[of] ?? 0) + event.encodedDataLength;
  });
  await settled(page, act);
  await session.detach();
  return bytes;
}

/** Opens a URL in an empty window. */
export async function visit(page: Page, url: string): Promise<Visit> {
  const bytes = await transferred(page, () => page.goto(url));
  const seen = await page.evaluate(() => (window as any).seen);
  return { bytes, total: sum(bytes), ...seen };
}

/**
 * Moves the pointer onto an element, lets the page do what it does then, clicks, and counts the frames until something
 * else is shown.
 */
export async function frames(page: Page, target: string, shown: string): Promise<{ frames: number; ms: number }> {
  const element = page.locator(target).first();
  await settled(page, () => element.hover());
  await page.evaluate((shown) => {
    const answer = new Promise((done) => {
      const clicked = (event: MouseEvent) => {
        let frames = 0;
        const look = () => {
          frames += 1;
          const ms = performance.now() - event.timeStamp;
          if (document.querySelector(shown)) done({ frames, ms });
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      };
      document.addEventListener("click", clicked, { capture: true, once: true });
    });
    Object.assign(window, { answer });
  }, shown);
  await element.click();
  return page.evaluate(() => (window as any).answer);
}

export function sum(bytes: Bytes): number {
  return Object.values(bytes).reduce((all, each) => all + each, 0);
}

function kind(url: string, type: string): string {
  if (type === "Document") return "html";
  const extension = /\.([a-z0-9]+)$/.exec(new URL(url).pathname)?.[1];
  return extension ?? "data";
}
