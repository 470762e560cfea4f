import { back, expect, mark, restored, test, translate } from "../lib/test";
import { book, bridged, plenty, three } from "../lib/catalogue";
import { Shop, somebody } from "../lib/shop";
import { timeoutFactor } from "../lib/timeouts";

test.describe("cart drawer", () => {
  test("opens with the product, takes the focus, is announced, and returns the focus", async ({ page, shop }) => {
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

  test("a double click adds one unit", async ({ page, shop }) => {
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

  test("the Tab key stays in the drawer", async ({ page, shop }) => {
    await shop.open(`/products/${plenty.slug}`);
    await shop.add();
    for (let i = 0; i < 20; i++) {
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => !document.activeElement || document.activeElement === document.body || !!document.activeElement.closest("#cart-drawer"))).toBe(true);
    }
  });

  test("lines are changed, removed and restored without a page load", async ({ page, shop }) => {
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

  test("five quick clicks add five units", async ({ page, shop }) => {
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

test("the cart page changes without a reload, and typing needs no button", async ({ page, shop }) => {
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

test("input in a line is kept when the response to another change arrives", async ({ page, shop }) => {
  await shop.have(plenty.sku);
  await shop.have(book.sku);
  await shop.open("/cart");
  let go = () => {};
  const held = new Promise<void>((done) => (go = done));
  await page.route("/rpc/cart/change", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole("button", { name: `Increase quantity of ${plenty.name}` }).click();
  const field = shop.line(book.name).getByRole("textbox", { name: "Quantity" });
  await field.fill("4");
  go();
  await expect(page.locator("#cart-count")).toHaveText("3");
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("4");
  await field.press("Enter");
  await expect(page.locator(".cart-head")).toContainText("6 items");
});

test("an addition whose response is lost is sent again and adds one unit", async ({ page, shop }) => {
  await shop.open(`/products/${plenty.slug}`);
  let lost = 0;
  await page.route("/rpc/cart/change", async (route) => {
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

test("each addition counts if the browser has no random numbers for its key", async ({ page, shop }) => {
  await page.addInitScript(() => {
    const fail = () => {
      throw new Error("There are no random numbers.");
    };
    Object.defineProperty(Crypto.prototype, "getRandomValues", { value: fail });
  });
  await shop.open(`/products/${plenty.slug}`);
  await addAndClose(page, shop);
  await addAndClose(page, shop);
  await expect(page.locator("#cart-count")).toHaveText("2");
});

test("without a response a form is submitted natively, with the button that was pressed", async ({ page, shop }) => {
  await shop.have(plenty.sku, 2);
  await shop.open("/cart");
  await page.route("/rpc/**", (route) => route.abort());
  await page.getByRole("button", { name: `Increase quantity of ${plenty.name}` }).click();
  await expect(page.locator(".flash")).toContainText("quantity in your cart is now 3");
  await expect(shop.line(plenty.name).getByRole("textbox", { name: "Quantity" })).toHaveValue("3");
  await shop.awake();
  await page.getByRole("button", { name: `Remove ${plenty.name}` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your cart is empty");
});

test("if the cart’s code cannot be loaded, its forms are posted with the button that was pressed", async ({ page, shop }) => {
  for (const kind of ["console", "pageerror"] as const) page.removeAllListeners(kind);
  await page.route("**/pkg/split_load_cart_*.wasm", (route) => route.abort());
  await shop.open(`/products/${plenty.slug}`);
  await page.getByRole("button", { name: "Add to cart" }).first().click();
  await expect(page).toHaveURL(/\/cart$/);
  await expect(page.locator(".flash")).toContainText(`${plenty.name} added to your cart`);
  await page.getByRole("button", { name: `Increase quantity of ${plenty.name}` }).click();
  await expect(page.locator(".flash")).toContainText("quantity in your cart is now 2");
  await page.getByRole("button", { name: `Remove ${plenty.name}` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your cart is empty");
});

test("an addition is posted if the cart’s code takes too long to load", async ({ page, shop }) => {
  for (const kind of ["console", "pageerror"] as const) page.removeAllListeners(kind);
  // Never answered.
  await page.route("**/pkg/split_load_cart_*.wasm", () => {});
  await shop.open(`/products/${plenty.slug}`);
  await page.getByRole("button", { name: "Add to cart" }).first().click();
  await expect(page).toHaveURL(/\/cart$/, { timeout: 20_000 * timeoutFactor });
  await expect(page.locator(".flash")).toContainText(`${plenty.name} added to your cart`);
  await expect(page.locator("#cart-count")).toHaveText("1");
});

test("a hover leaves the page as it is if the cart’s code takes long to load", async ({ page, shop }) => {
  let go = () => {};
  const held = new Promise<void>((done) => (go = done));
  await page.route("**/pkg/split_load_cart_*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await shop.open(`/products/${plenty.slug}`);
  const same = await mark(page);
  const asked = page.waitForRequest("**/pkg/split_load_cart_*.wasm");
  const button = page.getByRole("button", { name: "Add to cart" }).first();
  await button.hover();
  await asked;
  // Longer than a request may take.
  await new Promise((done) => setTimeout(done, 11_000));
  await expect(page.locator("html")).toHaveClass(/\bjs\b/);
  go();
  await button.click();
  await expect(page.locator("#cart-drawer")).toBeVisible();
  await same();
});

for (const reason of ["its code cannot be loaded", "its page cannot be hydrated"]) {
  test(`changes queued while the cart’s code is loading all count if ${reason}`, async ({ page, shop }) => {
    for (const kind of ["console", "pageerror"] as const) page.removeAllListeners(kind);
    await shop.have(plenty.sku, 2);
    await shop.have(book.sku);
    let go = () => {};
    const held = new Promise<void>((done) => (go = done));
    const loads = reason === "its page cannot be hydrated";
    await page.route("**/pkg/split_load_cart_*.wasm", async (route) => {
      await held;
      await (loads ? route.continue() : route.abort());
    });
    await shop.open("/cart");
    // An element where the islands expect a text, as extensions may leave it.
    if (loads) await page.locator(".cart-head h1").evaluate((title) => (title.innerHTML = `<b>${title.textContent}</b>`));
    const more = page.getByRole("button", { name: `Increase quantity of ${plenty.name}` });
    for (let i = 0; i < 3; i++) await more.click();
    await page.getByRole("button", { name: `Remove ${book.name}` }).click();
    const quantity = shop.line(plenty.name).getByRole("textbox", { name: "Quantity" });
    await expect(quantity).toHaveValue("5");
    const loaded = page.waitForRequest((request) => request.isNavigationRequest());
    go();
    expect((await loaded).method()).toBe("POST");
    await expect(shop.line(book.name)).toHaveCount(0);
    await expect(page.locator("#cart-count")).toHaveText("5");
    await expect(quantity).toHaveValue("5");
    await page.reload();
    await expect(page.locator("#cart-count")).toHaveText("5");
  });
}

test("without a response all queued changes are posted, each once", async ({ page, shop }) => {
  await shop.have(plenty.sku);
  await shop.have(book.sku);
  await shop.open("/cart");
  let go = () => {};
  const held = new Promise<void>((done) => (go = done));
  await page.route("/rpc/cart/change", async (route) => {
    // The first one arrives, and its response is lost.
    await held;
    await route.fetch();
    await route.abort();
  });
  const more = page.getByRole("button", { name: `Increase quantity of ${plenty.name}` });
  for (let i = 0; i < 2; i++) await more.click();
  await page.getByRole("button", { name: `Increase quantity of ${book.name}` }).click();
  go();
  await expect(page.locator(".flash")).toContainText("quantity in your cart is now 2");
  await expect(shop.line(plenty.name).getByRole("textbox", { name: "Quantity" })).toHaveValue("3");
  await expect(page.locator("#cart-count")).toHaveText("5");
});

test.describe("queued changes that are posted", () => {
  const abortCode = async (page: import("@playwright/test").Page) => {
    for (const kind of ["console", "pageerror", "response"] as const) page.removeAllListeners(kind);
    let go = () => {};
    const held = new Promise<void>((done) => (go = done));
    await page.route("**/pkg/split_load_cart_*.wasm", async (route) => {
      await held;
      await route.abort();
    });
    return () => go();
  };
  const inBackground = (route: import("@playwright/test").Route) => !route.request().isNavigationRequest();

  test("are posted again if the server has no capacity", async ({ page, shop }) => {
    await shop.have(plenty.sku);
    await shop.have(book.sku);
    const go = await abortCode(page);
    const refusals = [503, 429];
    await page.route("**/cart/lines/*", async (route) => {
      const status = inBackground(route) ? refusals.shift() : undefined;
      await (status ? route.fulfill({ status, headers: { "retry-after": "1" } }) : route.continue());
    });
    await shop.open("/cart");
    const more = page.getByRole("button", { name: `Increase quantity of ${plenty.name}` });
    for (let i = 0; i < 3; i++) await more.click();
    go();
    await expect(page.locator(".flash")).toContainText("quantity in your cart is now 4", { timeout: 20_000 * timeoutFactor });
    await expect(page.locator("#cart-count")).toHaveText("5");
    expect(refusals).toEqual([]);
  });

  test("are posted again if a request hangs", async ({ page, shop }) => {
    await shop.have(plenty.sku);
    const go = await abortCode(page);
    let posted = 0;
    await page.route("**/cart/lines/*", async (route) => {
      // The first one is never answered.
      if (!inBackground(route) || posted++ > 0) await route.continue();
    });
    await shop.open("/cart");
    const more = page.getByRole("button", { name: `Increase quantity of ${plenty.name}` });
    for (let i = 0; i < 2; i++) await more.click();
    go();
    await expect(page.locator(".flash")).toContainText("quantity in your cart is now 3", { timeout: 20_000 * timeoutFactor });
    await expect(page.locator("#cart-count")).toHaveText("3");
    expect(posted).toBe(2);
  });

  test("show the one that is refused after all others", async ({ page, shop }) => {
    const go = await abortCode(page);
    await shop.open(`/products/${plenty.slug}`);
    const button = page.getByRole("button", { name: "Add to cart" }).first();
    for (const quantity of ["two", "3"]) {
      await page.locator("#quantity").fill(quantity);
      await button.click();
    }
    go();
    await expect(page.getByRole("alert").filter({ hasText: "Enter the quantity as a whole number." })).toBeVisible();
    await expect(page.locator("#cart-count")).toHaveText("3");
  });

  test("are kept while the server cannot be reached", async ({ page, shop }) => {
    for (const kind of ["console", "pageerror"] as const) page.removeAllListeners(kind);
    await shop.have(plenty.sku);
    await shop.have(book.sku);
    await shop.open("/cart");
    let go = () => {};
    const held = new Promise<void>((done) => (go = done));
    await page.route("/rpc/cart/change", async (route) => {
      await held;
      await route.abort();
    });
    let unreachable = 3;
    await page.route("**/cart/lines/*", (route) => (inBackground(route) && unreachable-- > 0 ? route.abort() : route.continue()));
    const more = page.getByRole("button", { name: `Increase quantity of ${plenty.name}` });
    for (let i = 0; i < 2; i++) await more.click();
    await page.getByRole("button", { name: `Increase quantity of ${book.name}` }).click();
    go();
    await expect(page.locator(".flash")).toContainText("quantity in your cart is now 2", { timeout: 20_000 * timeoutFactor });
    await expect(shop.line(plenty.name).getByRole("textbox", { name: "Quantity" })).toHaveValue("3");
    await expect(page.locator("#cart-count")).toHaveText("5");
  });

  test("include the last one if its form is gone", async ({ page, shop }) => {
    await shop.have(plenty.sku);
    await shop.have(book.sku);
    const go = await abortCode(page);
    await shop.open("/cart");
    await page.getByRole("button", { name: `Remove ${book.name}` }).click();
    await shop.line(book.name).evaluate((line) => line.remove());
    const loaded = page.waitForRequest((request) => request.isNavigationRequest());
    go();
    expect((await loaded).method()).toBe("POST");
    await expect(page.locator("#cart-count")).toHaveText("1");
    await expect(shop.line(book.name)).toHaveCount(0);
  });

  test("add the variant that was shown when the button was pressed", async ({ page, shop }) => {
    for (const kind of ["console", "pageerror"] as const) page.removeAllListeners(kind);
    await shop.open("/products/corvane-plossl");
    const sku = page.locator("#add-to-cart [name=sku]");
    const pressed = await sku.inputValue();
    let go = () => {};
    const held = new Promise<void>((done) => (go = done));
    await page.route("/rpc/cart/change", async (route) => {
      await held;
      await route.abort();
    });
    const sent = page.waitForRequest("/rpc/cart/change");
    await page.getByRole("button", { name: "Add to cart" }).first().click();
    await sent;
    await page.locator(".choice").nth(2).click();
    await expect(sku).not.toHaveValue(pressed);
    go();
    await expect(page).toHaveURL(/\/cart$/);
    await expect(page.locator("#cart-count")).toHaveText("1");
    await expect(page.locator(`.cart-page [data-line="${pressed}"]`)).toBeVisible();
  });

  test("make a removal once if its response is lost, so that its undo stays", async ({ page, shop }) => {
    for (const kind of ["console", "pageerror"] as const) page.removeAllListeners(kind);
    await shop.have(plenty.sku);
    await shop.have(book.sku);
    await shop.open("/cart");
    await page.getByRole("button", { name: `Remove ${book.name}` }).click();
    const undo = page.getByRole("button", { name: "Undo" });
    await expect(undo).toBeVisible();
    let go = () => {};
    const held = new Promise<void>((done) => (go = done));
    await page.route("/rpc/cart/change", async (route) => {
      await held;
      await route.abort();
    });
    let removals = 0;
    await page.route("**/cart/lines/*", async (route) => {
      if (removals++ > 0) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await page.getByRole("button", { name: `Remove ${plenty.name}` }).click();
    await undo.click();
    go();
    await expect(page.locator(".flash")).toContainText("back in your cart");
    await expect(shop.line(plenty.name)).toBeVisible();
    await expect(page.locator("#cart-count")).toHaveText("1");
    expect(removals).toBe(2);
  });
});

for (const reason of ["was translated", "fails while it is updated"]) {
  test(`a page that ${reason} leads to the cart, with each change made once`, async ({ page, shop }) => {
    for (const kind of ["console", "pageerror"] as const) page.removeAllListeners(kind);
    await shop.have(plenty.sku);
    await shop.open("/cart");
    let go = () => {};
    const held = new Promise<void>((done) => (go = done));
    await page.route("/rpc/cart/change", async (route) => {
      await held;
      await route.continue();
    });
    const sent = page.waitForRequest("/rpc/cart/change");
    await page.getByRole("button", { name: `Increase quantity of ${plenty.name}` }).click();
    await sent;
    if (reason === "was translated") await translate(page);
    else {
      await page.evaluate(() => {
        const fail = () => {
          throw new Error("This text was replaced.");
        };
        Object.defineProperty(Node.prototype, "nodeValue", { set: fail });
      });
    }
    const loaded = page.waitForRequest((request) => request.isNavigationRequest());
    go();
    expect((await loaded).method()).toBe("GET");
    await expect(page.locator("#cart-count")).toHaveText("2");
    await shop.awake();
    // Later changes are sent as usual.
    await page.getByRole("button", { name: `Increase quantity of ${plenty.name}` }).click();
    await expect(page.locator("#cart-count")).toHaveText("3");
  });
}

test("a hanging request of another tab delays an addition, but does not prevent it", async ({ context, page, shop }) => {
  const other = await context.newPage();
  await other.goto("/");
  await other.evaluate(() => void navigator.locks.request("cart", () => new Promise(() => {})));
  await page.bringToFront();
  await shop.open(`/products/${plenty.slug}`);
  await page.getByRole("button", { name: "Add to cart" }).first().click();
  await expect(page.locator("#cart-drawer")).toBeVisible({ timeout: 20_000 * timeoutFactor });
  await expect(page.locator("#cart-count")).toHaveText("1");
});

test("a hanging request of another tab delays only the first of several changes", async ({ context, page, shop }) => {
  const other = await context.newPage();
  await other.goto("/");
  await other.evaluate(() => void navigator.locks.request("cart", () => new Promise(() => {})));
  await page.bringToFront();
  await shop.have(plenty.sku);
  await shop.open("/cart");
  const more = page.getByRole("button", { name: `Increase quantity of ${plenty.name}` });
  const sent: number[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/rpc/cart/change")) sent.push(Date.now());
  });
  for (let i = 0; i < 3; i++) await more.click();
  await expect(page.locator("#cart-count")).toHaveText("4", { timeout: 20_000 * timeoutFactor });
  expect(sent).toHaveLength(3);
  expect(sent[2]! - sent[0]!).toBeLessThan(8_000);
});

test("a request that hangs is sent again after ten seconds, and the queue goes on", async ({ page, shop }) => {
  for (const kind of ["console", "pageerror"] as const) page.removeAllListeners(kind);
  await shop.have(plenty.sku);
  await shop.open("/cart");
  let sent = 0;
  await page.route("/rpc/cart/change", async (route) => {
    if (sent++ > 0) await route.continue();
  });
  const same = await mark(page);
  const more = page.getByRole("button", { name: `Increase quantity of ${plenty.name}` });
  for (let i = 0; i < 2; i++) await more.click();
  await expect(page.locator("#cart-count")).toHaveText("3", { timeout: 20_000 * timeoutFactor });
  expect(sent).toBe(3);
  await same();
});

for (const [status, digits] of [
  [429, [0xad, 0x03]],
  [503, [0xf7, 0x03]],
] as const) {
  test(`a change that the server has no capacity for (${status}) is sent again as it asks`, async ({ page, shop }) => {
    for (const kind of ["console", "response"] as const) page.removeAllListeners(kind);
    await shop.have(plenty.sku);
    await shop.open("/cart");
    const sent: number[] = [];
    await page.route("/rpc/cart/change", async (route) => {
      sent.push(Date.now());
      // An `RpcError` in postcard: status, no message, no field, one second.
      const body = Buffer.from([...digits, 0, 0, 1]);
      await (sent.length === 1 ? route.fulfill({ status, body, contentType: "application/x-postcard" }) : route.continue());
    });
    const same = await mark(page);
    await page.getByRole("button", { name: `Increase quantity of ${plenty.name}` }).click();
    await expect(page.locator("#cart-count")).toHaveText("2");
    await expect(shop.line(plenty.name).getByRole("textbox", { name: "Quantity" })).toHaveValue("2");
    expect(sent).toHaveLength(2);
    expect(sent[1]! - sent[0]!).toBeGreaterThan(900);
    await same();
  });
}

test.describe("a refusal", () => {
  const whole = "Enter the quantity as a whole number.";
  /** Holds the cart's changes until the returned function is called. */
  const hold = async (page: import("@playwright/test").Page) => {
    let go = () => {};
    const held = new Promise<void>((done) => (go = done));
    await page.route("/rpc/cart/change", async (route) => {
      await held;
      await route.continue();
    });
    return () => go();
  };

  test("is shown by the cart page if its line is gone", async ({ page, shop }) => {
    await shop.have(plenty.sku);
    await shop.open("/cart");
    const go = await hold(page);
    const sent = page.waitForRequest("/rpc/cart/change");
    await shop.setQuantity(plenty.name, "1.5");
    await sent;
    await shop.line(plenty.name).evaluate((line) => line.remove());
    go();
    await expect(page.getByRole("alert").filter({ hasText: whole })).toBeVisible();
    await expect(shop.line(plenty.name)).toBeVisible();
  });

  test("opens the drawer again that was closed meanwhile", async ({ page, shop }) => {
    await shop.open(`/products/${plenty.slug}`);
    const drawer = await shop.add();
    const same = await mark(page);
    const go = await hold(page);
    const sent = page.waitForRequest("/rpc/cart/change");
    await shop.setQuantity(plenty.name, "1.5");
    await sent;
    await drawer.getByRole("button", { name: "Close cart" }).click();
    await expect(page.locator("#cart-drawer")).toBeHidden();
    go();
    await expect(page.locator("#cart-drawer")).toBeVisible();
    await expect(page.locator("#cart-message")).toHaveText(whole);
    await same();
  });
});

test("an error of another script during an update is no concern of the cart", async ({ page, shop }) => {
  await shop.have(plenty.sku);
  await shop.open("/cart");
  const same = await mark(page);
  await page.evaluate(() => {
    const { get, set } = Object.getOwnPropertyDescriptor(Node.prototype, "nodeValue")!;
    Object.defineProperty(Node.prototype, "nodeValue", {
      get,
      set(this: Node, text: string) {
        dispatchEvent(new ErrorEvent("error", { message: "ResizeObserver loop completed with undelivered notifications." }));
        set!.call(this, text);
      },
    });
  });
  await page.getByRole("button", { name: `Increase quantity of ${plenty.name}` }).click();
  await expect(page.locator("#cart-count")).toHaveText("2");
  await expect(page.locator("html")).toHaveClass(/js/);
  await same();
});

test("a page that comes back long after it was left does not send its changes", async ({ page, shop }) => {
  for (const kind of ["console", "pageerror"] as const) page.removeAllListeners(kind);
  await shop.have(plenty.sku);
  await shop.open("/cart");
  let go = () => {};
  const held = new Promise<void>((done) => (go = done));
  let sent = 0;
  await page.route("/rpc/cart/change", async (route) => {
    if (sent++ > 0) return route.continue();
    await held;
    await route.abort();
  });
  const first = page.waitForRequest("/rpc/cart/change");
  const more = page.getByRole("button", { name: `Increase quantity of ${plenty.name}` });
  for (let i = 0; i < 3; i++) await more.click();
  await first;
  const quantity = shop.line(plenty.name).getByRole("textbox", { name: "Quantity" });
  await expect(quantity).toHaveValue("4");
  await page.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 60_000;
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
  // The server’s cart is shown.
  await expect(quantity).toHaveValue("1");
  go();
  await more.click();
  await expect(page.locator("#cart-count")).toHaveText("2");
  expect(sent).toBe(2);
});

test("a page that comes back sends its steps again, but no quantity that another page may have set", async ({ page, shop }) => {
  for (const kind of ["console", "pageerror"] as const) page.removeAllListeners(kind);
  await shop.have(plenty.sku);
  await shop.have(book.sku);
  await shop.open("/cart");
  let go = () => {};
  const held = new Promise<void>((done) => (go = done));
  let sent = 0;
  await page.route("/rpc/cart/change", async (route) => {
    if (sent++ > 0) return route.continue();
    await held;
    await route.abort();
  });
  const first = page.waitForRequest("/rpc/cart/change");
  await shop.setQuantity(plenty.name, "5");
  await first;
  await page.getByRole("button", { name: `Increase quantity of ${book.name}` }).click();
  // Another page.
  await shop.have(plenty.sku);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  go();
  await expect(page.locator(".cart-head")).toContainText("4 items");
  await expect(shop.line(plenty.name).getByRole("textbox", { name: "Quantity" })).toHaveValue("2");
  await expect(shop.line(book.name).getByRole("textbox", { name: "Quantity" })).toHaveValue("2");
  expect(sent).toBe(2);
});

test("a page that comes back does not undo a removal of another page", async ({ page, shop }) => {
  for (const kind of ["console", "pageerror"] as const) page.removeAllListeners(kind);
  await shop.have(plenty.sku);
  await shop.have(book.sku);
  await shop.open("/cart");
  await page.getByRole("button", { name: `Remove ${plenty.name}` }).click();
  const undo = page.getByRole("button", { name: "Undo" });
  await expect(undo).toBeVisible();
  let go = () => {};
  const held = new Promise<void>((done) => (go = done));
  let made = () => {};
  const undone = new Promise<void>((done) => (made = done));
  let sent = 0;
  await page.route("/rpc/cart/change", async (route) => {
    if (sent++ > 0) return route.continue();
    // It arrives, and its response is lost.
    await route.fetch();
    made();
    await held;
    await route.abort();
  });
  await undo.click();
  await undone;
  // Another page.
  const removed = await page.request.post(`/cart/lines/${book.sku}`, { form: { quantity: "0" } });
  expect(removed.ok()).toBeTruthy();
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  go();
  await expect(page.locator("#cart-count")).toHaveText("1");
  await expect(shop.line(book.name)).toHaveCount(0);
  await expect(shop.line(plenty.name)).toBeVisible();
  // A later change is the next request.
  await page.getByRole("button", { name: `Increase quantity of ${plenty.name}` }).click();
  await expect(page.locator("#cart-count")).toHaveText("2");
  await expect(shop.line(book.name)).toHaveCount(0);
  expect(sent).toBe(2);
});

test("a late refresh does not replace the response to a newer change", async ({ page, shop }) => {
  await shop.have(plenty.sku);
  await shop.open("/cart");
  let go = () => {};
  const held = new Promise<void>((done) => (go = done));
  let read = () => {};
  const older = new Promise<void>((done) => (read = done));
  await page.route("/rpc/cart/show", async (route) => {
    const response = await route.fetch();
    read();
    await held;
    await route.fulfill({ response });
  });
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await older;
  await page.getByRole("button", { name: `Increase quantity of ${plenty.name}` }).click();
  await expect(page.locator(".cart-head")).toContainText("2 items");
  const late = page.waitForResponse("/rpc/cart/show");
  go();
  await (await late).finished();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await expect(page.locator("#cart-count")).toHaveText("2");
  await expect(page.locator(".cart-head")).toContainText("2 items");
  await expect(shop.line(plenty.name).getByRole("textbox", { name: "Quantity" })).toHaveValue("2");
});

test("an error is shown below any other form that adds to the cart, and goes with the next success", async ({ page, shop }) => {
  await shop.open(`/products/${bridged.camera}?telescope=${bridged.telescope}#fit`);
  const form = page.locator("#fit-verdict form");
  const sku = form.locator("[name=sku]");
  const right = await sku.inputValue();
  const set = (value: string) => sku.evaluate((field: HTMLInputElement, value) => (field.value = value), value);
  await set("NO-SUCH-SKU");
  await form.getByRole("button").click();
  const error = page.locator("#fit-verdict").getByRole("alert");
  await expect(error).toHaveText(/\S/);
  await set(right);
  await form.getByRole("button").click();
  await expect(shop.cart()).toBeVisible();
  await expect(error).toHaveCount(0);
});

test("a response changes the lines in place and keeps elements, focus and input", async ({ page, shop }) => {
  await shop.have(plenty.sku);
  await shop.have(book.sku);
  await shop.open("/cart");
  const line = shop.line(book.name);
  await line.evaluate((line) => line.setAttribute("data-kept", ""));
  const requests: string[] = [];
  page.on("request", (request) => {
    if (!request.url().includes("/pkg/")) requests.push(new URL(request.url()).pathname);
  });
  await page.getByRole("button", { name: `Remove ${plenty.name}` }).click();
  await expect(page.locator("#cart-count")).toHaveText("1");
  await expect(shop.line(plenty.name)).toHaveCount(0);
  await expect(line).toHaveAttribute("data-kept", "");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  // Nothing else is requested.
  expect(requests).toEqual(["/rpc/cart/change"]);
});

/** Adds the product of this page, and closes the drawer. */
async function addAndClose(page: import("@playwright/test").Page, shop: Shop): Promise<void> {
  const drawer = await shop.add();
  await drawer.getByRole("button", { name: "Close cart" }).click();
  await expect(drawer).toBeHidden();
  // Closing removes its history entry, so the next step back leaves the page.
  await expect.poll(() => page.evaluate(() => history.state)).not.toBe("over");
}

// Chromium restores no page that has used Web Locks, as one does that changes the cart: here it is changed on the page after it.
test.describe("a page from the back/forward cache", () => {
  /** Follows a link; the returned function fails unless the page left is restored when it is shown again. */
  async function follow(page: import("@playwright/test").Page, link: import("@playwright/test").Locator) {
    // The first move of the pointer loads the cart's code.
    const code = page.waitForResponse("**/pkg/split_load_cart_*.wasm");
    await link.hover();
    await (await code).finished();
    const same = await restored(page);
    await link.click();
    return same;
  }

  test("shows the current count after a product was added on the next page", async ({ page, shop }) => {
    await shop.open(`/search?q=${encodeURIComponent(book.name)}`);
    await expect(page.locator("#cart-count")).toHaveText("0");
    const same = await follow(page, page.locator("#results").getByRole("link", { name: book.name }).first());
    await expect(page).toHaveURL(new RegExp(`/products/${book.slug}`));
    await shop.awake();
    await addAndClose(page, shop);
    await back(page);
    await same();
    await expect(page).toHaveURL(/\/search\?q=/);
    await expect(page.locator("#cart-count")).toHaveText("1");
    await page.locator("#cart-button").click();
    await expect(shop.line(book.name)).toBeVisible();
  });

  test("shows the current lines of the cart", async ({ page, shop }) => {
    await shop.have(plenty.sku);
    // The cart is sent with `no-store`. Browsers keep such pages under conditions or not at all, and any page without it.
    await page.route("/cart", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), "cache-control": "private, no-cache" } });
    });
    await shop.open("/cart");
    await page.unroute("/cart");
    await expect(shop.line(plenty.name).getByRole("textbox", { name: "Quantity" })).toHaveValue("1");
    const same = await follow(page, page.getByRole("contentinfo").getByRole("link", { name: "Track an order" }));
    await expect(page).toHaveURL(/\/track$/);
    await shop.have(plenty.sku, 2);
    await shop.have(book.sku);
    await back(page);
    await same();
    await expect(page).toHaveURL(/\/cart$/);
    await expect(page.locator("#cart-count")).toHaveText("4");
    await expect(shop.line(plenty.name).getByRole("textbox", { name: "Quantity" })).toHaveValue("3");
    await expect(shop.line(book.name)).toBeVisible();
  });
});

test("Back shows the current cart also if the browser loads the page again", async ({ page, shop }) => {
  const track = page.getByRole("contentinfo").getByRole("link", { name: "Track an order" });
  // A page that has changed the cart itself.
  await shop.open(`/products/${plenty.slug}`);
  await addAndClose(page, shop);
  await track.click();
  await expect(page).toHaveURL(/\/track$/);
  await back(page);
  await expect(page).toHaveURL(new RegExp(`/products/${plenty.slug}$`));
  await expect(page.locator("#cart-count")).toHaveText("1");
  // A page with `no-store`.
  await shop.open("/cart");
  await track.click();
  await expect(page).toHaveURL(/\/track$/);
  await shop.have(book.sku);
  await back(page);
  await expect(page).toHaveURL(/\/cart$/);
  await expect(page.locator("#cart-count")).toHaveText("2");
  await expect(shop.line(book.name)).toBeVisible();
});

test("concurrent first additions in two tabs create one cart", async ({ context, page, shop, small }) => {
  const other = new Shop(await context.newPage(), true, small);
  await shop.open(`/products/${plenty.slug}`);
  await other.open(`/products/${book.slug}`);
  let go = () => {};
  const held = new Promise<void>((done) => (go = done));
  let sent = () => {};
  const first = new Promise<void>((done) => (sent = done));
  await page.route("/rpc/cart/change", async (route) => {
    sent();
    await held;
    await route.continue();
  });
  const adding = shop.add();
  await first;
  await other.page.getByRole("button", { name: "Add to cart" }).first().click();
  // If it had been sent by now, it would have no cart.
  await other.page.evaluate(() => fetch("/robots.txt").then(() => new Promise(requestAnimationFrame)));
  go();
  await adding;
  await expect(other.cart()).toBeVisible();
  await expect(other.page.locator("#cart-count")).toHaveText("2");
  await page.reload();
  await expect(page.locator("#cart-count")).toHaveText("2");
});

test("at the maximum quantity the focus stays on the button, which says why", async ({ page, shop }) => {
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

test("the gallery changes in place", async ({ page, shop }) => {
  await shop.open("/products/halden-102-ed");
  const same = await mark(page);
  const large = page.locator(".gallery-large img");
  const first = await large.getAttribute("src");
  const requests: string[] = [];
  page.on("request", (request) => {
    if (!/\/(pkg|media)\/|favicon/.test(request.url())) requests.push(new URL(request.url()).pathname);
  });
  const thumb = page.locator(".thumbs a").nth(1);
  await thumb.click();
  await expect(large).not.toHaveAttribute("src", first ?? "");
  await expect(thumb).toHaveAttribute("aria-current", "true");
  await expect(thumb).toBeFocused();
  await expect(page).toHaveURL(/picture=2$/);
  await expect(page.locator(".gallery-caption")).toBeVisible();
  // The page has the data of all pictures.
  expect(requests).toEqual([]);
  // The large picture opens with the one that is shown.
  await page.locator(".gallery-large").click();
  await expect(page.locator("#zoom .zoom-count")).toHaveText(/^2 \/ /);
  await page.keyboard.press("Escape");
  // Closed, it loads no picture.
  await expect(page.locator("#zoom img")).not.toHaveAttribute("src");
  await page.locator(".thumbs a").first().click();
  await expect(large).toHaveAttribute("src", first ?? "");
  await expect(page.locator(".gallery-caption")).toHaveCount(0);
  await same();
});

test("Back closes the cart drawer, and its links replace its history entry", async ({ page, shop }) => {
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
  await back(page);
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

  test("fits the screen, has a caption, and is closed by Back, Escape and the button", async ({ page, shop, small }) => {
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
    let step: unknown = null;
    for (const leave of [() => page.keyboard.press("Escape"), () => close.click()]) {
      await page.locator(".gallery-large").click();
      await expect(zoom).toBeVisible();
      step = await page.evaluate(() => history.state);
      await leave();
      await expect(zoom).toBeHidden();
    }
    // Closing removed its history entry, so Back leaves the product.
    await expect.poll(() => page.evaluate(() => history.state)).not.toBe(step);
    await back(page);
    await expect(page).not.toHaveURL(/\/products\//);
  });

  test("turns to the next picture by button, arrow key and swipe", async ({ page, shop, small }) => {
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

  test("zooms by button, double tap, wheel and pinch, and resets for the next picture", async ({ page, shop, small }) => {
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
    // Zooming keeps the middle of the picture in the middle.
    expect(await stage.evaluate((stage) => stage.scrollLeft)).toBeGreaterThan(0);
    await zoom.getByRole("button", { name: "Next picture" }).click();
    await expect.poll(fits).toBe(true);
  });
});

test.describe("filters", () => {
  test("apply without a page load, announce the count, and Back removes them", async ({ page, shop }) => {
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

  test("chips, sort order and pager work in place, and Back from a product shows the same list", async ({ page, shop }) => {
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
    await back(page);
    await expect(page).toHaveURL(/page=2/);
    await expect(page.locator("#results .card h3").nth(1)).toHaveText(name);
  });

  test("a change is one request and keeps open parts and the focus", async ({ page, shop }) => {
    await shop.open("/categories/telescopes");
    const requests: string[] = [];
    page.on("request", (request) => {
      if (!/\/(pkg|media)\/|favicon/.test(request.url())) requests.push(new URL(request.url()).pathname);
    });
    const group = await shop.filter("Aperture");
    for (const n of [1, 2]) {
      const box = group.getByRole("checkbox").nth(n);
      await box.check();
      await expect(page.getByRole("list", { name: "Applied filters" }).getByRole("link", { name: /^Remove filter/ })).toHaveCount(n);
      await expect(box).toBeFocused();
      await expect(group).toBeVisible();
    }
    expect(requests).toEqual(["/rpc/catalogue/list", "/rpc/catalogue/list"]);
    // The removed chip had the focus, which moves to the list.
    await page.getByRole("link", { name: "Clear all filters" }).click();
    await expect(page).toHaveURL(/\/categories\/telescopes$/);
    await expect(group.getByRole("checkbox", { checked: true })).toHaveCount(0);
    await expect.poll(() => page.evaluate(() => !!document.activeElement?.closest("#results"))).toBe(true);
  });

  test("a late response does not replace a newer one", async ({ page, shop }) => {
    await shop.open("/categories/telescopes");
    let go = () => {};
    const held = new Promise<void>((done) => (go = done));
    let asked = 0;
    await page.route("/rpc/catalogue/list", async (route) => {
      if (++asked === 1) await held;
      await route.continue();
    });
    const sort = page.getByRole("combobox", { name: "Sort by" });
    await sort.selectOption("price-down");
    await expect.poll(() => asked).toBe(1);
    await sort.selectOption("name");
    await expect(page).toHaveURL(/sort=name/);
    const answer = page.waitForResponse("/rpc/catalogue/list");
    go();
    await (await answer).finished();
    await page.evaluate(() => new Promise(requestAnimationFrame));
    await expect(page).toHaveURL(/sort=name/);
    await expect(sort).toHaveValue("name");
  });

  test("Back shows the previous list, also after a reload", async ({ page, shop }) => {
    await shop.open("/categories/telescopes");
    const count = page.locator("#results-count");
    const all = (await count.textContent()) ?? "";
    await (await shop.filter("Aperture")).getByRole("checkbox").nth(1).check();
    await expect(count).not.toHaveText(all);
    await page.reload();
    await shop.awake();
    await expect(count).not.toHaveText(all);
    await page.goBack();
    await expect(count).toHaveText(all);
    await expect(page.getByRole("link", { name: /^Remove filter/ })).toHaveCount(0);
  });

  test("an invalid price range has a message, and the input is kept", async ({ page, shop }) => {
    await shop.open("/categories/telescopes");
    await shop.filter("Aperture");
    const from = page.getByRole("textbox", { name: "From" });
    const to = page.getByRole("textbox", { name: "To", exact: true });
    await from.fill("cheap");
    await to.focus();
    await expect(page.getByRole("alert").filter({ hasText: "Enter an amount in digits" })).toBeVisible();
    await expect(from).toHaveAttribute("aria-invalid", "true");
    await expect(to).toBeFocused();
    await from.fill("300");
    await to.focus();
    await page.keyboard.type("500");
    await expect(page.getByRole("alert").filter({ hasText: "Enter an amount in digits" })).toBeHidden();
    await expect(to).toHaveValue("500");
    await to.press("Enter");
    await expect(page).toHaveURL(/price-from=300.*price-to=500/);
  });

  for (const [reason, answer] of [
    ["without a response", (route: import("@playwright/test").Route) => route.abort()],
    ["if the response takes too long", () => {}],
  ] as const) {
    test(`${reason} the browser submits the form`, async ({ page, shop }) => {
      for (const kind of ["console", "pageerror"] as const) page.removeAllListeners(kind);
      await shop.open("/categories/telescopes");
      await page.route("/rpc/**", answer);
      await page.getByRole("combobox", { name: "Sort by" }).selectOption("price-down");
      await expect(page).toHaveURL(/sort=price-down/, { timeout: 20_000 * timeoutFactor });
      await shop.awake();
      await expect(page.getByRole("combobox", { name: "Sort by" })).toHaveValue("price-down");
    });
  }
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

  test("a click chooses a product with picture and price; a click elsewhere closes the list", async ({ page, shop }) => {
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

  test("a late response keeps the selection, and no text is requested twice", async ({ page, shop }) => {
    await shop.open("/");
    const input = page.locator("#search-header");
    // However slowly the keys are pressed: each may be a text of its own.
    const asked: string[] = [];
    const longer = () => asked.filter((text) => text.endsWith("dobso")).length;
    let go = () => {};
    const held = new Promise<void>((done) => (go = done));
    await page.route("/rpc/search/suggest", async (route) => {
      asked.push(route.request().postDataBuffer()?.toString("latin1") ?? "");
      if (longer() === 1 && asked.at(-1)?.endsWith("dobso")) await held;
      await route.continue();
    });
    await input.pressSequentially("dobs");
    const options = page.getByRole("listbox", { name: "Search suggestions" }).first().getByRole("option");
    await expect(options.first()).toContainText("Dobsonians");
    // The response for the longer text arrives after the selection.
    await input.press("o");
    await expect.poll(longer).toBe(1);
    await input.press("ArrowDown");
    await expect(options.first()).toHaveAttribute("aria-selected", "true");
    const answer = page.waitForResponse("/rpc/search/suggest");
    go();
    await (await answer).finished();
    await page.evaluate(() => new Promise(requestAnimationFrame));
    await expect(options.first()).toHaveAttribute("aria-selected", "true");
    await expect(input).toHaveAttribute("aria-activedescendant", (await options.first().getAttribute("id")) ?? "");
    // Typing the same text again needs no request.
    await input.press("Escape");
    await input.press("b");
    await input.press("Backspace");
    await expect(options.first()).toBeVisible();
    expect(new Set(asked).size, asked.join()).toBe(asked.length);
  });

  test("keys pressed before the suggestions arrive apply to them", async ({ page, shop }) => {
    await shop.open("/");
    let go = () => {};
    const held = new Promise<void>((done) => (go = done));
    const hold = async (route: import("@playwright/test").Route) => {
      await held;
      await route.continue();
    };
    await page.route("**/pkg/split_load_search_*.wasm", hold);
    const input = page.locator("#search-header");
    await input.pressSequentially("dobs");
    await input.press("ArrowDown");
    await input.press("Enter");
    go();
    await expect(page).toHaveURL(/\/categories\/dobsonians$/);
    // The same while a response is pending.
    await shop.awake();
    let answer = () => {};
    const awaited = new Promise<void>((done) => (answer = done));
    await page.route("/rpc/search/suggest", async (route) => {
      await awaited;
      await route.continue();
    });
    await input.pressSequentially("uhc");
    await input.press("ArrowDown");
    await input.press("Enter");
    answer();
    await expect(page).not.toHaveURL(/\/categories\/dobsonians$/);
    await expect(page).not.toHaveURL(/\/search/);
  });

  test("a response after leaving the box opens nothing", async ({ page, shop }) => {
    await shop.open("/");
    let go = () => {};
    const held = new Promise<void>((done) => (go = done));
    await page.route("/rpc/search/suggest", async (route) => {
      await held;
      await route.continue();
    });
    const asked = page.waitForRequest("/rpc/search/suggest");
    await page.locator("#search-header").pressSequentially("dobs");
    await asked;
    await page.locator("#cart-button").focus();
    const answer = page.waitForResponse("/rpc/search/suggest");
    go();
    await (await answer).finished();
    await page.evaluate(() => new Promise(requestAnimationFrame));
    await expect(page.getByRole("option")).toHaveCount(0);
    await expect(page.locator("#search-header")).not.toHaveAttribute("aria-expanded", "true");
  });

  test("without a response the form leads to the search page", async ({ page, shop }) => {
    for (const kind of ["console", "pageerror"] as const) page.removeAllListeners(kind);
    await shop.open("/");
    await page.route("/rpc/**", (route) => route.abort());
    const input = page.locator("#search-header");
    await input.pressSequentially("dobs");
    await input.press("ArrowDown");
    await input.press("Enter");
    await expect(page).toHaveURL(/\/search\?q=dobs$/);
  });

  test("Enter without a selection searches for the text", async ({ page, shop }) => {
    await shop.open("/");
    await page.locator("#search-header").pressSequentially("moon map");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/search\?q=moon\+map/);
  });
});

test.describe("checkout", () => {
  test("a field shows its error on blur and drops it once corrected", async ({ page, shop }) => {
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

  test("an empty form is not sent, and the focus moves to the errors", async ({ page, shop }) => {
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

test("the theme changes at once, without a page load", async ({ page, shop }) => {
  await shop.open("/");
  const same = await mark(page);
  await shop.chooseLight("Red light");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "red");
  await same();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "red");
});

test.describe("the form of checkout", () => {
  test("follows another country by one request; fields, typing and focus stay", async ({ page, shop }) => {
    await shop.have(plenty.sku);
    await shop.open("/checkout");
    const same = await mark(page);
    const [country, street, region] = [page.getByRole("combobox", { name: "Country" }), page.locator("#street"), page.locator("#region")];
    await street.fill("1 Market Street");
    for (const field of [street, page.locator("#postcode")]) await field.evaluate((field) => field.setAttribute("data-kept", ""));
    const requests: string[] = [];
    page.on("request", (request) => {
      if (!request.url().includes("/pkg/")) requests.push(new URL(request.url()).pathname);
    });
    await country.focus();
    await country.selectOption("US");
    await expect(page.locator(".order-summary")).toContainText("Delivery to the United States");
    await expect(page.locator("label[for=postcode]")).toHaveText("ZIP code");
    await expect(country).toBeFocused();
    await expect(street).toHaveValue("1 Market Street");
    await expect(page.locator("[data-kept]")).toHaveCount(2);
    expect(requests).toEqual(["/rpc/checkout/estimate"]);
    await region.selectOption("CA");
    // One list gives way to another.
    await country.selectOption("JP");
    await expect(region.getByRole("option", { name: "Tokyo" })).toHaveCount(1);
    await expect(region).toHaveValue("");
    await country.selectOption("DE");
    await expect(region).toBeHidden();
    await expect(page.locator(".order-summary")).toContainText("Delivery to Germany");
    await expect(page.locator("#announcer")).toContainText(/Estimated total.*€/);
    await same();
  });

  test("without a response no other country’s total is shown, and the form still works", async ({ page, shop }) => {
    await shop.have(plenty.sku);
    await shop.open("/checkout");
    await page.route("/rpc/**", (route) => route.abort());
    await shop.fillContact(somebody({ country: "AT", postcode: "1010", city: "Wien" }));
    await expect(page.locator(".order-summary .totals dd").first()).toBeHidden();
    await shop.next("delivery");
    await expect(page.locator(".step-done")).toContainText("1010 Wien, Austria");
  });

  test("input and clicks from before its code was loaded are kept and checked", async ({ page, shop }) => {
    await shop.have(plenty.sku);
    let go = () => {};
    const held = new Promise<void>((done) => (go = done));
    await page.route("**/pkg/split_load_checkout_*.wasm", async (route) => {
      await held;
      await route.continue();
    });
    await shop.open("/checkout");
    const person = somebody({ country: "NO", postcode: "12", email: "ada@gmial.com" });
    await shop.fillContact(person);
    await shop.next("delivery");
    await expect(page.locator("#error-summary")).toBeHidden();
    go();
    await expect(page.locator("#error-summary")).toBeFocused();
    await expect(page.locator("#error-summary")).toContainText("Please correct 1 field");
    await expect(page.getByRole("button", { name: "Did you mean ada@gmail.com?" })).toBeVisible();
    await expect(page.locator(".order-summary")).toContainText("Delivery to Norway");
    for (const part of ["email", "name", "street", "postcode", "city"] as const) await expect(page.locator(`#${part}`)).toHaveValue(person[part]);
    await page.locator("#postcode").fill("0150");
    await shop.next("delivery");
    await expect(page.getByRole("radio", { name: /Standard/ })).toBeVisible();
  });

  test("is posted if its code cannot be loaded, and the server shows the errors", async ({ page, shop }) => {
    for (const kind of ["console", "pageerror"] as const) page.removeAllListeners(kind);
    await page.route("**/pkg/split_load_checkout_*.wasm", (route) => route.abort());
    await shop.have(plenty.sku);
    await shop.open("/checkout");
    await shop.fillContact(somebody({ email: "nobody" }));
    await shop.next("delivery");
    await expect(page.locator("#error-summary")).toContainText("Please correct 1 field");
    await expect(page.locator("#email")).toHaveValue("nobody");
    await page.locator("#email").fill(somebody().email);
    await shop.next("delivery");
    await expect(page.getByRole("radio", { name: /Standard/ })).toBeVisible();
  });

  test("is posted if its code takes too long to load", async ({ page, shop }) => {
    for (const kind of ["console", "pageerror"] as const) page.removeAllListeners(kind);
    await page.route("**/pkg/split_load_checkout_*.wasm", () => {});
    await shop.have(plenty.sku);
    await shop.open("/checkout");
    await shop.fillContact(somebody());
    await shop.next("delivery");
    await expect(page.getByRole("radio", { name: /Standard/ })).toBeVisible({ timeout: 20_000 * timeoutFactor });
  });

  for (const when of ["before", "after"]) {
    test(`is posted if the browser has translated the page ${when} its first use`, async ({ page, shop }) => {
      for (const kind of ["console", "pageerror"] as const) page.removeAllListeners(kind);
      await shop.have(plenty.sku);
      await shop.open("/checkout");
      const email = page.locator("#email");
      if (when === "after") {
        await email.fill("nobody");
        await email.blur();
        await expect(page.locator("#email-error")).toBeVisible();
      }
      await translate(page);
      const requests: string[] = [];
      page.on("request", (request) => {
        if (request.url().includes("/rpc/")) requests.push(new URL(request.url()).pathname);
      });
      await shop.fillContact(somebody({ email: "nobody", country: "AT", postcode: "1010", city: "Wien" }));
      await shop.next("delivery");
      // The server finds the error and knows the other country.
      await expect(page.locator("#error-summary")).toContainText("Please correct 1 field");
      await expect(page.locator(".order-summary")).toContainText("Delivery to Austria");
      expect(requests).toEqual([]);
      await email.fill(somebody().email);
      await shop.next("delivery");
      await expect(page.getByRole("radio", { name: /Standard/ })).toBeVisible();
    });
  }

  test("is sent once, and again when the page returns from the back/forward cache", async ({ page, shop }) => {
    await shop.have(plenty.sku);
    await shop.open("/checkout");
    await shop.fillContact(somebody());
    await expect(page.locator(".order-summary")).toContainText("Delivery to Germany");
    let sent = 0;
    // 204 leaves the page where it is.
    await page.route("/checkout/contact", async (route) => {
      sent++;
      await route.fulfill({ status: 204 });
    });
    await shop.next("delivery");
    await expect.poll(() => sent).toBe(1);
    await shop.next("delivery");
    await page.evaluate(() => fetch("/robots.txt").then(() => new Promise(requestAnimationFrame)));
    expect(sent).toBe(1);
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
    await shop.next("delivery");
    await expect.poll(() => sent).toBe(2);
  });
});
