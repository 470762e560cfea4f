import type { Page } from "@playwright/test";
import { expect, test } from "../lib/test";
import { another, auditable, violations } from "../lib/axe";
import { plenty } from "../lib/catalogue";
import { state } from "../lib/pages";
import { timeoutFactor } from "../lib/timeouts";

test("axe detects violations", async ({ shop }) => {
  const here = await auditable(shop);
  await here.open("/track");
  await here.page.evaluate(() => {
    document.querySelector("main")!.insertAdjacentHTML("beforeend", "<p style='color:#999;background:#fff'>grey on white</p><img src='/favicon.svg'>");
  });
  const found = (await violations(here.page)).join("\n");
  expect(found).toContain("color-contrast");
  expect(found).toContain("image-alt");
});

for (const theme of ["dusk", "red"]) {
  test(`axe in ${theme}`, async ({ shop }) => {
    const names = ["home", "list-filtered", "product-refractor", "cart-undo", "checkout-contact-errors", "order"];
    test.setTimeout(names.length * 30_000 * timeoutFactor);
    for (const name of names) {
      const here = await another(shop);
      await here.page.context().addCookies([{ name: "theme", value: theme, url: process.env.PERIGEE_URL! }]);
      await state(name).go(here);
      expect.soft(await violations(here.page), name).toEqual([]);
      await here.page.context().close();
    }
  });
}

/** Presses Tab until the target has the focus; every element on the way must have a visible focus. */
async function tabTo(page: Page, name: string | RegExp, role: "button" | "link", most = 90): Promise<void> {
  const goal = page.getByRole(role, { name }).and(page.locator(":focus"));
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return "";
      const around = element.closest(".search, .radio") ?? element;
      const box = element.getBoundingClientRect();
      const shown = getComputedStyle(around).outlineStyle !== "none";
      const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      return shown && inside ? "" : `${element.outerHTML.slice(0, 120)} (outline: ${shown}, in view: ${inside})`;
    });
    expect(seen, "focus that is not seen").toBe("");
    if ((await goal.count()) > 0) return;
  }
  throw new Error(`Tab does not reach ${name}`);
}

test("from the product to the order by keyboard only", async ({ page, shop, script }) => {
  await shop.open(`/products/${plenty.slug}`);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to main content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, "Add to cart", "button", 20);
  await page.keyboard.press("Enter");
  await expect(shop.cart()).toContainText(plenty.name);
  if (!script) await expect(page).toHaveURL(/\/cart$/);
  const onward = shop.cart().getByRole("link", { name: "Checkout" });
  if (!(await onward.evaluate((element) => element === document.activeElement))) await tabTo(page, "Checkout", "link");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Checkout");
  await shop.awake();
  const type = async (name: string, text: string) => {
    await page.getByRole("textbox", { name, exact: true }).focus();
    await page.keyboard.type(text);
  };
  await type("E-mail", "ada@example.org");
  // Without JavaScript the list of countries has a button beside it.
  for (const text of [...(script ? [""] : ["", ""]), "Ada Byron", "Sternwartstraße 7", "", "10115", "Berlin"]) {
    await page.keyboard.press("Tab");
    if (text) await page.keyboard.type(text);
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("radio", { name: /Standard/ })).toBeVisible();
  await tabTo(page, "Continue to payment", "button", 20);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Card number" })).toBeVisible();
  await type("Card number", "4242424242424242");
  await type("Expiry date", "1239");
  await type("Security code", "123");
  if (!script) await page.getByRole("textbox", { name: "Expiry date" }).fill("12/39");
  await page.keyboard.press("Enter");
  await expect(shop.placeButton()).toBeVisible();
  await tabTo(page, /^Place order/, "button", 30);
  await page.keyboard.press("Enter");
  await shop.orderNumber();
});
