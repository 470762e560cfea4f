import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { timeoutFactor } from "./timeouts";
import { Shop } from "./shop";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/** Violations that axe finds (WCAG 2.2 AA and best practices), one line each. */
export async function violations(page: Page): Promise<string[]> {
  const result = await new AxeBuilder({ page })
    .options({ runOnly: { type: "tag", values: tags }, rules: { "target-size": { enabled: true } } })
    .analyze();
  return result.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")}: ${node.failureSummary?.split("\n")[1]?.trim()}`),
  );
}

/** A shopper for axe, which needs JavaScript. In projects without it, the islands are blocked instead, so that the page stays as sent. */
export async function auditable(shop: Shop, baseURL = process.env.PERIGEE_URL): Promise<Shop> {
  return shop.script ? shop : another(shop, baseURL);
}

/** Another shopper for axe, in a separate window with an empty cart. */
export async function another(shop: Shop, baseURL = process.env.PERIGEE_URL): Promise<Shop> {
  const small = shop.small;
  const context = await shop.page
    .context()
    .browser()!
    .newContext({ javaScriptEnabled: true, locale: "en-GB", baseURL, viewport: shop.page.viewportSize(), isMobile: small, hasTouch: small, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000 * timeoutFactor);
  if (!shop.script) await page.route("**/pkg/*.js", (route) => route.abort());
  return new Shop(page, shop.script, small);
}
