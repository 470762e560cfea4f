import { test as base, expect, type ConsoleMessage, type Page } from "@playwright/test";
import { timeoutFactor } from "./timeouts";
import { Shop } from "./shop";

type Fixtures = {
  /** Whether JavaScript is enabled. */
  script: boolean;
  /** Whether the viewport is a phone's. */
  small: boolean;
  /** Actions of a shopper. */
  shop: Shop;
  /** Watches all pages of a test, which fails if the browser reported any problem. */
  quiet: void;
};

/** Collects problems reported by the browser: errors, CSP violations, missing files. */
export function watch(page: Page, errors: string[]): void {
  page.on("pageerror", (error) => errors.push(`error: ${error.message}`));
  page.on("console", (message: ConsoleMessage) => {
    // Also reported for pages with status 404 or 422; responses are checked below.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) errors.push(`console: ${message.text()}`);
  });
  page.on("response", (response) => {
    const request = response.request();
    const page = request.isNavigationRequest();
    const refusal = request.resourceType() === "fetch" && response.status() < 500;
    if (response.status() >= 400 && !page && !refusal) errors.push(`${response.status()}: ${response.url()}`);
    if (response.status() === 500) errors.push(`500: ${response.url()}`);
  });
}

export const test = base.extend<Fixtures>({
  script: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),
  small: async ({ isMobile }, use) => use(isMobile),
  shop: async ({ page, script, small }, use) => use(new Shop(page, script, small)),
  quiet: [
    async ({ context }, use) => {
      const errors: string[] = [];
      context.on("page", (page) => watch(page, errors));
      await use();
      expect(errors, "what the browser complained about").toEqual([]);
    },
    { auto: true },
  ],
});

/** Fails when the page is loaded again: what is marked in its window is gone then. */
export async function mark(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => Object.assign(window, { marked: true }));
  return async () => expect(await page.evaluate(() => "marked" in window), "the page was loaded again").toBe(true);
}

/**
 * Goes back, also to another document. Playwright never sees the load event of a page that the browser restores from its back/forward
 * cache, so this waits for the document itself.
 */
export async function back(page: Page): Promise<void> {
  await page.goBack({ waitUntil: "commit" });
  await expect(async () => expect(await page.evaluate(() => document.readyState)).toBe("complete")).toPass({ timeout: 10_000 * timeoutFactor });
}

/**
 * Fails unless the browser has restored this page from its back/forward cache by the time the returned function is called. Waits until
 * the page loads nothing more: browsers may not keep one with an unfinished request.
 */
export async function restored(page: Page): Promise<() => Promise<void>> {
  const quiet = () =>
    page.evaluate(async () => {
      const loaded = () => performance.getEntriesByType("resource").length;
      const before = loaded();
      await new Promise((done) => setTimeout(done, 500));
      return loaded() === before;
    });
  await expect.poll(quiet).toBe(true);
  await page.evaluate(() => addEventListener("pageshow", ({ persisted }) => Object.assign(window, { persisted })));
  const found = () =>
    page.evaluate(() => {
      type Entry = { notRestoredReasons?: unknown };
      const entry = performance.getEntriesByType("navigation")[0] as Entry | undefined;
      return { persisted: "persisted" in window && window.persisted, reasons: JSON.stringify(entry?.notRestoredReasons ?? "no reason given") };
    });
  return async () => {
    await expect(async () => {
      const { persisted, reasons } = await found();
      expect(persisted, `restored from the back/forward cache; reasons against it: ${reasons}`).toBe(true);
    }).toPass({ timeout: 10_000 * timeoutFactor });
  };
}

/** Replaces each text of the page by an element, as the translators of browsers do. */
export async function translate(page: Page): Promise<void> {
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector("main")!, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    const shown = (text: Text) => text.data.trim() && text.parentElement?.tagName !== "OPTION" && text.parentElement?.tagName !== "NOSCRIPT";
    for (const text of texts.filter(shown)) {
      const font = document.createElement("font");
      font.textContent = text.data;
      text.replaceWith(font);
    }
  });
}

export { expect };
