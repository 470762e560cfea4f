import type { Page, TestInfo } from "@playwright/test";
import { violations } from "../lib/axe";
import { expect, test } from "../lib/test";
import { signIn } from "../support/desk";

/**
 * Tasks of merchants with products. A step is a click, a choice in a list (two: open and choose) or a filled field, from the front page. Each test
 * works on products of its own that shoppers do not see, so that no other test notices.
 */
class Steps {
  count = 0;
  constructor(readonly page: Page, readonly small: boolean) {}
  async menu(name: string): Promise<void> {
    // The folded menu of a phone is no step of the task.
    if (this.small) await this.page.getByRole("link", { name: "Menu", exact: true }).click();
    await this.page.getByRole("navigation", { name: "Desk" }).getByRole("link", { name, exact: true }).click();
    this.count++;
  }
  /** Finds a product by the search of the top bar, which opens it if it is the only one. */
  async find(word: string): Promise<void> {
    const search = this.page.getByRole("banner").getByRole("search");
    await search.getByRole("searchbox").fill(word);
    await search.getByRole("button", { name: "Search" }).click();
    this.count += 2;
  }
  async button(name: string | RegExp): Promise<void> {
    await this.page.getByRole("main").getByRole("button", { name, exact: true }).first().click();
    this.count++;
  }
  async link(name: string | RegExp): Promise<void> {
    await this.page.getByRole("main").getByRole("link", { name, exact: true }).first().click();
    this.count++;
  }
  async fill(label: string | RegExp, text: string): Promise<void> {
    await this.page.getByRole("main").getByLabel(label, { exact: true }).fill(text);
    this.count++;
  }
  async tick(label: string | RegExp): Promise<void> {
    await this.page.getByRole("main").getByLabel(label).check();
    this.count++;
  }
  async choose(label: string, choice: string | { index: number }): Promise<void> {
    await this.page.getByRole("main").getByLabel(label, { exact: true }).selectOption(typeof choice === "string" ? { label: choice } : choice);
    this.count += 2;
  }
  within(target: number, script: boolean): void {
    expect(this.count, "steps").toBeLessThanOrEqual(target + (script ? 0 : 3));
  }
}

/** A word that only products of this test have. */
function unique(info: TestInfo): string {
  return `zeta${info.project.name.replace(/\W/g, "")}${info.testId.slice(-6)}${info.retry}`.toLowerCase();
}

/** Adds a draft with a variant. */
async function add(page: Page, name: string, sku: string): Promise<void> {
  const steps = new Steps(page, false);
  await page.goto("/admin/products/new");
  await steps.fill("Name", name);
  await steps.choose("Brand", { index: 1 });
  await steps.choose("Main category", { index: 1 });
  await steps.fill("SKU of New variant 1", sku.toUpperCase());
  await steps.fill("Price of New variant 1", "100");
  await steps.button("Create");
  await expect(page.locator("#main").getByText("The product has been added.")).toBeVisible();
}

test("+5 % on many products, and back (task 1)", async ({ page, script, small }, info) => {
  await signIn(page, "merchandiser");
  const word = unique(info);
  for (const number of [1, 2, 3]) await add(page, `${word} ${number}`, `${word}-${number}`);
  await page.goto("/admin");
  const steps = new Steps(page, small);
  await steps.menu("Products");
  await steps.fill("Search this list", word);
  await steps.button("Search");
  await steps.tick(/^All 3 results/);
  await steps.button("Preview changes");
  await steps.fill("Percent or amount", "5");
  await steps.button("Preview changes");
  await expect(page.locator("#main").getByText("€105.00").first()).toBeVisible();
  await steps.button("Make 3 changes");
  await expect(page.locator("#main").getByText("3 prices have been changed.")).toBeVisible();
  steps.within(8, script);
  await expect(page.locator("#main").getByText("€105.00")).toHaveCount(3);
  const back = new Steps(page, small);
  await back.button("Undo");
  const confirm = page.getByRole("main").getByRole("button", { name: /undo|put back|restore/i });
  if (await confirm.count()) {
    await confirm.first().click();
    back.count++;
  }
  back.within(2, script);
  await page.goto(`/admin/products?q=${word}`);
  await expect(page.locator("#main").getByText("€100.00")).toHaveCount(3);
});

test("a telescope with three mounts goes online on a Friday at eight (task 2)", async ({ page, script, small }, info) => {
  await signIn(page, "merchandiser");
  const word = unique(info);
  await page.goto("/admin");
  const steps = new Steps(page, small);
  await steps.menu("Products");
  await steps.link("Add product");
  await steps.fill("Name", `${word} telescope`);
  await steps.choose("Brand", { index: 1 });
  await steps.choose("Main category", { index: 1 });
  await steps.fill(/^Summary/, "With three mounts.");
  await steps.choose("Status", "Published");
  await steps.fill(/^Publish at/, "2099-11-27T08:00");
  await steps.fill("Option of New variant 1", "Mount");
  for (const [number, mount] of [[1, "Altazimuth"], [2, "Equatorial"], [3, "Goto"]] as const) {
    await steps.fill(`Choice of New variant ${number}`, mount);
    await steps.fill(`SKU of New variant ${number}`, `${word}-${number}`.toUpperCase());
    await steps.fill(`Price of New variant ${number}`, `${number}99.00`);
  }
  await steps.button("Create");
  await expect(page.locator("#main").getByText("The product has been added.")).toBeVisible();
  await expect(page.locator(".page-head").getByText("Scheduled")).toBeVisible();
  await expect(page.getByLabel(/^Publish at/)).toHaveValue("2099-11-27T08:00");
  await expect(page.getByLabel(/^Option of /).nth(2)).toHaveValue("Mount");
  steps.within(22, script);
});

test("a product gets another name, and its old address leads to the new one (task 6)", async ({ page, script, small }, info) => {
  await signIn(page, "merchandiser");
  const word = unique(info);
  await add(page, `${word} old`, word);
  await page.goto("/admin");
  const steps = new Steps(page, small);
  await steps.find(word);
  await steps.fill("Name", `${word} new`);
  await steps.button("Save");
  await expect(page.locator("#main").getByText(`/products/${word}-old now leads to /products/${word}-new`)).toBeVisible();
  steps.within(4, script);
  // From the list, Back leads to the same row.
  await page.goto(`/admin/products?q=${word}`);
  await new Steps(page, small).link(`${word} new`);
  await page.getByRole("link", { name: "Back to the list" }).click();
  await expect(page).toHaveURL(new RegExp(`q=${word}.*#row-`));
  await expect(page.locator("th:target")).toBeFocused();
});

test("a copy of a product gets another aperture (task 20)", async ({ page, script, small }, info) => {
  await signIn(page, "merchandiser");
  const word = unique(info);
  await add(page, `${word} tube`, word);
  await page.goto("/admin");
  const steps = new Steps(page, small);
  await steps.find(word);
  await steps.button("Duplicate");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Copy of ${word} tube`);
  await steps.fill(/^Aperture/, "203");
  await steps.button("Save");
  await expect(page.locator("#main").getByText("Saved.")).toBeVisible();
  await expect(page.getByLabel(/^Aperture/)).toHaveValue("203");
  steps.within(5, script);
});

test("a product is hidden at once, with Undo (task 25)", async ({ page, script, small }, info) => {
  await signIn(page, "merchandiser");
  const word = unique(info);
  await add(page, `${word} recalled`, word);
  const preparing = new Steps(page, small);
  await preparing.choose("Status", "Published");
  await preparing.fill(/^Publish at/, "2099-01-01T08:00");
  await preparing.button("Save");
  await expect(page.locator(".page-head").getByText("Scheduled")).toBeVisible();
  await page.goto("/admin");
  const steps = new Steps(page, small);
  await steps.find(word);
  await steps.button("Hide now");
  await expect(page.locator("#main").getByText("Shoppers no longer see this product.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  await expect(page.locator(".page-head").getByText("Draft", { exact: true })).toBeVisible();
  steps.within(3, script);
});

test("the pages of products fit a phone and pass axe", async ({ page, script }, info) => {
  await signIn(page, "merchandiser");
  const word = unique(info);
  await add(page, `${word} checked`, word);
  const product = page.url();
  for (const path of ["/admin/products", `/admin/products?q=${word}&status=draft`, "/admin/products?q=xyzzy", "/admin/products/new", product]) {
    await page.goto(path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
    if (script) expect(await violations(page), path).toEqual([]);
  }
});
