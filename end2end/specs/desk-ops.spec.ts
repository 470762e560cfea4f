import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../lib/test";
import { violations } from "../lib/axe";
import { signIn } from "../support/desk";

/** Counts clicks, choices in a list (two: open and choose) and filled fields. */
class Steps {
  count = 0;
  constructor(readonly page: Page, readonly small: boolean) {}

  async click(target: Locator): Promise<void> {
    this.count += 1;
    await target.click();
  }

  async fill(target: Locator, text: string): Promise<void> {
    this.count += 1;
    await target.fill(text);
  }

  async choose(target: Locator, label: string): Promise<void> {
    this.count += 2;
    await target.selectOption({ label });
  }

  /** An entry of the menu, which phones fold away. */
  async menu(name: string): Promise<void> {
    if (this.small) await this.click(this.page.locator(".top-menu"));
    await this.click(this.page.locator("#desk-menu").getByRole("link", { name, exact: true }));
    await expect(this.page.getByRole("heading", { level: 1 })).toHaveText(name);
  }

  /** At most so many; on a phone, opening the menu is one more. */
  atMost(target: number): void {
    expect(this.count, "steps").toBeLessThanOrEqual(target + (this.small ? 1 : 0));
  }
}

/** SKUs of the first page of the list with at least so many units, the last first. */
async function inStock(page: Page, units: number): Promise<string[]> {
  await page.goto("/admin/stock");
  const rows = await page.locator("table.data tbody tr").evaluateAll((all) =>
    all.map((row) => [row.querySelector(".cell-main .small")?.textContent?.trim() ?? "", row.querySelector("td.number")?.textContent?.trim() ?? ""]),
  );
  return rows.filter(([sku, level]) => sku !== "" && Number(level) >= units).map(([sku]) => sku ?? "").reverse();
}

/** The page fits and has no barriers. */
async function isSound(page: Page, script: boolean): Promise<void> {
  const sideways = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  // Without JavaScript the page cannot be asked, nor does axe run.
  if (!script) return;
  expect(await page.evaluate(sideways), `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
  expect(await violations(page), page.url()).toEqual([]);
}

test.beforeEach(async ({ page }) => {
  await signIn(page, "owner");
});

test("task 8: a delivery of twelve SKUs by a pasted list", async ({ page, small, script }) => {
  const skus = (await inStock(page, 1)).slice(0, 12);
  await page.goto("/admin");
  const steps = new Steps(page, small);
  await steps.menu("Stock");
  await isSound(page, script);
  await steps.fill(page.locator("textarea#list"), skus.map((sku) => `${sku}\t2`).join("\n"));
  await steps.click(page.getByRole("button", { name: "Check the list" }));
  await expect(page.locator("main")).toContainText(`All ${skus.length} lines can be booked`);
  await isSound(page, script);
  await steps.click(page.getByRole("button", { name: "Book these lines" }));
  await expect(page.locator(".toasts")).toContainText("lines are booked");
  steps.atMost(4);
});

test("a pasted list with bad lines names each and books nothing", async ({ page }) => {
  const [sku] = await inStock(page, 1);
  await page.locator("textarea#list").fill(`${sku}\t2\nno-such-sku\t1\n${sku}\tmany`);
  await page.getByRole("button", { name: "Check the list" }).click();
  await expect(page.locator("#bad-lines-list-title ~ table tbody tr")).toHaveCount(2);
  await expect(page.locator("main")).toContainText("No variant has this SKU.");
  await expect(page.locator("textarea#list")).toHaveValue(/no-such-sku/);
});

test("task 9: three damaged units are written off with a reason", async ({ page, small, script }) => {
  const [sku] = await inStock(page, 20);
  await page.goto("/admin");
  const steps = new Steps(page, small);
  await steps.menu("Stock");
  await steps.fill(page.locator(".filter-search input"), sku ?? "");
  await steps.click(page.locator(".filter-search button"));
  await expect(page.locator("dl.stated")).toContainText(sku ?? "");
  await isSound(page, script);
  await steps.fill(page.locator("#write-off-units"), "3");
  await steps.fill(page.locator("#write-off-note"), "Dropped");
  await steps.click(page.getByRole("button", { name: "Write off" }));
  await expect(page.locator(".toasts")).toContainText(sku ?? "");
  await expect(page.locator("table.data tbody tr").first()).toContainText("−3");
  await expect(page.locator("table.data tbody tr").first()).toContainText("Dropped");
  steps.atMost(6);
});

test("task 22: who changed a price, and put it back", async ({ page, small, script }) => {
  const [, sku] = await inStock(page, 1);
  await page.goto(`/admin/prices/${encodeURIComponent(sku ?? "")}`);
  const before = await page.locator("#price").inputValue();
  await page.locator("#price").fill((Number(before) + 0.01).toFixed(2));
  await page.getByRole("button", { name: "Set price" }).click();
  await expect(page.locator(".toasts")).toContainText("The price is set");
  await page.goto("/admin");
  const steps = new Steps(page, small);
  await steps.menu("Audit log");
  await isSound(page, script);
  const row = page.locator("table.data tbody tr").filter({ hasText: sku ?? "" }).first();
  await expect(row).toContainText(before);
  await steps.click(row.locator(".cell-name"));
  await expect(page.locator("main")).toContainText("Would be put back");
  await isSound(page, script);
  await steps.click(page.locator("main").getByRole("button", { name: "Undo" }));
  await expect(page.locator(".toasts")).toContainText("Undone");
  steps.atMost(4);
  await page.goto(`/admin/prices/${encodeURIComponent(sku ?? "")}`);
  await expect(page.locator("#price")).toHaveValue(before);
});

test("task 24: the front page is the morning", async ({ page, script }) => {
  await page.goto("/admin");
  await expect(page.getByRole("heading", { name: "Needs attention" })).toBeVisible();
  await isSound(page, script);
  for (const link of await page.locator(".attention a[href*='level=']").all()) {
    const href = (await link.getAttribute("href")) ?? "";
    const response = await page.request.get(href);
    expect(response.status(), href).toBe(200);
  }
});

test("settings, their tables and the trial", async ({ page, script }) => {
  for (const path of ["/admin/settings", "/admin/settings/shop", "/admin/settings/currencies", "/admin/settings/shipping", "/admin/settings/tax"]) {
    await page.goto(path);
    await isSound(page, script);
  }
  const [sku] = await inStock(page, 2);
  await page.goto("/admin");
  await page.goto("/admin/trial");
  await page.locator("textarea#cart").fill(`${sku}\t2`);
  await page.getByRole("button", { name: "Try", exact: true }).click();
  await expect(page.locator("#trial-lines-list-title ~ table tbody tr")).toHaveCount(1);
  await expect(page.locator("dl.stated")).toContainText("Zone");
  await isSound(page, script);
});
