import type { Page } from "@playwright/test";
import { randomBytes } from "node:crypto";
import { expect, test } from "../lib/test";
import { violations } from "../lib/axe";
import { signIn } from "../support/desk";

/** Counts steps: clicks, choices and filled fields, from the front page of the desk. */
class Steps {
  taken = 0;

  constructor(readonly page: Page) {}

  async click(role: "link" | "button", name: string | RegExp): Promise<void> {
    this.taken += 1;
    await this.page.getByRole(role, { name }).first().click();
  }

  async fill(label: string, value: string): Promise<void> {
    this.taken += 1;
    await this.page.getByRole("main").getByLabel(label, { exact: false }).first().fill(value);
  }
}

/** No page of the desk scrolls sideways. */
async function fits(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over, page.url()).toBeLessThanOrEqual(0);
}

/** Opens the entry of the menu, which phones hide behind a link. */
async function menu(steps: Steps, name: string): Promise<void> {
  steps.taken += 1;
  await steps.page.goto("/admin");
  const link = steps.page.locator("#desk-menu").getByRole("link", { name, exact: true, includeHidden: true });
  await steps.page.goto((await link.getAttribute("href"))!);
}

/** Letters that no other run has: projects share the shop. */
function unique(): string {
  return randomBytes(4).toString("hex");
}

/** Adds a category without products, which shoppers do not see, and returns its name. */
async function category(page: Page): Promise<string> {
  const own = unique();
  const main = page.getByRole("main");
  await page.goto("/admin/categories/new");
  await main.getByLabel("Name").fill(`Sky maps ${own}`);
  await main.getByLabel("Address").fill(`sky-maps-${own}`);
  await main.getByRole("button", { name: "Create" }).click();
  return `Sky maps ${own}`;
}

test("task 18: a category moves under another", async ({ page }) => {
  await signIn(page, "merchandiser");
  const name = await category(page);
  const steps = new Steps(page);
  await menu(steps, "Categories");
  await steps.click("link", new RegExp(`^Move\\s+${name}`));
  await expect(page.getByRole("main")).toContainText(`Where does “${name}” go?`);
  await steps.click("button", /^Put here/);
  const moved = page.locator(".depth-1", { hasText: name });
  await expect(moved).toBeVisible();
  expect(steps.taken).toBeLessThanOrEqual(4);
});

test("task 19: a weekend hero and a row on the home page", async ({ page }) => {
  await signIn(page, "owner");
  const steps = new Steps(page);
  const name = `Weekend ${unique()}`;
  await menu(steps, "Home page");
  await steps.click("link", "Add hero");
  await steps.fill("Title", name);
  await steps.fill("Begins", "2030-06-01T00:00");
  await steps.fill("Ends", "2030-06-03T00:00");
  await steps.click("button", "Create");
  await steps.click("link", "Add row of products");
  await steps.fill("Title", `${name}: picks`);
  await steps.fill("Rule", "everything");
  await steps.fill("Begins", "2030-06-01T00:00");
  await steps.fill("Ends", "2030-06-03T00:00");
  await steps.click("button", "Create");
  expect(steps.taken).toBeLessThanOrEqual(12);
  await page.goto("/admin/home-page?at=2030-06-02T12:00");
  for (const title of [name, `${name}: picks`]) {
    const row = page.locator(".content-rows > li", { hasText: title }).first();
    await expect(row).toContainText("Shown");
  }
  await page.goto("/admin/home-page?at=2030-06-03T00:00");
  await expect(page.locator(".content-rows > li", { hasText: name }).first()).toContainText("Over");
});

test("a category is moved by keyboard alone", async ({ page }) => {
  await signIn(page, "merchandiser");
  const name = await category(page);
  const up = page.getByRole("button", { name: new RegExp(`^Move up\\s+${name}`) });
  await up.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".toasts")).toContainText("Saved");
});

test("pages of content fit phones and pass axe", async ({ page, shop }) => {
  await signIn(page, "owner");
  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of [
    "/admin/categories",
    "/admin/categories/new",
    "/admin/pages",
    "/admin/pages/new",
    "/admin/guides",
    "/admin/guides/new",
    "/admin/home-page",
    "/admin/home-page/new?kind=products",
    "/admin/menus/footer",
    "/admin/texts",
    "/admin/texts/order",
  ]) {
    await page.goto(path);
    await fits(page);
    if (shop.script) expect.soft(await violations(page), path).toEqual([]);
  }
});
