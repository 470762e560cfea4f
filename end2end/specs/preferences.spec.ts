import { expect, test } from "../lib/test";
import { plenty } from "../lib/catalogue";
import { cards, somebody } from "../lib/shop";

for (const [name, key] of [
  ["Paper", "paper"],
  ["Dusk", "dusk"],
  ["Red light", "red"],
] as const) {
  test(`the light “${name}” is kept, and is in the server’s page already`, async ({ page, shop }) => {
    await shop.open(`/products/${plenty.slug}`);
    await shop.chooseLight(name);
    await expect(page.locator("html")).toHaveAttribute("data-theme", key);
    await expect(page).toHaveURL(new RegExp(`/products/${plenty.slug}$`));
    await expect(page.getByRole("button", { name: new RegExp(`^${name} ?, selected$`) }).last()).toBeVisible();
    for (const path of ["/", "/cart", "/track", "/nothing-here"]) {
      const html = await (await page.request.get(path)).text();
      expect(html.slice(0, 200), path).toContain(`data-theme="${key}"`);
    }
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.goto("/pages/about");
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(ground);
  });
}

test.describe("a first visit", () => {
  test.use({ colorScheme: "dark" });
  test("follows the system’s preference", async ({ page, shop }) => {
    await shop.open("/");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "auto");
    const light = await page.evaluate(() => {
      const canvas = new OffscreenCanvas(1, 1).getContext("2d")!;
      canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
      canvas.fillRect(0, 0, 1, 1);
      return Math.max(...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3));
    });
    expect(light).toBeLessThan(60);
    await expect(page.getByRole("button", { name: /^Auto ?, selected$/ })).toBeVisible();
    await expect(page.getByRole("banner").locator("[value=dusk] .theme-on")).toHaveCSS("display", "block");
  });

  test("is to be had again after another light was chosen", async ({ page, shop }) => {
    await shop.open("/");
    await shop.chooseLight("Red light");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "red");
    await shop.chooseLight("Auto");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "auto");
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "auto");
  });
});

test("a currency is kept from page to page, and charged as shown", async ({ page, shop }) => {
  await shop.open(`/products/${plenty.slug}`);
  const price = page.locator(".price-block .price");
  await expect(price).toContainText("€");
  await shop.choose("Currency", "GBP");
  await expect(price).toContainText("£");
  const shown = (await price.textContent()) ?? "";
  await page.goto("/categories/dobsonians");
  await expect(page.locator("#results .price").first()).toContainText("£");
  await shop.have(plenty.sku);
  await shop.open("/cart");
  await expect(page.locator(".line-price .price").first()).toHaveText(shown);
  await shop.reviewed(somebody(), cards.good);
  const total = (await page.locator(".totals-sum .price").textContent()) ?? "";
  expect(total).toContain("£");
  await shop.placeButton().click();
  await shop.orderNumber();
  await expect(page.locator(".totals-sum .price")).toHaveText(total);
  await expect(page.locator(".line-price .price").first()).toHaveText(shown);
});

test("a currency without decimals shows none", async ({ page, shop }) => {
  await shop.open(`/products/${plenty.slug}`);
  await shop.choose("Currency", "JPY");
  await expect(page.locator(".price-block .price")).toHaveText(/^(JP)?¥[\d,]+$/);
});

test("the country decides about delivery and tax", async ({ page, shop }) => {
  await shop.open(`/products/${plenty.slug}`);
  await expect(page.locator(".price-block")).toContainText("VAT included");
  await shop.choose("Deliver to", "US");
  await expect(page.locator(".price-block")).toContainText("excluding tax");
  await expect(page.locator(".price-block")).toContainText("delivery to United States");
  await shop.have(plenty.sku);
  await shop.open("/cart");
  await expect(page.getByRole("main")).toContainText("Delivery to United States");
});

test("currency, country and light are one tap away from the header of a small screen", async ({ page, shop, small, script }) => {
  await shop.open(`/products/${plenty.slug}`);
  const link = page.getByRole("banner").getByRole("link", { name: /^Currency, country and appearance/ });
  if (!small) {
    await expect(link).toBeHidden();
    return;
  }
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 844 });
    const box = await link.boundingBox();
    expect(box!.height).toBeGreaterThanOrEqual(44);
    expect(box!.x + box!.width).toBeLessThanOrEqual(width);
  }
  await link.click();
  const country = page.getByRole("combobox", { name: "Deliver to" });
  for (const part of [country, page.getByRole("combobox", { name: "Currency" }), page.getByRole("button", { name: /^Red light/ }).last()]) {
    await expect(part).toBeInViewport({ ratio: 1 });
  }
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.getByRole("link", { name: "Close" }).click();
  await expect(country).not.toBeInViewport();
  await link.click();
  await country.selectOption("US");
  if (!script) await page.locator(".preference").filter({ hasText: "Deliver to" }).getByRole("button", { name: "Change" }).click();
  await expect(page.locator(".price-block")).toContainText("delivery to United States");
  await expect(country).not.toBeInViewport();
});
