import { test as base, expect, type ConsoleMessage, type Page } from "@playwright/test";
import { Shop } from "./shop";

type Fixtures = {
  /** Whether JavaScript runs. */
  script: boolean;
  /** Whether the screen is a phone's. */
  small: boolean;
  /** What a shopper does, in words. */
  shop: Shop;
  /** Watches every page of a test; the test fails when the browser complained about anything. */
  quiet: void;
};

/** Collects what the browser complains about: errors, violations of the security policy, files that are not there. */
export function watch(page: Page, faults: string[]): void {
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message: ConsoleMessage) => {
    // A page that answers 404 or 422 says so here as well; answers are looked at below.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) faults.push(`console: ${message.text()}`);
  });
  page.on("response", (response) => {
    const request = response.request();
    const page = request.isNavigationRequest();
    const refusal = request.resourceType() === "fetch" && response.status() < 500;
    if (response.status() >= 400 && !page && !refusal) faults.push(`${response.status()}: ${response.url()}`);
    if (response.status() === 500) faults.push(`500: ${response.url()}`);
  });
}

export const test = base.extend<Fixtures>({
  script: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),
  small: async ({ isMobile }, use) => use(isMobile),
  shop: async ({ page, script, small }, use) => use(new Shop(page, script, small)),
  quiet: [
    async ({ context }, use) => {
      const faults: string[] = [];
      context.on("page", (page) => watch(page, faults));
      await use();
      expect(faults, "what the browser complained about").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
