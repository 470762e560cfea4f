import type { Page } from "@playwright/test";
import { expect, test } from "../lib/test";
import { plenty } from "../lib/catalogue";
import { somebody } from "../lib/shop";

declare global {
  interface Window {
    shifts: { value: number; nodes: string[] }[];
  }
}

/** Blocks the islands on every page until they are released. */
async function hold(page: Page): Promise<() => void> {
  let open: () => void = () => {};
  const gate = new Promise<void>((resolve) => (open = resolve));
  await page.route("**/pkg/*.wasm", async (route) => {
    await gate;
    await route.continue();
  });
  return open;
}

for (const [name, path] of [
  ["home", "/"],
  ["list", "/categories/telescopes"],
  ["search", "/search?q=dobsonain"],
  ["product", "/products/halden-102-ed"],
  ["variants", "/products/corvane-plossl"],
  ["cart", "/cart"],
  ["checkout", "/checkout"],
  ["payment", "/checkout?step=payment"],
  ["text", "/pages/about"],
  ["error", "/nothing-here"],
] as const) {
  test(`nothing shifts when the islands start: ${name}`, async ({ page, shop }) => {
    await page.addInitScript(() => {
      window.shifts = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node?: Element }[] })[]) {
          const nodes = entry.sources.map((source) => source.node?.outerHTML?.slice(0, 90) ?? "");
          if (!entry.hadRecentInput) window.shifts.push({ value: entry.value, nodes });
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await shop.have(plenty.sku, 2);
    await shop.have("COR-68-8");
    if (name === "payment") await shop.reviewed(somebody());
    // A font may load at any moment, and its fallback differs slightly in width, so lines may break elsewhere.
    await page.route("**/*.woff2", (route) => route.fulfill({ body: "" }));
    const open = await hold(page);
    await page.goto(path);
    open();
    await shop.awake();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await page.evaluate(() => window.shifts)).toEqual([]);
  });
}

test("text typed before the islands start is kept, and so is the focus", async ({ page, shop }) => {
  await shop.have(plenty.sku);
  const open = await hold(page);
  await page.goto("/checkout");
  const email = page.getByRole("textbox", { name: "E-mail" });
  await email.pressSequentially("ada@exam");
  open();
  await shop.awake();
  await expect(email).toHaveValue("ada@exam");
  await expect(email).toBeFocused();
  await email.pressSequentially("ple.org");
  await expect(email).toHaveValue("ada@example.org");
});

test("clicks before the islands start count", async ({ page }) => {
  const open = await hold(page);
  await page.goto(`/products/${plenty.slug}`);
  for (let i = 0; i < 2; i++) await page.getByRole("button", { name: "Increase quantity", exact: true }).click();
  open();
  await expect(page.getByRole("textbox", { name: "Quantity" })).toHaveValue("3");
});

test("if the islands fail to load, everything works as without JavaScript", async ({ page, shop }) => {
  await page.route("**/pkg/*.wasm", (route) => route.abort());
  page.removeAllListeners("console");
  await shop.have(plenty.sku);
  await page.goto("/cart");
  await expect(page.locator("html")).not.toHaveClass(/js/);
  const line = page.locator(".line").first();
  await line.getByRole("textbox", { name: "Quantity" }).fill("4");
  await line.getByRole("button", { name: "Update" }).click();
  await expect(page.locator("#cart-count")).toHaveText("4");
});
