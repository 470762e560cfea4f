import type { Page } from "@playwright/test";
import { back, expect, mark, test } from "../lib/test";

const box = "Search the shop";

/** The number of products found. */
async function count(page: Page): Promise<number> {
  return parseInt((await page.locator("#results-count").textContent()) ?? "");
}

test("a word finds products and stays in the box", async ({ page, shop }) => {
  await shop.open("/");
  await page.getByRole("banner").getByLabel(box).last().fill("dobsonian");
  await page.getByRole("banner").getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(/\/search\?q=dobsonian/);
  await expect(page.locator("#results-count")).toHaveText(/^\d+ products$/);
  await expect(page.locator("#search-header")).toHaveValue("dobsonian");
  await expect(page.locator("#results .card").first()).toContainText(/Dobsonian/);
});

test("a typing error finds the intended products", async ({ page, shop }) => {
  for (const [typed, meant] of [
    ["dobsonain", "dobsonian"],
    ["planisfere", "planisphere"],
    ["eyepeice", "eyepiece"],
  ] as const) {
    await shop.open(`/search?q=${typed}`);
    await expect(page.getByRole("main")).toContainText(`No results for “${typed}”. Showing results for “${meant}`);
    await expect(page.locator("#results .card").first()).toBeVisible();
  }
});

test("words, numbers and inches are found", async ({ page, shop }) => {
  for (const query of ["203 mm", "8 inch", "uhc", "halden", "10x50", "moon map", "gift for child"]) {
    await shop.open(`/search?q=${encodeURIComponent(query)}`);
    await expect(page.locator("#results .card").first(), query).toBeVisible();
  }
});

test("quantities and prices in the words are filters that can be removed", async ({ page, shop }) => {
  await shop.open("/search?q=8+inch+dob+under+600");
  const applied = page.getByRole("list", { name: "Applied filters" }).getByRole("link", { name: /^Remove filter/ });
  await expect(applied).toHaveText([/8″/, /Price: up to €600/]);
  const few = await count(page);
  await applied.first().click();
  await expect(page).toHaveURL(/\/search\?q=dob\+under\+600$/);
  // The page is about the words that are left, not only its list.
  await expect(page.locator("#search-header")).toHaveValue("dob under 600");
  await expect(applied).toHaveText([/Price: up to €600/]);
  expect(await count(page)).toBeGreaterThan(few);
  await back(page);
  await expect(page).toHaveURL(/\/search\?q=8\+inch\+dob\+under\+600$/);
  await expect(applied).toHaveText([/8″/, /Price: up to €600/]);
  expect(await count(page)).toBe(few);
  await applied.last().click();
  await expect(page).toHaveURL(/\/search\?q=8\+inch\+dob$/);
  await expect(applied).toHaveText([/8″/]);
});

test("removing a filter beside those in the words widens the list in place", async ({ page, shop, script }) => {
  await shop.open("/search?q=telescope+under+600&brand=halden-optical");
  const applied = page.getByRole("list", { name: "Applied filters" }).getByRole("link", { name: /^Remove filter/ });
  await expect(applied).toHaveText([/Price: up to €600/, /Brand: Halden/]);
  const few = await count(page);
  const same = script ? await mark(page) : undefined;
  await applied.last().click();
  await expect(page).toHaveURL(/\/search\?q=telescope\+under\+600$/);
  await expect(applied).toHaveText([/Price: up to €600/]);
  expect(await count(page)).toBeGreaterThan(few);
  await back(page);
  await expect(page).toHaveURL(/brand=halden-optical/);
  await expect(applied).toHaveCount(2);
  expect(await count(page)).toBe(few);
  await same?.();
});

test("a search without results says which part was left out", async ({ page, shop }) => {
  await shop.open("/search?q=dobsonian+xyzzyq");
  await expect(page.locator("#results .card").first()).toBeVisible();
  const all = await count(page);
  const main = page.getByRole("main");
  await expect(main).toContainText(`No product matches your whole search. ${all} products match without “xyzzyq”.`);
  await expect(page.locator("#search-header")).toHaveValue("dobsonian xyzzyq");
});

test("a search without results offers other links", async ({ page, shop }) => {
  await shop.open("/search?q=xyzzyq");
  await expect(page.getByRole("main")).toContainText("No results for “xyzzyq”");
  await expect(page.locator("#search-header")).toHaveValue("xyzzyq");
  await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible();
  // Links to products, not only a contact form.
  await page.getByRole("main").locator('a[href^="/categories/"]').first().click();
  await expect(page.locator("#results .card").first()).toBeVisible();
});

test("filters without matches can be removed", async ({ page, shop }) => {
  await shop.open("/categories/telescopes?brand=lowland&brand=heliard&price=2500-&aperture=-75");
  await expect(page.getByRole("heading", { name: "No products match all of these filters" })).toBeVisible();
  await page.getByRole("link", { name: "Clear all filters" }).first().click();
  await expect(page.locator("#results .card").first()).toBeVisible();
});

test("values, sort order and page are in the URL and survive Back", async ({ page, shop }) => {
  await shop.open("/categories/telescopes");
  await (await shop.filter("Aperture")).getByRole("checkbox").nth(1).check();
  await shop.applyFilters();
  await expect(page).toHaveURL(/aperture=/);
  await expect(page.locator("#results")).not.toHaveAttribute("aria-busy", "true");
  const one = await page.locator("#results-count").textContent();
  await shop.awake();
  await (await shop.filter("Aperture")).getByRole("checkbox").nth(2).check();
  await shop.applyFilters();
  await expect(page).toHaveURL(/aperture=.*aperture=/);
  await expect(page.locator("#results-count")).not.toHaveText(one ?? "");
  await back(page);
  await expect(page.locator("#results-count")).toHaveText(one ?? "");
  await expect(page.getByRole("list", { name: "Applied filters" }).getByRole("link", { name: /^Remove filter/ })).toHaveCount(1);
  await page.getByRole("link", { name: "Clear all filters" }).click();
  await expect(page).toHaveURL(/\/categories\/telescopes$/);
});

test("a long list has pages", async ({ page, shop }) => {
  await shop.open("/categories/telescopes");
  const pages = page.getByRole("navigation", { name: "Pages of results", exact: true });
  const first = await page.locator("#results .card h3").first().textContent();
  await pages.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect(pages).toContainText("Page 2 of");
  await expect(page.locator("#results .card h3").first()).not.toHaveText(first ?? "");
  await pages.getByRole("link", { name: "Previous" }).click();
  await expect(page.locator("#results .card h3").first()).toHaveText(first ?? "");
});

test("each guide on the home page shows several products", async ({ page, shop }) => {
  await shop.open("/");
  const guides = await page.locator(".goals a").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  expect(guides).toHaveLength(8);
  for (const href of guides) {
    await page.goto(href);
    expect(await page.locator("#results .card").count(), href).toBeGreaterThan(3);
  }
});
