import type { APIRequestContext, Page } from "@playwright/test";
import { expect, test } from "../lib/test";
import { auditable, violations } from "../lib/axe";
import { alone, together } from "../lib/catalogue";
import { cards, emails, somebody, type Shop } from "../lib/shop";
import { timeoutFactor } from "../lib/timeouts";

/** An order of one unit of each product by the Astronomy Shop API. */
async function order(request: APIRequestContext, email: string, skus: string[]): Promise<void> {
  const userId = `user-${Math.random().toString(36).slice(2)}`;
  for (const productId of skus) {
    const added = await request.post("/api/cart", { data: { userId, item: { productId, quantity: 1 } } });
    expect(added.ok(), productId).toBeTruthy();
  }
  const answer = await request.post("/api/checkout?currencyCode=EUR", {
    data: {
      userId,
      email,
      userCurrency: "EUR",
      address: { streetAddress: "Sternwartstraße 7", city: "Berlin", state: "", country: "Germany", zipCode: "10115" },
      creditCard: { creditCardNumber: cards.good.replaceAll(" ", "-"), creditCardCvv: 123, creditCardExpirationYear: 2039, creditCardExpirationMonth: 12 },
    },
  });
  expect(answer.ok(), await answer.text()).toBeTruthy();
}

/** Waits for the confirmations of a buyer's orders, after which the worker learns them. */
async function confirmed(email: string, orders = 1): Promise<void> {
  await expect.poll(() => emails(email).length, { timeout: 20_000 * timeoutFactor }).toBe(orders);
}

/** Opens a page until it has a box: it is left out while the database is busy. */
async function shown(shop: Shop, path: string, box: string): Promise<void> {
  await expect(async () => {
    await shop.open(path);
    await expect(shop.page.locator(box)).toHaveCount(1, { timeout: 500 });
  }).toPass({ timeout: 15_000 * timeoutFactor });
}

/** Fails if axe finds anything on a page with a box, as the shopper of `page` sees it. */
async function isAccessible(shop: Shop, page: Page, path: string, box: string): Promise<void> {
  const here = await auditable(shop);
  if (here !== shop) await here.page.context().addCookies(await page.context().cookies());
  await shown(here, path, box);
  expect.soft(await violations(here.page), path).toEqual([]);
  if (here !== shop) await here.page.context().close();
}

test("what three buyers ordered together is suggested, and bought with one button", async ({ page, shop, request }, info) => {
  test.setTimeout(180_000 * timeoutFactor);
  const { first, second } = together[info.project.name]!;
  const both = [first.sku, second.sku];
  const [path, box] = [`/products/${first.slug}`, page.locator("#together")];
  const suggested = page.locator("#suggested");

  await test.step("two buyers are too few, however often they order", async () => {
    const [one, other] = [somebody().email, somebody().email];
    for (const email of [one, other, one]) await order(request, email, both);
    // Without other orders, nothing is bought together more often than by chance.
    const others = [somebody().email, somebody().email, somebody().email];
    for (const email of others) await order(request, email, [alone.sku]);
    await confirmed(one, 2);
    for (const email of [other, ...others]) await confirmed(email);
    await shop.open(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(first.name);
    await expect(box).toHaveCount(0);
    // The cart of another shopper, which is never cached.
    await request.post("/cart/lines", { form: { sku: first.sku, quantity: 1 } });
    const cart = await (await request.get("/cart")).text();
    expect(cart).toContain(`/products/${first.slug}`);
    expect(cart).not.toContain('id="together"');
  });

  await test.step("the third buyer makes it a suggestion", async () => {
    const email = somebody().email;
    await order(request, email, both);
    await confirmed(email);
    await shown(shop, path, "#together");
    await expect(box.getByRole("heading", { level: 2 })).toHaveText("Often bought together");
    await expect(box.getByRole("listitem")).toHaveCount(1);
    await expect(box.getByRole("link", { name: second.name })).toHaveAttribute("href", `/products/${second.slug}`);
    await expect(box).toContainText(`Often bought with ${first.name}`);
    await expect(box).toContainText(`Includes ${first.name}; ${second.name}.`);
    await isAccessible(shop, page, path, "#together");
  });

  await test.step("one button adds the set, and the same form sent twice adds it once", async () => {
    await shown(shop, path, "#together");
    const form = box.locator("form");
    const action = (await form.getAttribute("action"))!;
    const fields = await form.locator("input").evaluateAll((all) => all.map((one) => [(one as HTMLInputElement).name, (one as HTMLInputElement).value]));
    await box.getByRole("button", { name: "Add both to cart" }).click();
    await expect(page).toHaveURL(/\/cart$/);
    await expect(page.locator(".flash")).toContainText("2 items added to your cart.");
    await expect(page.locator("#cart-count")).toHaveText("2");
    // The second click of a double click: its request has the same key.
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const again = await page.request.post(action, { headers, data: new URLSearchParams(fields).toString() });
    expect(again.ok()).toBeTruthy();
    await shop.open("/cart");
    await expect(page.locator("#cart-count")).toHaveText("2");
    for (const { name } of [first, second]) await expect(shop.line(name).getByRole("textbox", { name: "Quantity" })).toHaveValue("1");
    await expect(box).toHaveCount(0);
  });

  await test.step("the cart suggests what goes with it", async () => {
    await page.getByRole("button", { name: `Remove ${second.name}` }).click();
    await expect(page.locator("#cart-count")).toHaveText("1");
    await shown(shop, "/cart", "#together");
    await expect(box.getByRole("link", { name: second.name })).toBeVisible();
    await expect(box).toContainText(`Often bought with ${first.name}`);
    // One product is no set.
    await expect(box.getByRole("button")).toHaveCount(0);
    await isAccessible(shop, page, "/cart", "#together");
  });

  let placed = "";
  const use = "Use my orders for suggestions in this browser";
  await test.step("after an order, home page and cart suggest what goes with it", async () => {
    await shop.reviewed(somebody());
    await shop.placeButton().click();
    await shop.orderNumber();
    placed = new URL(page.url()).pathname;
    // Other pages use the order only if the shopper says so.
    for (const path of ["/", "/cart"]) {
      await shop.open(path);
      await expect(suggested, path).toHaveCount(0);
    }
    await shown(shop, placed, "#suggested");
    await expect(suggested.getByRole("link", { name: second.name })).toBeVisible();
    await page.getByRole("button", { name: use }).click();
    await expect(page.locator(".flash")).toContainText("For 30 days we use this order for suggestions in this browser.");
    for (const path of ["/", "/cart"]) {
      await shown(shop, path, "#suggested");
      await expect(suggested.getByRole("heading", { level: 2 })).toHaveText("Based on your orders");
      await expect(suggested.getByRole("link", { name: second.name })).toBeVisible();
      await expect(suggested).toContainText(`Because you bought ${first.name}`);
      await expect(suggested.getByRole("link", { name: first.name })).toHaveCount(0);
      await isAccessible(shop, page, path, "#suggested");
    }
  });

  await test.step("a shopper can turn this off", async () => {
    await shown(shop, "/", "#suggested");
    await suggested.getByRole("button", { name: "Don’t use my orders for suggestions" }).click();
    await expect(page.locator(".flash")).toContainText("We no longer use your orders for suggestions in this browser.");
    await expect(page).toHaveURL(/\/$/);
    // Also after the order was viewed again.
    for (const path of ["/", placed, "/", "/cart"]) {
      await shop.open(path);
      await expect(suggested, path).toHaveCount(0);
    }
  });

  await test.step("and on again", async () => {
    await shop.open(placed);
    await page.getByRole("button", { name: use }).click();
    await expect(page.locator(".flash")).toContainText("For 30 days we use this order for suggestions in this browser.");
    await shown(shop, "/", "#suggested");
    await expect(suggested).toContainText(`Because you bought ${first.name}`);
  });
});
