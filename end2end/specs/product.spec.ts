import type { Page } from "@playwright/test";
import { back, expect, mark, test, translate } from "../lib/test";
import { fitted, plenty, soldOutVariant, three } from "../lib/catalogue";
import { timeoutFactor } from "../lib/timeouts";

const eyepieces = "/products/corvane-plossl";
/** A product whose variants differ in picture and specifications. */
const pictured = { slug: "halden-90-900", other: "HAL-90L-AZ" };

/** The requests for pages and server functions from now on. */
function requests(page: Page): string[] {
  const list: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (!/^\/(pkg|media|fonts)\/|favicon|vitals/.test(pathname)) list.push(`${request.method()} ${pathname}`);
  });
  return list;
}

test.describe("variants", () => {
  test("one request changes price, form and URL in place, and Add to cart adds the variant", async ({ page, shop }) => {
    await shop.open(eyepieces);
    const same = await mark(page);
    const choice = page.locator(".choice").nth(2);
    const label = (await choice.locator("span").textContent()) ?? "";
    const price = (await choice.locator(".number").textContent()) ?? "";
    const sent = requests(page);
    await choice.click();
    await expect(page).toHaveURL(/variant=/);
    await expect(choice).toHaveAttribute("aria-current", "true");
    await expect(page.locator(".choice[aria-current]")).toHaveCount(1);
    await expect(choice).toBeFocused();
    await expect(page.locator(".purchase .price-block .price")).toHaveText(price);
    await expect(page.locator("#announcer")).toHaveText(price);
    expect(sent).toEqual(["POST /rpc/catalogue/variant"]);
    await same();
    await expect(await shop.add()).toContainText(label);
  });

  test("only variants in stock have a buy button, and a typed quantity outlives those that have none", async ({ page, shop }) => {
    await shop.open(`/products/${soldOutVariant.slug}?variant=${soldOutVariant.sku}`);
    const button = page.getByRole("button", { name: "Add to cart" });
    await expect(button).toHaveCount(0);
    const other = page.locator(".choice", { hasNotText: "Sold out" }).first();
    await other.click();
    await expect(button.first()).toBeVisible();
    await page.getByRole("textbox", { name: "Quantity" }).fill("4");
    await page.locator(".choice", { hasText: "Sold out" }).click();
    await expect(button).toHaveCount(0);
    await expect(page.getByRole("textbox", { name: "E-mail" })).toBeVisible();
    await other.click();
    await expect(page.getByRole("textbox", { name: "Quantity" })).toHaveValue("4");
  });

  test("specifications and pictures change in place, and open explanations stay open", async ({ page, shop }) => {
    await shop.open(`/products/${pictured.slug}`);
    const same = await mark(page);
    const large = page.locator(".gallery-large");
    const before = await large.getAttribute("href");
    const term = page.locator("#specifications details.term").first();
    const name = (await term.locator("summary").textContent()) ?? "";
    await term.locator("summary").click();
    const first = page.locator(".choice").first();
    const other = page.locator(`.choice[data-sku="${pictured.other}"]`);
    await other.click();
    await expect(page.locator("#specifications")).toContainText("Altazimuth");
    await expect(page.locator(".purchase .figures")).toContainText("6.4");
    await expect(large).not.toHaveAttribute("href", before ?? "");
    const open = page.locator("#specifications details[open] summary");
    await expect(open).toHaveText([name]);
    // The thumbnails are those of the variant.
    const href = await large.getAttribute("href");
    await page.locator(".thumbs a").nth(1).click();
    await expect(large).not.toHaveAttribute("href", href ?? "");
    await page.locator(".thumbs a").first().click();
    await expect(large).toHaveAttribute("href", href ?? "");
    await expect(page).toHaveURL(new RegExp(`variant=${pictured.other}`));
    await first.click();
    await expect(large).toHaveAttribute("href", before ?? "");
    await expect(page.locator("#specifications")).not.toContainText("Altazimuth");
    await expect(open).toHaveText([name]);
    await same();
  });

  test("equal the page of the variant", async ({ page, shop }) => {
    // Elements, attributes in any order, and texts.
    const shown = () =>
      page.evaluate(() => {
        const written = (node: Node): string => {
          if (node instanceof Text) return node.data;
          if (!(node instanceof Element)) return "";
          const attributes = [...node.attributes].map(({ name, value }) => `${name}=${value}`).sort();
          return `<${node.localName} ${attributes.join(" ")}>${[...node.childNodes].map(written).join("")}`;
        };
        const parts = [".purchase", ".gallery", "#fit", "#optics", "#calculator", "#specifications", "[data-buy-bar]"];
        return parts.map((part) => [...(document.querySelector(part)?.childNodes ?? [])].map(written).join("\n"));
      });
    for (const [slug, query] of [
      ["corvane-plossl", ""],
      [pictured.slug, ""],
      [fitted.slug, `&telescope=${fitted.telescope}`],
      [soldOutVariant.slug, ""],
    ]) {
      await shop.open(`/products/${slug}${query.replace("&", "?")}`);
      const link = page.locator(".choice:not([aria-current])").first();
      const sku = (await link.getAttribute("data-sku")) ?? "";
      await link.click();
      await expect(page).toHaveURL(new RegExp(`variant=${sku}`));
      const changed = await shown();
      await shop.open(`/products/${slug}?variant=${sku}${query}`);
      expect(changed, slug).toEqual(await shown());
    }
  });

  test("the last click wins, and Back leaves the page", async ({ page, shop }) => {
    await page.goto("/categories/eyepieces");
    await shop.open(eyepieces);
    const choices = page.locator(".choice");
    await choices.nth(1).hover();
    let release = (): void => {};
    const first = new Promise<void>((resolve) => (release = resolve));
    let asked = 0;
    await page.route("**/rpc/catalogue/variant", async (route) => {
      if (asked++ === 0) await first;
      await route.continue();
    });
    await choices.nth(2).click();
    await choices.nth(3).click();
    const sku = (await choices.nth(3).getAttribute("data-sku")) ?? "";
    await expect(page).toHaveURL(new RegExp(`variant=${sku}$`));
    const late = page.waitForResponse("**/rpc/catalogue/variant");
    release();
    await late;
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await expect(choices.nth(3)).toHaveAttribute("aria-current", "true");
    await expect(page).toHaveURL(new RegExp(`variant=${sku}$`));
    await back(page);
    await expect(page).toHaveURL(/categories\/eyepieces$/);
  });

  const aborted = (route: import("@playwright/test").Route) => route.abort();
  const unanswered = () => {};
  for (const [name, pattern, answer] of [
    ["there is no response", "**/rpc/catalogue/variant", aborted],
    ["the response takes too long", "**/rpc/catalogue/variant", unanswered],
    ["the page’s code cannot be loaded", "**/pkg/split_load_product_*.wasm", aborted],
    ["the variants’ code cannot be loaded", "**/pkg/split_load_variant_*.wasm", aborted],
    ["the variants’ code takes too long to load", "**/pkg/split_load_variant_*.wasm", unanswered],
  ] as const) {
    test(`the link is followed if ${name}`, async ({ page, shop }) => {
      for (const kind of ["console", "pageerror"] as const) page.removeAllListeners(kind);
      await page.route(pattern, answer);
      await shop.open(eyepieces);
      const choice = page.locator(".choice").nth(2);
      const sku = (await choice.getAttribute("data-sku")) ?? "";
      const loaded = page.waitForRequest((request) => request.isNavigationRequest(), { timeout: 20_000 * timeoutFactor });
      await choice.click();
      expect((await loaded).url()).toContain(`variant=${sku}`);
      await expect(page.locator(".choice[aria-current]")).toHaveAttribute("data-sku", sku);
    });
  }
});

test.describe("quantity", () => {
  test("steps stay within the limits and keep the focus", async ({ page, shop }) => {
    await shop.open(`/products/${plenty.slug}`);
    const field = page.getByRole("textbox", { name: "Quantity" });
    const more = page.getByRole("button", { name: "Increase quantity", exact: true });
    const less = page.getByRole("button", { name: "Decrease quantity", exact: true });
    for (let i = 0; i < 2; i++) await more.click();
    await expect(field).toHaveValue("3");
    for (let i = 0; i < 4; i++) await less.click();
    await expect(field).toHaveValue("1");
    await expect(less).toBeFocused();
    await field.fill("998");
    for (let i = 0; i < 2; i++) await more.click();
    await expect(field).toHaveValue("999");
    await expect(more).toBeFocused();
    await field.fill("two");
    await more.click();
    await expect(field).toHaveValue("2");
  });

  test("an error is announced at the field, which gets the focus, and goes with the next success", async ({ page, shop }) => {
    await shop.open(`/products/${three.slug}`);
    const field = page.getByRole("textbox", { name: "Quantity" });
    await field.fill("two");
    await page.getByRole("button", { name: "Add to cart" }).first().click();
    const error = page.locator(".purchase").getByRole("alert");
    await expect(error).toHaveText(/\S/);
    await expect(field).toBeFocused();
    await expect(field).toHaveValue("two");
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription((await error.textContent()) ?? "-");
    await field.fill("2");
    await field.press("Enter");
    await expect(shop.cart()).toBeVisible();
    await expect(error).toHaveCount(0);
    await expect(page.locator("#quantity")).not.toHaveAttribute("aria-invalid");
  });

  test("an error is shown by the server if the page’s code cannot be loaded", async ({ page, shop }) => {
    for (const kind of ["console", "pageerror"] as const) page.removeAllListeners(kind);
    await page.route("**/pkg/split_load_product_*.wasm", (route) => route.abort());
    await shop.open(`/products/${plenty.slug}`);
    await page.getByRole("textbox", { name: "Quantity" }).fill("two");
    const loaded = page.waitForRequest((request) => request.isNavigationRequest());
    await page.getByRole("button", { name: "Add to cart" }).first().click();
    expect((await loaded).method()).toBe("POST");
    await expect(page.getByRole("alert").filter({ hasText: "Enter the quantity as a whole number." })).toBeVisible();
    await expect(page.locator("#cart-count")).toHaveText("0");
  });

  test("typed before the code is loaded counts, and so do steps while it loads", async ({ page, shop }) => {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/pkg/split_load_product_*.wasm", async (route) => {
      await gate;
      await route.continue();
    });
    await shop.open(`/products/${plenty.slug}`);
    const field = page.getByRole("textbox", { name: "Quantity" });
    await field.fill("5");
    const more = page.getByRole("button", { name: "Increase quantity", exact: true });
    for (let i = 0; i < 3; i++) await more.click();
    await expect(field).toHaveValue("5");
    release();
    await expect(field).toHaveValue("8");
  });
});

test.describe("a page that the browser has translated", () => {
  test.beforeEach(({ page }) => {
    for (const kind of ["console", "pageerror"] as const) page.removeAllListeners(kind);
  });

  for (const when of ["before", "after"]) {
    test(`follows the links of variants, translated ${when} their first use`, async ({ page, shop }) => {
      await shop.open(eyepieces);
      if (when === "after") {
        await page.locator(".choice").nth(1).click();
        await expect(page).toHaveURL(/variant=/);
      }
      await translate(page);
      const choice = page.locator(".choice").nth(2);
      const sku = (await choice.getAttribute("data-sku")) ?? "";
      const loaded = page.waitForRequest((request) => request.isNavigationRequest());
      await choice.click();
      expect((await loaded).url()).toContain(`variant=${sku}`);
    });

    test(`posts to the cart, translated ${when} its first use`, async ({ page, shop }) => {
      await shop.have(plenty.sku, 2);
      await shop.open("/cart");
      const more = page.getByRole("button", { name: `Increase quantity of ${plenty.name}` });
      if (when === "after") {
        await more.click();
        await expect(page.locator("#cart-count")).toHaveText("3");
      }
      await translate(page);
      const loaded = page.waitForRequest((request) => request.isNavigationRequest());
      await more.click();
      expect((await loaded).method()).toBe("POST");
      await expect(page.locator("#cart-count")).toHaveText(when === "after" ? "4" : "3");
    });

    test(`searches without suggestions, translated ${when} their first use`, async ({ page, shop }) => {
      await shop.open("/");
      const input = page.locator("#search-header");
      const list = page.locator("#suggestions-header");
      if (when === "after") {
        await input.pressSequentially("dobs");
        await expect(list).toBeVisible();
      }
      await translate(page);
      const requests: string[] = [];
      page.on("request", (request) => {
        if (request.url().includes("/rpc/")) requests.push(request.url());
      });
      await input.fill("uhc");
      await expect(list).toBeHidden();
      await input.press("ArrowDown");
      await input.press("Enter");
      await expect(page).toHaveURL(/\/search\?q=uhc$/);
      expect(requests).toEqual([]);
    });

    test(`follows the filters of a list, translated ${when} their first use`, async ({ page, shop }) => {
      await shop.open("/categories/telescopes");
      if (when === "after") {
        await page.locator("#sort").selectOption({ index: 1 });
        await expect(page).toHaveURL(/sort=/);
      }
      await translate(page);
      const loaded = page.waitForRequest((request) => request.isNavigationRequest());
      await page.locator(".pager a[rel=next]").click();
      expect((await loaded).url()).toContain("page=2");
    });
  }
});
