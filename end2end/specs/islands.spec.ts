import { expect, test } from "../lib/test";
import { book, plenty, soldOutVariant, three } from "../lib/catalogue";
import { Shop, somebody } from "../lib/shop";

/** Fails when the page is loaded again: what is marked in its window is gone then. */
async function mark(page: import("@playwright/test").Page): Promise<() => Promise<void>> {
  await page.evaluate(() => Object.assign(window, { marked: true }));
  return async () => expect(await page.evaluate(() => "marked" in window), "the page was loaded again").toBe(true);
}

test.describe("cart drawer", () => {
  test("opens with the product, takes the focus, is announced, and gives the focus back", async ({ page, shop }) => {
    await shop.open(`/products/${plenty.slug}`);
    const same = await mark(page);
    const button = page.getByRole("button", { name: "Add to cart" }).first();
    await button.click();
    const drawer = page.getByRole("dialog", { name: /Cart/ });
    await expect(drawer).toBeVisible();
    await expect(drawer).toContainText(plenty.name);
    expect(await drawer.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
    await expect(page.locator("#announcer")).toHaveText(`${plenty.name} added to your cart.`);
    await page.keyboard.press("Escape");
    await expect(drawer).toBeHidden();
    await expect(button).toBeFocused();
    await same();
    await expect(page.locator("#cart-count")).toHaveText("1");
  });

  test("a double click puts one in", async ({ page, shop }) => {
    await shop.open(`/products/${plenty.slug}`);
    await page.getByRole("button", { name: "Add to cart" }).first().dblclick();
    await expect(page.locator("#cart-drawer")).toBeVisible();
    await expect(page.locator("#cart-count")).toHaveText("1");
    await page.reload();
    await expect(page.locator("#cart-count")).toHaveText("1");
  });

  test("closes by its button and by a click beside it", async ({ page, shop, small }) => {
    await shop.open(`/products/${plenty.slug}`);
    await shop.add();
    const drawer = page.locator("#cart-drawer");
    await drawer.getByRole("button", { name: "Close cart" }).click();
    await expect(drawer).toBeHidden();
    if (small) return;
    await shop.add();
    await expect(drawer).toBeVisible();
    await page.mouse.click(40, 400);
    await expect(drawer).toBeHidden();
  });

  test("the Tab key stays inside", async ({ page, shop }) => {
    await shop.open(`/products/${plenty.slug}`);
    await shop.add();
    for (let i = 0; i < 20; i++) {
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => !document.activeElement || document.activeElement === document.body || !!document.activeElement.closest("#cart-drawer"))).toBe(true);
    }
  });

  test("lines change in it, are removed and put back, without a page load", async ({ page, shop }) => {
    await shop.have(book.sku);
    await shop.open(`/products/${plenty.slug}`);
    const same = await mark(page);
    const drawer = await shop.add();
    const more = drawer.getByRole("button", { name: `Increase quantity of ${plenty.name}` });
    await more.click();
    await expect(page.locator("#cart-count")).toHaveText("3");
    await expect(more).toBeFocused();
    await drawer.getByRole("button", { name: `Remove ${plenty.name}` }).click();
    await expect(page.locator("#cart-count")).toHaveText("1");
    await drawer.getByRole("button", { name: "Undo" }).click();
    await expect(page.locator("#cart-count")).toHaveText("3");
    await expect(drawer).toContainText(plenty.name);
    expect(await page.locator("#cart-drawer").evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
    await same();
  });

  test("five quick clicks on one more count five", async ({ page, shop }) => {
    await shop.open(`/products/${plenty.slug}`);
    const drawer = await shop.add();
    const field = drawer.getByRole("textbox", { name: "Quantity" });
    await page.evaluate((name) => {
      const button = document.querySelector<HTMLButtonElement>(`#cart-drawer button[aria-label="Increase quantity of ${name}"]`);
      for (let i = 0; i < 5; i++) button?.click();
    }, plenty.name);
    await expect(page.locator("#cart-count")).toHaveText("6");
    await expect(field).toHaveValue("6");
  });
});

test("the cart’s page changes without a load, and typing needs no button", async ({ page, shop }) => {
  await shop.have(plenty.sku);
  await shop.have(book.sku);
  await shop.open("/cart");
  const same = await mark(page);
  await expect(page.getByRole("button", { name: "Update" })).toHaveCount(0);
  await page.getByRole("button", { name: `Increase quantity of ${plenty.name}` }).click();
  await expect(page.locator("#cart-count")).toHaveText("3");
  const field = shop.line(plenty.name).getByRole("textbox", { name: "Quantity" });
  await field.fill("9");
  await field.blur();
  await expect(page.locator(".cart-head")).toContainText("10 items");
  await expect(page.locator("#announcer")).toContainText(`${plenty.name}: quantity in your cart is now 9.`);
  await page.getByRole("button", { name: "Empty cart" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your cart is empty");
  await expect(page.locator("#cart-count")).toHaveText("0");
  await same();
});

test("what is being typed into a line stays while the answer to another click comes", async ({ page, shop }) => {
  await shop.have(plenty.sku);
  await shop.have(book.sku);
  await shop.open("/cart");
  let go = () => {};
  const held = new Promise<void>((done) => (go = done));
  await page.route("/cart", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole("button", { name: `Increase quantity of ${plenty.name}` }).click();
  await expect(page.locator("#cart-count")).toHaveText("3");
  const field = shop.line(book.name).getByRole("textbox", { name: "Quantity" });
  await field.fill("4");
  // The page as it is after the click takes the place of the one that is typed into.
  await page.locator(".cart-head").evaluate((head) => head.setAttribute("data-before", ""));
  go();
  await expect(page.locator(".cart-head[data-before]")).toHaveCount(0);
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("4");
  await field.press("Enter");
  await expect(page.locator(".cart-head")).toContainText("6 items");
});

test("an add whose answer is lost is one unit, and is sent again", async ({ page, shop }) => {
  await shop.open(`/products/${plenty.slug}`);
  let lost = 0;
  await page.route("/cart/lines", async (route) => {
    if (lost++ > 0) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await shop.add();
  expect(lost).toBe(2);
  await expect(page.locator("#cart-count")).toHaveText("1");
  await page.reload();
  await expect(page.locator("#cart-count")).toHaveText("1");
});

test("without an answer a form is sent by the browser, with the button that was pressed", async ({ page, shop }) => {
  await shop.have(plenty.sku, 2);
  await shop.open("/cart");
  await page.route("/cart/lines/**", (route) => (route.request().isNavigationRequest() ? route.continue() : route.abort()));
  await page.getByRole("button", { name: `Increase quantity of ${plenty.name}` }).click();
  await expect(page.locator(".flash")).toContainText("quantity in your cart is now 3");
  await expect(shop.line(plenty.name).getByRole("textbox", { name: "Quantity" })).toHaveValue("3");
  await shop.awake();
  await page.getByRole("button", { name: `Remove ${plenty.name}` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your cart is empty");
});

test("a page out of the back/forward cache shows the cart as it is", async ({ page, shop }) => {
  await shop.open(`/products/${plenty.slug}`);
  const again = () => page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await shop.have(plenty.sku, 2);
  await again();
  await expect(page.locator("#cart-count")).toHaveText("2");
  await shop.open("/cart");
  await shop.have(book.sku);
  await again();
  await expect(page.locator("#cart-count")).toHaveText("3");
  await expect(shop.line(book.name)).toBeVisible();
});

test("two tabs that add first at once make one cart", async ({ context, page, shop, small }) => {
  const other = new Shop(await context.newPage(), true, small);
  await shop.open(`/products/${plenty.slug}`);
  await other.open(`/products/${book.slug}`);
  let go = () => {};
  const held = new Promise<void>((done) => (go = done));
  let sent = () => {};
  const first = new Promise<void>((done) => (sent = done));
  await page.route("/cart/lines", async (route) => {
    sent();
    await held;
    await route.continue();
  });
  const adding = shop.add();
  await first;
  await other.page.getByRole("button", { name: "Add to cart" }).first().click();
  // Were it sent by now, it would be sent without a cart.
  await other.page.evaluate(() => fetch("/robots.txt").then(() => new Promise(requestAnimationFrame)));
  go();
  await adding;
  await expect(other.cart()).toBeVisible();
  await expect(other.page.locator("#cart-count")).toHaveText("2");
  await page.reload();
  await expect(page.locator("#cart-count")).toHaveText("2");
});

test("at the most there is, the focus stays on the button, which says why", async ({ page, shop }) => {
  await shop.have(three.sku, three.stock - 1);
  await shop.open("/cart");
  const more = page.getByRole("button", { name: `Increase quantity of ${three.name}` });
  await more.click();
  await expect(page.locator("#cart-count")).toHaveText(String(three.stock));
  await expect(more).toHaveAttribute("aria-disabled", "true");
  await expect(more).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: `Only ${three.stock} are left` })).toBeVisible();
  await expect(shop.line(three.name).getByRole("textbox", { name: "Quantity" })).toHaveValue(String(three.stock));
});

test("the stepper beside the button counts, and does not go under one", async ({ page, shop }) => {
  await shop.open(`/products/${plenty.slug}`);
  const field = page.getByRole("textbox", { name: "Quantity" });
  await page.getByRole("button", { name: "Increase quantity", exact: true }).click();
  await page.getByRole("button", { name: "Increase quantity", exact: true }).click();
  await expect(field).toHaveValue("3");
  for (let i = 0; i < 4; i++) await page.getByRole("button", { name: "Decrease quantity", exact: true }).click();
  await expect(field).toHaveValue("1");
});

test("a variant changes price and address in place, and Add to cart takes it", async ({ page, shop }) => {
  await shop.open("/products/corvane-plossl");
  const same = await mark(page);
  const choice = page.locator(".choice").nth(2);
  const label = (await choice.locator("span").textContent()) ?? "";
  await choice.click();
  await expect(page).toHaveURL(/variant=/);
  await expect(choice).toHaveAttribute("aria-current", "true");
  await expect(choice).toBeFocused();
  await same();
  await expect(await shop.add()).toContainText(label);
});

test("from a sold-out variant to one in stock and back, the button comes and goes", async ({ page, shop }) => {
  await shop.open(`/products/${soldOutVariant.slug}?variant=${soldOutVariant.sku}`);
  const button = page.getByRole("button", { name: "Add to cart" });
  await expect(button).toHaveCount(0);
  await page.locator(".choice", { hasNotText: "Sold out" }).first().click();
  await expect(button.first()).toBeVisible();
  await page.locator(".choice", { hasText: "Sold out" }).click();
  await expect(button).toHaveCount(0);
});

test("a variant brings its facts and its picture in place", async ({ page, shop }) => {
  await shop.open("/products/halden-90-900");
  const same = await mark(page);
  const large = page.locator(".gallery-large");
  const before = await large.getAttribute("href");
  await page.locator('.choice[data-sku="HAL-90L-AZ"]').click();
  await expect(page.locator("#specifications")).toContainText("Altazimuth");
  await expect(page.locator(".purchase .facts")).toContainText("6.4");
  await expect(large).not.toHaveAttribute("href", before ?? "");
  await same();
});

test("the gallery changes in place", async ({ page, shop }) => {
  await shop.open("/products/halden-102-ed");
  const same = await mark(page);
  const large = page.locator(".gallery-large img");
  const first = await large.getAttribute("src");
  await page.locator(".thumbs a").nth(1).click();
  await expect(large).not.toHaveAttribute("src", first ?? "");
  await expect(page.locator(".thumbs a").nth(1)).toHaveAttribute("aria-current", "true");
  await same();
});

test("Back closes the cart drawer, and its links lead on from the page below", async ({ page, shop }) => {
  await shop.open(`/products/${plenty.slug}`);
  await shop.add();
  const drawer = page.locator("#cart-drawer");
  const product = page.url();
  const same = await mark(page);
  await page.goBack();
  await expect(drawer).toBeHidden();
  await same();
  expect(page.url()).toBe(product);
  await shop.add();
  await drawer.getByRole("button", { name: "Close cart" }).click();
  await expect(drawer).toBeHidden();
  await same();
  await page.goForward();
  await expect(drawer).toBeHidden();
  await page.goBack();
  await shop.add();
  await drawer.getByRole("link", { name: "View cart" }).click();
  await expect(page).toHaveURL(/\/cart$/);
  // One step back is the product, without the drawer.
  await page.goBack();
  expect(page.url()).toBe(product);
  await expect(drawer).toBeHidden();
});

test.describe("the large picture", () => {
  /** Opens it, with the whole picture on the screen. */
  async function open(page: import("@playwright/test").Page, shop: import("../lib/shop").Shop) {
    await shop.open("/products/halden-102-ed");
    await page.locator(".gallery-large").click();
    const zoom = page.locator("dialog#zoom");
    await expect(zoom).toBeVisible();
    const image = zoom.getByRole("img");
    await expect.poll(() => image.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1600);
    const stage = zoom.locator(".zoom-stage");
    const sizes = () => stage.evaluate((stage) => ({ screen: [stage.clientWidth, stage.clientHeight], whole: [stage.scrollWidth, stage.scrollHeight] }));
    const fits = async () => {
      const { screen, whole } = await sizes();
      return whole[0] === screen[0] && whole[1] === screen[1];
    };
    await expect.poll(fits).toBe(true);
    const wider = async () => {
      const { screen, whole } = await sizes();
      return whole[0]! / screen[0]!;
    };
    return { zoom, image, stage, fits, wider };
  }

  test("fits the screen, says what it shows, and Back, Escape and the button close it", async ({ page, shop, small }) => {
    const { zoom, image } = await open(page, shop);
    const same = await mark(page);
    await expect(zoom.locator(".zoom-caption")).toHaveText((await image.getAttribute("alt")) ?? "?");
    const close = zoom.getByRole("button", { name: "Close picture" });
    expect((await close.boundingBox())!.width).toBeGreaterThanOrEqual(44);
    await expect(close).toBeInViewport({ ratio: 1 });
    await page.goBack();
    await expect(zoom).toBeHidden();
    await same();
    await expect(page).toHaveURL(/\/products\/halden-102-ed$/);
    for (const leave of [() => page.keyboard.press("Escape"), () => close.click()]) {
      await page.locator(".gallery-large").click();
      await expect(zoom).toBeVisible();
      await leave();
      await expect(zoom).toBeHidden();
    }
    // Closing took its step of the history back: one more Back leaves the product.
    await page.goBack();
    await expect(page).not.toHaveURL(/\/products\//);
  });

  test("is turned by button, arrow key and swipe", async ({ page, shop, small }) => {
    const { zoom, image, stage } = await open(page, shop);
    const count = zoom.locator(".zoom-count");
    const first = await image.getAttribute("src");
    await zoom.getByRole("button", { name: "Next picture" }).click();
    await expect(count).toHaveText(/^2 \/ /);
    await expect(image).not.toHaveAttribute("src", first ?? "");
    await stage.focus();
    await page.keyboard.press("ArrowLeft");
    await expect(count).toHaveText(/^1 \/ /);
    await zoom.getByRole("button", { name: "Previous picture" }).click();
    await expect(count).toHaveText(/^(\d+) \/ \1$/);
    if (!small) return;
    const client = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", x?: number) => client.send("Input.dispatchTouchEvent", { type, touchPoints: x === undefined ? [] : [{ x, y: 400 }] });
    await touch("touchStart", 300);
    await touch("touchMove", 200);
    await touch("touchMove", 100);
    await touch("touchEnd");
    await expect(count).toHaveText(/^1 \/ /);
  });

  test("is enlarged by button, double tap, wheel and pinch, and turned again it is whole", async ({ page, shop, small }) => {
    const { zoom, stage, fits, wider } = await open(page, shop);
    await zoom.getByRole("button", { name: "Zoom in" }).click();
    await expect.poll(wider).toBeGreaterThan(1.4);
    await zoom.getByRole("button", { name: "Zoom out" }).click();
    await expect.poll(fits).toBe(true);
    await stage.dblclick({ position: { x: 120, y: 200 } });
    await expect.poll(wider).toBeGreaterThan(2);
    await stage.dblclick({ position: { x: 120, y: 200 } });
    await expect.poll(fits).toBe(true);
    if (small) {
      const client = await page.context().newCDPSession(page);
      const touch = (type: "touchStart" | "touchMove" | "touchEnd", apart?: number) =>
        client.send("Input.dispatchTouchEvent", { type, touchPoints: apart === undefined ? [] : [{ x: 195 - apart, y: 400, id: 1 }, { x: 195 + apart, y: 400, id: 2 }] });
      await touch("touchStart", 30);
      await touch("touchMove", 60);
      await touch("touchMove", 90);
      await touch("touchEnd");
    } else {
      await stage.hover();
      await page.mouse.wheel(0, -500);
    }
    await expect.poll(wider).toBeGreaterThan(2);
    // Enlarged, the middle of the picture is what was in the middle.
    expect(await stage.evaluate((stage) => stage.scrollLeft)).toBeGreaterThan(0);
    await zoom.getByRole("button", { name: "Next picture" }).click();
    await expect.poll(fits).toBe(true);
  });
});

test.describe("filters", () => {
  test("apply without a page load, say the count, and Back takes them off", async ({ page, shop }) => {
    await shop.open("/categories/telescopes");
    const same = await mark(page);
    const all = (await page.locator("#results-count").textContent()) ?? "";
    const box = (await shop.filter("Aperture")).getByRole("checkbox").nth(1);
    await box.check();
    await expect(page).toHaveURL(/aperture=/);
    await expect(page.locator("#results-count")).not.toHaveText(all);
    await expect(page.locator("#announcer")).toHaveText((await page.locator("#results-count").textContent()) ?? "");
    await expect(box).toBeFocused();
    await expect(box).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(/\/categories\/telescopes$/);
    await expect(page.locator("#results-count")).toHaveText(all);
    await expect(box).not.toBeChecked();
    await page.goForward();
    await expect(page.locator("#results-count")).not.toHaveText(all);
    await same();
  });

  test("chips, sort and pages go in place, and a product comes back to the same list", async ({ page, shop }) => {
    await shop.open("/categories/telescopes?brand=lowland");
    const same = await mark(page);
    await page.getByRole("combobox", { name: "Sort by" }).selectOption("price-down");
    await expect(page).toHaveURL(/brand=lowland.*sort=price-down|sort=price-down.*brand=lowland/);
    await page.getByRole("link", { name: /^Remove filter/ }).first().click();
    await expect(page).not.toHaveURL(/brand=/);
    await page.getByRole("navigation", { name: "Pages of results", exact: true }).getByRole("link", { name: "Next" }).click();
    await expect(page).toHaveURL(/page=2/);
    await same();
    const name = (await page.locator("#results .card h3").nth(1).textContent()) ?? "";
    await page.locator("#results .card a").nth(1).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    await page.goBack();
    await expect(page).toHaveURL(/page=2/);
    await expect(page.locator("#results .card h3").nth(1)).toHaveText(name);
  });
});

test.describe("suggestions", () => {
  test("a list box by keyboard: down, up, Escape, Enter", async ({ page, shop }) => {
    await shop.open("/");
    const input = page.locator("#search-header");
    await input.pressSequentially("dobs");
    const list = page.getByRole("listbox", { name: "Search suggestions" }).first();
    await expect(list).toBeVisible();
    await expect(input).toHaveAttribute("role", "combobox");
    await expect(input).toHaveAttribute("aria-expanded", "true");
    const options = list.getByRole("option");
    await expect(options.first()).toContainText("Dobsonians");
    await input.press("ArrowDown");
    await expect(options.first()).toHaveAttribute("aria-selected", "true");
    expect(await input.getAttribute("aria-activedescendant")).toBe(await options.first().getAttribute("id"));
    await input.press("ArrowDown");
    await expect(options.nth(1)).toHaveAttribute("aria-selected", "true");
    await input.press("ArrowUp");
    await input.press("ArrowUp");
    await expect(list.locator("[aria-selected=true]")).toHaveCount(0);
    await input.press("Escape");
    await expect(list).toBeHidden();
    await expect(input).toHaveAttribute("aria-expanded", "false");
    await expect(input).toHaveValue("dobs");
    await input.press("o");
    await expect(list).toBeVisible();
    await input.press("ArrowDown");
    await input.press("Enter");
    await expect(page).toHaveURL(/\/categories\/dobsonians$/);
  });

  test("a product by a click, with picture and price; a click elsewhere closes", async ({ page, shop }) => {
    await shop.open("/");
    const input = page.locator("#search-header");
    await input.pressSequentially("uhc");
    const option = page.getByRole("option").filter({ hasText: "€" }).first();
    await expect(option).toBeVisible();
    await page.getByRole("heading", { level: 1 }).click({ force: true });
    await expect(option).toBeHidden();
    await input.press("End");
    await input.press("Backspace");
    await expect(option).toBeVisible();
    await option.click();
    await expect(page).toHaveURL(/\/products\//);
  });

  test("Enter without a choice searches for what was typed", async ({ page, shop }) => {
    await shop.open("/");
    await page.locator("#search-header").pressSequentially("moon map");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/search\?q=moon\+map/);
  });
});

test.describe("checkout", () => {
  test("a field says what is wrong when it is left, and is content when it is right", async ({ page, shop }) => {
    await shop.have(plenty.sku);
    await shop.open("/checkout");
    const email = page.getByRole("textbox", { name: "E-mail" });
    const error = page.locator("#email-error");
    await email.focus();
    await email.blur();
    await expect(error).toBeHidden();
    await email.fill("ada@");
    await email.blur();
    await expect(error).toHaveText(/Check the e-mail address/);
    await expect(email).toHaveAttribute("aria-invalid", "true");
    await expect(email).toHaveAccessibleDescription(/Check the e-mail address/);
    await email.fill("ada@example.org");
    await expect(error).toBeHidden();
    await expect(email).not.toHaveAttribute("aria-invalid");
    await expect(email).not.toHaveAccessibleDescription(/Check the e-mail address/);
    const postcode = page.getByRole("textbox", { name: "Postcode" });
    await postcode.fill("1010");
    await postcode.blur();
    await expect(page.locator("#postcode-error")).toBeVisible();
    await page.getByRole("combobox", { name: "Country" }).selectOption("AT");
    await expect(page.locator("#postcode-error")).toBeHidden();
  });

  test("an empty form is not sent; the focus goes to what is to correct", async ({ page, shop }) => {
    await shop.have(plenty.sku);
    await shop.open("/checkout");
    const same = await mark(page);
    await shop.next("delivery");
    const summary = page.getByRole("alert");
    await expect(summary).toBeFocused();
    await expect(summary.getByRole("listitem")).toHaveCount(5);
    await summary.getByRole("link", { name: "Enter your e-mail address." }).click();
    await expect(page.getByRole("textbox", { name: "E-mail" })).toBeFocused();
    await expect(page.locator(".field-error:visible")).toHaveCount(5);
    await same();
  });

  test("card number and date are set as on the card", async ({ page, shop }) => {
    await shop.have(plenty.sku);
    await shop.reviewed(somebody());
    await shop.open("/checkout?step=payment");
    const number = page.getByRole("textbox", { name: "Card number" });
    await number.pressSequentially("4242424242424242");
    await expect(number).toHaveValue("4242 4242 4242 4242");
    const expiry = page.getByRole("textbox", { name: "Expiry date" });
    await expiry.pressSequentially("1239");
    await expect(expiry).toHaveValue("12/39");
    // As a password manager fills it in, as one types it, and with an input method.
    for (const [text, form] of [["2030-12", "12/30"], ["203012", "12/30"], ["12/2030", "12/2030"], ["１２／３０", "12/30"]]) {
      await expiry.fill(text);
      await expect(expiry).toHaveValue(form);
    }
    await expiry.fill("");
    await expiry.pressSequentially("2030-12");
    await expect(expiry).toHaveValue("12/30");
    for (const text of ["４２４２４２４２４２４２４２４２", "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢", "\u200e4242 4242 4242 4242"]) {
      await number.fill("");
      await number.focus();
      await page.keyboard.insertText(text);
      await expect(number).toHaveValue("4242 4242 4242 4242");
    }
    // A digit in the middle keeps the caret beside it.
    await number.press("Home");
    await number.press("ArrowRight");
    await number.press("Delete");
    await number.pressSequentially("0");
    await expect(number).toHaveValue("4042 4242 4242 4242");
    expect(await number.evaluate((input: HTMLInputElement) => input.selectionStart)).toBe(2);
  });
});

test("the light changes at once and without a page load", async ({ page, shop }) => {
  await shop.open("/");
  const same = await mark(page);
  await shop.chooseLight("Red light");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "red");
  await same();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "red");
});
