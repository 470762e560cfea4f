import { expect, test } from "../lib/test";
import { plenty } from "../lib/catalogue";
import { cards, somebody } from "../lib/shop";

for (const [name, key] of [
  ["Paper", "paper"],
  ["Dusk", "dusk"],
  ["Red light", "red"],
] as const) {
  test(`the theme “${name}” is saved and already in the server’s page`, async ({ page, shop }) => {
    await shop.open(`/products/${plenty.slug}`);
    await shop.chooseLight(name);
    await expect(page.locator("html")).toHaveAttribute("data-theme", key);
    await expect(page).toHaveURL(new RegExp(`/products/${plenty.slug}$`));
    await expect((await shop.preferences()).getByRole("button", { name: new RegExp(`^${name} ?, selected$`) })).toBeVisible();
    // The browser's own bars have the page's background, whatever the system prefers.
    const bars = page.locator("meta[name=theme-color]");
    await page.reload();
    await expect(bars).toHaveCount(1);
    await expect(bars).toHaveAttribute("content", { paper: "#fcfaf6", dusk: "#0f131b", red: "#000000" }[key]);
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
    await expect(page.locator("meta[name=theme-color][media*=dark]")).toHaveAttribute("content", "#0f131b");
    await expect(page.getByRole("banner").locator("[value=dusk] .theme-on")).toHaveCSS("display", "block");
    await expect((await shop.preferences()).getByRole("button", { name: /^Auto ?, selected$/ })).toBeVisible();
  });

  test("can be restored after another theme was chosen", async ({ page, shop }) => {
    await shop.open("/");
    await shop.chooseLight("Red light");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "red");
    await shop.chooseLight("Auto");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "auto");
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "auto");
  });
});

test("a currency is kept across pages and charged as shown", async ({ page, shop }) => {
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

test("the country determines delivery and tax", async ({ page, shop }) => {
  await shop.open(`/products/${plenty.slug}`);
  await expect(page.locator(".price-block")).toContainText("VAT included");
  await shop.choose("Deliver to", "US");
  await expect(page.locator(".price-block")).toContainText("no VAT charged, import duties may apply");
  await expect(page.locator(".price-block")).toContainText("delivery to the United States");
  await shop.have(plenty.sku);
  await shop.open("/cart");
  await expect(page.getByRole("main")).toContainText("Delivery to the United States");
});

test("currency, country and theme are one tap away, and choosing keeps the scroll position", async ({ page, shop, small, script }) => {
  await shop.open(`/products/${plenty.slug}`);
  const button = page.getByRole("banner").getByRole("button", { name: /^Currency, country and appearance/ });
  for (const width of small ? [320, 390] : [768, 1440]) {
    await page.setViewportSize({ width, height: 844 });
    const box = await button.boundingBox();
    expect(box!.height).toBeGreaterThanOrEqual(44);
    expect(box!.x + box!.width).toBeLessThanOrEqual(width);
  }
  await button.click();
  const country = page.locator("#preferences").getByRole("combobox", { name: "Deliver to" });
  for (const part of [country, page.locator("#preferences").getByRole("combobox", { name: "Currency" }), page.locator("#preferences").getByRole("button", { name: /^Red light/ })]) {
    await expect(part).toBeInViewport({ ratio: 1 });
  }
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await expect(country).toBeHidden();
  // The footer has them as well, without scrolling to the top.
  const foot = page.locator("#foot-place");
  await foot.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  expect(before).toBeGreaterThan(0);
  if (script) {
    await foot.getByRole("button", { name: /^Currency, country and appearance/ }).click();
    await expect(country).toBeInViewport({ ratio: 1 });
    await shop.choose("Deliver to", "US");
  } else {
    await foot.getByRole("combobox", { name: "Deliver to" }).selectOption("US");
    await foot.locator("form").filter({ hasText: "Deliver to" }).getByRole("button", { name: "Change" }).click();
    await page.waitForURL(/#foot-place$/);
    await expect(foot).toBeInViewport();
  }
  await expect(page.locator(".price-block")).toContainText("delivery to");
  await expect(page.locator(".price-block")).not.toContainText("Germany");
  await expect(country).toBeHidden();
  if (script) await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before / 2);
});

test("the menu has all categories with their children, and Back closes it", async ({ page, shop, script }) => {
  // Steps back that the page has requested and that are still pending.
  await page.addInitScript(() => {
    const [back, counted] = [history.back.bind(history), window as unknown as { pending: number }];
    counted.pending = 0;
    history.back = () => {
      counted.pending += 1;
      back();
    };
    addEventListener("popstate", () => (counted.pending = Math.max(0, counted.pending - 1)), true);
  });
  await shop.open("/pages/about");
  await page.getByRole("button", { name: "Menu" }).click();
  const menu = page.getByRole("navigation", { name: "All categories" });
  for (const name of ["Telescopes", "Dobsonians", "Barlow lenses", "Gifts"]) {
    const link = menu.getByRole("link", { name, exact: true });
    await link.scrollIntoViewIfNeeded();
    expect((await link.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  }
  await menu.getByRole("button", { name: "Close menu" }).click();
  await expect(menu).toBeHidden();
  await page.getByRole("button", { name: "Menu" }).click();
  await expect(menu).toBeVisible();
  if (script) {
    // Closing removes its history entry; reopened before that is done, the menu still has one entry.
    for (const pause of [0, 1, 5, 20]) {
      await menu.getByRole("button", { name: "Close menu" }).evaluate(async (close: HTMLElement, pause) => {
        const open = document.querySelector<HTMLElement>(`[popovertarget="${close.closest("[popover]")!.id}"]`)!;
        close.click();
        await new Promise((done) => setTimeout(done, pause));
        open.click();
      }, pause);
      await expect(menu).toBeVisible();
      await expect.poll(() => page.evaluate(() => [(window as unknown as { pending: number }).pending, history.state])).toEqual([0, "over"]);
      await page.goBack();
      await expect(menu).toBeHidden();
      await expect(page).toHaveURL(/\/pages\/about$/);
      await page.getByRole("button", { name: "Menu" }).click();
      await expect(menu).toBeVisible();
    }
  }
  await menu.getByRole("link", { name: "Collimation", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Collimation");
});

test("search and cart stay in view, and the current section is marked and visible", async ({ page, shop }) => {
  for (const [path, name] of [
    ["/categories/gifts", "Gifts"],
    ["/categories/finders", "Accessories"],
  ] as const) {
    await shop.open(path);
    const here = page.getByRole("navigation", { name: "Departments" }).locator("[aria-current]");
    await expect(here).toHaveText(name);
    await expect(here).toBeInViewport({ ratio: 1 });
  }
  await shop.open(`/products/${plenty.slug}`);
  await page.evaluate(() => scrollTo(0, 2000));
  await expect(page.locator("#search-header")).toBeInViewport({ ratio: 1 });
  await expect(page.locator("#cart-button")).toBeInViewport({ ratio: 1 });
});
