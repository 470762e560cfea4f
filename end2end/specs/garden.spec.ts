import type { Page } from "@playwright/test";
import { expect, test } from "../lib/test";
import { auditable, violations } from "../lib/axe";
import { cards, emails, somebody } from "../lib/shop";
import { timeoutFactor } from "../lib/timeouts";

// A shop of another trade, with another currency and one country (tests/fixtures/garden), on a server of its own.
const url = process.env.PERIGEE_GARDEN_URL;
test.use({ baseURL: url });

/** Words of the sample's trade, and its name. */
const trade = /\b(perigee|astronom\w*|telescopes?|eyepieces?|binoculars|cameras?|aperture|magnification|moon|sky|skies|nights?|planets?|solar|lens(es)?)\b/i;

/** Fails if the page shows anything of another shop. */
async function isItsOwn(page: Page): Promise<void> {
  const shown = `${await page.title()}\n${await page.locator("body").innerText()}`;
  expect(shown, page.url()).not.toMatch(trade);
  expect(shown, page.url()).not.toMatch(/[€$]|\bEUR\b/);
  await expect(page.locator("#optics, #calculator, #fit, .sky, a[href^='/tools/']"), page.url()).toHaveCount(0);
}

/** The values that a list offers. */
async function offered(page: Page, list: string): Promise<string[]> {
  const values = await page.locator(`${list} option`).evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
  return [...new Set(values.filter((value) => value !== ""))];
}

test("from the home page of a garden shop to the order", async ({ page, shop }) => {
  test.setTimeout(60_000 * timeoutFactor);
  const heading = page.getByRole("heading", { level: 1 });
  const person = somebody({ street: "12 Chapel Row", postcode: "LS2 7EW", city: "Leeds", country: "GB" });

  await test.step("home", async () => {
    await shop.open("/");
    await expect(page).toHaveTitle("Thornhollow · tools that last and seeds that come up");
    await expect(heading).toHaveText("Grow something this year");
    await isItsOwn(page);
    expect(await offered(page, "#preferences select[name=currency]")).toEqual(["GBP"]);
    expect(await offered(page, "#preferences select[name=country]")).toEqual(["GB"]);
    await page.locator("#block-departments").getByRole("link", { name: "Seeds" }).click();
  });

  await test.step("filter by an attribute of its own", async () => {
    await expect(heading).toHaveText("Seeds");
    await shop.awake();
    await isItsOwn(page);
    await (await shop.filter("Height")).locator("input[value='200-']").check();
    await shop.applyFilters();
    await expect(page).toHaveURL(/height=200-/);
    await expect(page.locator("#results .card")).toHaveCount(1);
    await page.locator("#results .card").getByRole("link").click();
  });

  await test.step("product", async () => {
    await expect(heading).toHaveText("Pellgrove runner bean");
    await expect(page.locator(".purchase")).toContainText("£3.20");
    await expect(page.locator(".purchase")).toContainText("Estimated delivery:");
    await isItsOwn(page);
    await shop.awake();
    await expect(await shop.add()).toContainText("Pellgrove runner bean");
  });

  await test.step("search", async () => {
    await shop.open("/search?q=pruners");
    await isItsOwn(page);
    await page.locator("#results .card").filter({ hasText: "Wrenfold bypass secateurs" }).getByRole("link").click();
    await expect(heading).toHaveText("Wrenfold bypass secateurs");
    await shop.awake();
  });

  await test.step("cart", async () => {
    const cart = await shop.add();
    await expect(cart).toContainText("Wrenfold bypass secateurs");
    await expect(cart).toContainText("£37.20");
    await cart.getByRole("link", { name: "Checkout" }).click();
  });

  await test.step("checkout, in its only country", async () => {
    await expect(heading).toHaveText("Checkout");
    await shop.awake();
    await isItsOwn(page);
    expect(await offered(page, "main select[name=country]")).toEqual(["GB"]);
    await shop.fillContact(person);
    await shop.next("delivery");
    await page.getByRole("radio", { name: /Standard/ }).check();
    await shop.next("payment");
    await expect(page.getByRole("textbox", { name: "Card number" })).toBeVisible();
    await shop.awake();
    await shop.fillCard(cards.good);
    await shop.next("review");
    await expect(shop.placeButton()).toContainText("£");
    await isItsOwn(page);
    await shop.placeButton().click();
  });

  const number = await shop.orderNumber();
  await test.step("confirmation and email, with its only tax", async () => {
    await isItsOwn(page);
    await expect(page.getByRole("main")).toContainText("20% VAT on £");
    await expect(page.getByRole("main")).toContainText("Thornhollow Garden Supply Ltd");
    const received = () => emails(person.email, process.env.PERIGEE_GARDEN_MAIL_FOLDER);
    await expect.poll(() => received().length, { timeout: 20_000 * timeoutFactor }).toBe(1);
    const email = received()[0]!.replaceAll("=\r\n", "");
    expect(email).toContain(number);
    expect(email).toContain("Good growing");
    expect(email).not.toMatch(trade);
  });
});

test("a garden shop's pages have no axe violations and fit the screen", async ({ shop }) => {
  const paths = ["/", "/categories/tools", "/products/wrenfold-secateurs", "/guides/cover-a-fence", "/pages/getting-it-to-you", "/search?q=mower", "/cart"];
  test.setTimeout(paths.length * 30_000 * timeoutFactor);
  const here = await auditable(shop, url);
  for (const path of paths) {
    await here.open(path);
    expect.soft(await violations(here.page), path).toEqual([]);
    const [wide, screen] = await here.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect.soft(wide, path).toBeLessThanOrEqual(screen!);
  }
});

test("a garden shop has no calculator", async ({ page, shop }) => {
  const answer = await page.goto("/tools/eyepieces");
  expect(answer?.status()).toBe(404);
  await shop.awake();
  await isItsOwn(page);
});
