import { expect, test } from "../lib/test";
import { book, last, plenty, soldOut, soldOutVariant, three } from "../lib/catalogue";
import { Shop, somebody } from "../lib/shop";

test("an empty cart has links", async ({ page, shop }) => {
  await shop.open("/cart");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your cart is empty");
  await page.getByRole("main").getByRole("link", { name: "Telescopes" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Telescopes");
});

test("a product is added in the typed quantity, and the header's count follows", async ({ page, shop }) => {
  await shop.open(`/products/${plenty.slug}`);
  await page.getByRole("textbox", { name: "Quantity" }).fill("2");
  const cart = await shop.add();
  await expect(cart).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: `2 × ${plenty.name} added to your cart` }).first()).toBeVisible();
  await expect(page.locator("#cart-count")).toHaveText("2");
  await expect(shop.line(plenty.name).getByRole("textbox", { name: "Quantity" })).toHaveValue("2");
});

test("a line changes by buttons and typing, and the total follows", async ({ page, shop }) => {
  await shop.have(plenty.sku);
  await shop.open("/cart");
  const quantity = shop.line(plenty.name).getByRole("textbox", { name: "Quantity" });
  const sum = page.locator(".totals > div").first().locator("dd");
  const one = await sum.textContent();
  await page.getByRole("button", { name: `Increase quantity of ${plenty.name}` }).click();
  await expect(quantity).toHaveValue("2");
  await expect(sum).not.toHaveText(one ?? "");
  await expect(page.locator("#cart-count")).toHaveText("2");
  await shop.setQuantity(plenty.name, "7");
  await expect(page.locator("#cart-count")).toHaveText("7");
  await expect(page.locator(".cart-head")).toContainText("7 items");
  await page.getByRole("button", { name: `Decrease quantity of ${plenty.name}` }).click();
  await expect(page.locator("#cart-count")).toHaveText("6");
  await page.reload();
  await expect(quantity).toHaveValue("6");
});

test("a line set to 0 is removed once, and an invalid quantity blocks no button", async ({ page, shop, script }) => {
  await shop.have(plenty.sku, 2);
  await shop.have(book.sku);
  await shop.open("/cart");
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().includes("/cart/")) sent.push(request.url());
  });
  await shop.setQuantity(book.name, "0");
  await expect(page.getByRole("main").getByRole("status")).toContainText(`${book.name} removed from your cart`);
  await expect(page.locator("#cart-count")).toHaveText("2");
  expect(sent).toHaveLength(1);
  if (script) await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await shop.setQuantity(plenty.name, "abc");
  await expect(page.getByText("Enter the quantity as a whole number.").first()).toBeVisible();
  await page.getByRole("button", { name: `Increase quantity of ${plenty.name}` }).click();
  await expect(page.locator("#cart-count")).toHaveText("3");
});

test("a removed line can be restored", async ({ page, shop }) => {
  await shop.have(plenty.sku, 3);
  await shop.have(book.sku);
  await shop.open("/cart");
  await page.getByRole("button", { name: `Remove ${plenty.name}` }).click();
  await expect(page.getByRole("main").getByRole("status")).toContainText(`${plenty.name} removed from your cart`);
  await expect(page.locator("#cart-count")).toHaveText("1");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.locator("#cart-count")).toHaveText("4");
  await expect(shop.line(plenty.name).getByRole("textbox", { name: "Quantity" })).toHaveValue("3");
  await expect(page.getByRole("button", { name: "Undo" })).toBeHidden();
});

test("the last line removed leaves an empty cart that can be undone", async ({ page, shop }) => {
  await shop.have(plenty.sku);
  await shop.open("/cart");
  await page.getByRole("button", { name: `Remove ${plenty.name}` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your cart is empty");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.locator("#cart-count")).toHaveText("1");
  await expect(page.locator("main").getByRole("link", { name: plenty.name })).toBeVisible();
});

test("the whole cart can be emptied", async ({ page, shop }) => {
  await shop.have(plenty.sku, 2);
  await shop.have(book.sku);
  await shop.open("/cart");
  await page.getByRole("button", { name: "Empty cart" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your cart is empty");
  await expect(page.locator("#cart-count")).toHaveText("0");
  await expect(page.getByRole("main").getByRole("status")).toContainText("3 items removed from your cart");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.locator("#cart-count")).toHaveText("3");
});

test("two tabs change the same cart and lose nothing", async ({ context, page, script, small, shop }) => {
  await shop.have(plenty.sku);
  await shop.open("/cart");
  const other = new Shop(await context.newPage(), script, small);
  await other.open(`/products/${book.slug}`);
  await expect(await other.add()).toContainText(book.name);
  // The first tab does not show the book yet.
  await shop.page.bringToFront();
  await page.getByRole("button", { name: `Increase quantity of ${plenty.name}` }).click();
  await expect(page.locator("#cart-count")).toHaveText("3");
  await expect(shop.line(book.name)).toBeVisible();
  // A line removed in the other tab is not an error.
  await other.open("/cart");
  await other.page.getByRole("button", { name: `Remove ${book.name}` }).click();
  await expect(other.page.locator("#cart-count")).toHaveText("2");
  await page.bringToFront();
  await page.getByRole("button", { name: `Increase quantity of ${book.name}` }).click();
  await expect(page.locator("#cart-count")).toHaveText("2");
  await expect(shop.line(book.name)).toHaveCount(0);
  await expect(page.getByRole("button", { name: `Increase quantity of ${plenty.name}` })).toBeVisible();
});

test("a sold-out product cannot be bought and shows alternatives", async ({ page, shop }) => {
  await shop.open(`/products/${soldOut.slug}`);
  await expect(page.locator(".purchase")).toContainText("Currently sold out");
  await expect(page.getByRole("button", { name: "Add to cart" })).toHaveCount(0);
  await page.getByRole("link", { name: "See similar products" }).click();
  await expect(page.locator("#related")).toBeInViewport();
  await expect(page.locator("#related").getByRole("link").first()).toBeVisible();
});

test("back-in-stock subscriptions, with errors beside the field", async ({ page, shop, script }) => {
  await shop.open(`/products/${soldOut.slug}`);
  const email = page.getByRole("textbox", { name: "E-mail" });
  await email.fill("ada@example");
  // Valid for the browser, but not for the shop.
  await page.getByRole("button", { name: "Notify me" }).click();
  await expect(page.locator(".field-error:visible")).toContainText("Check the e-mail address");
  await expect(email).toHaveValue("ada@example");
  await shop.awake();
  await email.fill(`ada.${script}@example.org`);
  await page.getByRole("button", { name: "Notify me" }).click();
  await expect(page.getByRole("status").filter({ hasText: "confirm the address there within three days" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("a sold-out variant is marked before it is chosen, and another can be bought", async ({ page, shop }) => {
  await shop.open(`/products/${soldOutVariant.slug}`);
  const none = page.locator(".choice", { hasText: "Sold out" });
  await expect(none).toBeVisible();
  await none.click();
  await expect(page).toHaveURL(new RegExp(`variant=${soldOutVariant.sku}`));
  await expect(page.getByRole("button", { name: "Add to cart" })).toHaveCount(0);
  await page.locator(".choice", { hasNotText: "Sold out" }).first().click();
  await expect(page).not.toHaveURL(new RegExp(`variant=${soldOutVariant.sku}`));
  await expect(await shop.add()).toContainText("1 item");
});

test("the cart takes the remaining units and says so", async ({ page, shop }) => {
  await shop.open(`/products/${three.slug}`);
  await expect(page.locator(".purchase")).toContainText(`Only ${three.stock} left`);
  await page.getByRole("textbox", { name: "Quantity" }).fill("5");
  const cart = await shop.add();
  await expect(cart).toContainText(`${three.stock} items`);
  await expect(page.getByText(`Only ${three.stock} are left, so we set the quantity to ${three.stock}.`).first()).toBeVisible();
});

for (const [typed, message] of [
  ["0", "Enter a quantity of 1 or more."],
  ["-1", "Enter a quantity of 1 or more."],
  ["1.5", "Enter the quantity as a whole number."],
  ["two", "Enter the quantity as a whole number."],
] as const) {
  test(`a quantity of “${typed}” is rejected with a message`, async ({ page, shop, script }) => {
    await shop.open(`/products/${plenty.slug}`);
    await page.getByRole("textbox", { name: "Quantity" }).fill(typed);
    await page.getByRole("button", { name: "Add to cart" }).first().click();
    await expect(page.getByRole("alert").filter({ hasText: message })).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(plenty.name);
    await expect(page.locator("#cart-count")).toHaveText("0");
    if (script) {
      // Whichever button was clicked, also at the bottom of the screen: the field is in view.
      const field = page.locator("#quantity");
      await expect(field).toBeFocused();
      await expect(field).toBeInViewport();
      await expect(field).toHaveAccessibleDescription(message);
      await field.fill("1");
      await shop.add();
      await expect(field).not.toHaveAttribute("aria-invalid");
    }
  });
}

test("a line that sells out is explained, and the rest can be ordered", async ({ page, browser, shop, script, small }, info) => {
  const wanted = last[info.project.name];
  await shop.have(wanted.sku);
  await shop.have(plenty.sku);
  const rival = new Shop(await browser.newPage({ baseURL: info.project.use.baseURL, javaScriptEnabled: script }), script, small);
  await rival.have(wanted.sku, wanted.stock);
  await rival.reviewed(somebody());
  await rival.placeButton().click();
  await rival.orderNumber();
  await rival.page.close();

  await shop.open("/cart");
  await expect(page.getByText("Sold out since you added it. Remove it to order the rest.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Checkout" })).toHaveCount(0);
  await page.locator(`[data-line="${wanted.sku}"]`).getByRole("button", { name: /^Remove/ }).click();
  await page.getByRole("link", { name: "Checkout" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Checkout");
});

test("the cart survives closing the browser window", async ({ browser, context, page, shop }, info) => {
  await shop.open(`/products/${plenty.slug}`);
  await shop.add();
  await expect(page.locator("#cart-count")).toHaveText("1");
  const cookie = (await context.cookies()).find((cookie) => cookie.name === "cart");
  expect(cookie?.httpOnly).toBe(true);
  expect(cookie?.sameSite).toBe("Lax");
  const days = ((cookie?.expires ?? 0) - Date.now() / 1000) / 86_400;
  expect(days).toBeGreaterThan(29);
  const later = await browser.newContext({ baseURL: info.project.use.baseURL, storageState: await context.storageState() });
  const again = await later.newPage();
  await again.goto("/cart");
  await expect(again.getByRole("main")).toContainText(plenty.name);
  await later.close();
});
