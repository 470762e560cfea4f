import { back, expect, test } from "../lib/test";
import { book, plenty } from "../lib/catalogue";
import { cards, emails, somebody } from "../lib/shop";

test("checkout without a cart leads to the cart", async ({ page, shop }) => {
  await shop.open("/checkout");
  await expect(page).toHaveURL(/\/cart$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your cart is empty");
});

test("each field has its purpose: autocomplete, type, required", async ({ page, shop }) => {
  await shop.have(plenty.sku);
  await shop.open("/checkout");
  const attributes = async (name: string) => {
    const field = page.getByRole("textbox", { name, exact: true });
    return [await field.getAttribute("autocomplete"), await field.getAttribute("inputmode"), await field.getAttribute("type")];
  };
  expect(await attributes("E-mail")).toEqual(["email", "email", "email"]);
  expect((await attributes("First and last name"))[0]).toBe("shipping name");
  expect((await attributes("Postcode"))[0]).toBe("shipping postal-code");
  await expect(page.getByRole("combobox", { name: "Country" })).toHaveAttribute("autocomplete", "shipping country");
  await expect(page.getByText("Flat, floor or company (optional)").first()).toBeVisible();
  // Guests only need what the parcel needs.
  const asked = page.locator("#step-contact").locator("input:visible:not([type=checkbox]), select:visible");
  expect(await asked.count()).toBeLessThanOrEqual(8);
  await shop.fillContact(somebody());
  await shop.next("delivery");
  await shop.next("payment");
  await expect(page.getByRole("textbox", { name: "Card number" })).toHaveAttribute("autocomplete", "cc-number");
  await expect(page.getByRole("textbox", { name: "Expiry date" })).toHaveAttribute("autocomplete", "cc-exp");
  await expect(page.getByRole("textbox", { name: "Security code" })).toHaveAttribute("autocomplete", "cc-csc");
  for (const name of ["Card number", "Expiry date", "Security code"]) {
    await expect(page.getByRole("textbox", { name })).toHaveAttribute("inputmode", "numeric");
  }
});

test("errors say what to do, take the focus, and keep what was typed", async ({ page, shop }) => {
  await shop.have(plenty.sku);
  await shop.open("/checkout");
  const person = somebody({ email: "nobody", postcode: "12", name: "" });
  await shop.fillContact(person);
  await shop.next("delivery");
  for (const text of ["Check the e-mail address", "Enter the recipient’s full name", "Enter a postcode such as 24943"]) {
    await expect(page.locator(".field-error:visible").filter({ hasText: text })).toBeVisible();
  }
  const email = page.getByRole("textbox", { name: "E-mail" });
  await expect(email).toHaveAttribute("aria-invalid", "true");
  await expect(email).toHaveAccessibleDescription(/Check the e-mail address/);
  await expect(email).toHaveValue("nobody");
  await expect(page.getByRole("textbox", { name: "Street and number" })).toHaveValue(person.street);
  const summary = page.getByRole("alert");
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("Please correct 3 fields");
  await summary.getByRole("link", { name: /Enter a postcode such as/ }).click();
  await expect(page.getByRole("textbox", { name: "Postcode" })).toBeFocused();
  await shop.fillContact(somebody());
  await shop.next("delivery");
  await expect(page.getByRole("radio", { name: /Standard/ })).toBeVisible();
});

test("the region field exists only in countries whose addresses have one", async ({ page, shop }) => {
  await shop.have(plenty.sku);
  await shop.open("/checkout");
  const region = page.locator("#region");
  await expect(region).toBeHidden();
  await shop.fillContact(somebody({ country: "US", postcode: "94103", city: "San Francisco", street: "1 Market Street" }));
  await expect(region).toBeVisible();
  await shop.next("delivery");
  await expect(page.locator(".field-error:visible").filter({ hasText: "Choose the state." })).toBeVisible();
  await expect(region).toHaveAccessibleName("State");
  await region.selectOption("California");
  await shop.next("delivery");
  await expect(page.locator(".step-done")).toContainText("San Francisco CA 94103");
  // Outside the EU tax is not in the price, and the page says who pays it.
  await expect(page.locator(".order-summary")).toContainText("Customs duty and import VAT");
});

test("the address form follows the country", async ({ page, shop, script }) => {
  await shop.have(plenty.sku);
  await shop.open("/checkout");
  const country = page.getByRole("combobox", { name: "Country" });
  await shop.fillContact(somebody({ country: "JP", postcode: "100", city: "Chiyoda", street: "1-1 Chiyoda" }));
  // Without script the names come with the answer.
  if (!script) await shop.next("delivery");
  await expect(page.getByRole("textbox", { name: "Postal code" })).toHaveValue("100");
  await expect(page.getByRole("combobox", { name: "Prefecture" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "City or ward" })).toHaveValue("Chiyoda");
  await page.getByRole("combobox", { name: "Prefecture" }).selectOption("Tokyo");
  await shop.next("delivery");
  await expect(page.locator(".field-error:visible").filter({ hasText: "Enter a postal code such as 154-0023." })).toBeVisible();
  await page.getByRole("textbox", { name: "Postal code" }).fill("１００ー８９９４");
  await shop.next("delivery");
  await expect(page.locator(".step-done")).toContainText("Chiyoda, Tokyo 100-8994, Japan");
  // Countries without postcodes have no such field.
  await page.getByRole("link", { name: "Change Contact and address" }).click();
  await country.selectOption("HK");
  await expect(page.locator("#postcode")).toBeHidden();
});

test("a mistyped mail host is suggested and can be ignored", async ({ page, shop, script }) => {
  await shop.have(plenty.sku);
  await shop.open("/checkout");
  const person = somebody({ email: "ada.byron@gmial.com" });
  await shop.fillContact(person);
  const email = page.getByRole("textbox", { name: "E-mail" });
  if (script) {
    const hint = page.getByRole("button", { name: "Did you mean ada.byron@gmail.com?" });
    await expect(hint).toBeVisible();
    await hint.click();
    await expect(email).toHaveValue("ada.byron@gmail.com");
    await expect(email).toBeFocused();
    await expect(hint).toBeHidden();
    await email.fill(person.email);
    await email.blur();
    await expect(hint).toBeVisible();
  }
  await shop.next("delivery");
  await expect(page.getByRole("radio", { name: /Standard/ })).toBeVisible();
  await expect(page.locator("#step-contact")).toContainText(person.email);
  await expect(page.locator("#step-contact")).toContainText("Did you mean ada.byron@gmail.com?");
  await page.getByRole("link", { name: "Change E-mail" }).click();
  await expect(email).toHaveValue(person.email);
  await expect(page.locator("#email-meant")).toContainText("ada.byron@gmail.com");
});

test("the totals follow the chosen country before the form is sent", async ({ page, shop, script }) => {
  await shop.have(plenty.sku);
  await shop.open("/checkout");
  const [sum, country] = [page.locator(".order-summary"), page.getByRole("combobox", { name: "Country" })];
  await page.getByRole("textbox", { name: "E-mail" }).fill("ada@example.org");
  await expect(sum).toContainText("Delivery to Germany");
  await country.selectOption("NO");
  if (script) {
    await expect(sum).toContainText("Delivery to Norway");
    await expect(country).toHaveValue("NO");
    await expect(page.getByRole("textbox", { name: "E-mail" })).toHaveValue("ada@example.org");
  } else {
    await page.locator("#address").getByRole("button", { name: "Update country" }).click();
    await expect(sum).toContainText("Delivery to Norway");
    await expect(country).toHaveValue("NO");
    await expect(page.getByRole("textbox", { name: "E-mail" })).toHaveValue("ada@example.org");
    await expect(page.locator("#error-summary")).toBeHidden();
    // Enter goes on, as it does with script.
    await page.getByRole("textbox", { name: "E-mail" }).press("Enter");
    await expect(page.locator("#error-summary")).toBeVisible();
    await shop.fillContact(somebody({ country: "NO", postcode: "0150" }));
    await shop.next("delivery");
  }
  await expect(sum).toContainText("Tax");
});

test("Back returns through the steps and keeps the input", async ({ page, shop }) => {
  const person = somebody();
  await shop.have(plenty.sku);
  await shop.open("/checkout");
  await shop.fillContact(person);
  await shop.next("delivery");
  await page.getByRole("radio", { name: /Express/ }).check();
  await shop.next("payment");
  await expect(page.getByRole("textbox", { name: "Card number" })).toBeVisible();
  await back(page);
  await expect(page.getByRole("radio", { name: /Express/ })).toBeVisible();
  await back(page);
  await expect(page.getByRole("textbox", { name: "Street and number" })).toHaveValue(person.street);
  await shop.awake();
  await shop.next("delivery");
  await expect(page.getByRole("radio", { name: /Express/ })).toBeChecked();
});

test("an address is changed from the review, and the order goes to the new one", async ({ page, shop }) => {
  const person = somebody();
  const moved = { ...person, street: "Ringstraße 1", postcode: "1010", city: "Wien", country: "AT" };
  await shop.have(plenty.sku);
  await shop.open("/checkout");
  await shop.reviewed(person);
  const before = await shop.placeButton().textContent();
  await page.getByRole("link", { name: "Change Contact and address" }).click();
  await expect(page.getByRole("textbox", { name: "Street and number" })).toHaveValue(person.street);
  await shop.awake();
  await shop.fillContact(moved);
  // Everything else is known already and need not be gone through again.
  await shop.next("review");
  await expect(shop.placeButton()).toBeVisible();
  await expect(page.getByRole("main")).toContainText("1010 Wien, Austria");
  await expect(shop.placeButton()).not.toHaveText(before ?? "");
  await shop.placeButton().click();
  await shop.orderNumber();
  await expect(page.getByRole("main").getByText("Wien")).toBeVisible();
});

test("the billing address can differ", async ({ page, shop }) => {
  const person = somebody();
  await shop.have(plenty.sku);
  await shop.open("/checkout");
  await shop.fillContact(person);
  await page.getByRole("checkbox", { name: "Billing address is the same" }).uncheck();
  const billing = page.getByRole("group", { name: "Billing address" });
  await expect(billing).toBeVisible();
  await billing.getByRole("combobox", { name: "Country" }).selectOption("FR");
  await billing.getByRole("textbox", { name: "First and last name" }).fill("Observatoire de Nice");
  await billing.getByRole("textbox", { name: "Street and number" }).fill("96 boulevard de l’Observatoire");
  await billing.getByRole("textbox", { name: "Postcode" }).fill("0630");
  await billing.getByRole("textbox", { name: "Town or city" }).fill("Nice");
  await shop.next("delivery");
  await expect(billing.getByText("Enter a postcode such as 33380")).toBeVisible();
  await expect(billing.getByRole("textbox", { name: "First and last name" })).toHaveValue("Observatoire de Nice");
  await billing.getByRole("textbox", { name: "Postcode" }).fill("06300");
  await shop.next("delivery");
  await expect(page.locator(".step-done")).toContainText("Billing address: Observatoire de Nice");
});

test("one click on the button is enough, even if a message appears as the last field loses the focus", async ({ page, shop }) => {
  await shop.have(plenty.sku);
  await shop.open("/checkout");
  await shop.fillContact(somebody());
  await page.getByRole("textbox", { name: "Postcode" }).fill("249");
  await shop.next("delivery");
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(page.locator(".field-error:visible").filter({ hasText: "Enter a postcode such as 24943" })).toBeVisible();
  await page.getByRole("textbox", { name: "Postcode" }).fill("24943");
  await page.getByRole("textbox", { name: "E-mail" }).fill("eve@gmial.com");
  await shop.next("delivery");
  await expect(page.getByRole("radio", { name: /Standard/ })).toBeVisible();
});

test("the button shows that an order is being placed", async ({ page, shop, script }) => {
  await shop.have(plenty.sku);
  await shop.reviewed(somebody());
  if (script) {
    // Noted by the page itself: nobody can ask it anything while it waits for the next one.
    await page.evaluate(() => {
      const text = (selector: string) => document.querySelector(selector)?.textContent ?? "";
      const note = () => sessionStorage.setItem("said", [text("[aria-disabled=true]"), text("#announcer")].join(" | "));
      new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    });
  }
  await shop.placeButton().click();
  await shop.orderNumber();
  if (script) expect(await page.evaluate(() => sessionStorage.getItem("said"))).toBe("Placing your order … | Placing your order …");
});

test("a double click on Place order gives one order, and Back gives the same one", async ({ page, shop }) => {
  const person = somebody();
  await shop.have(plenty.sku);
  await shop.reviewed(person);
  await shop.placeButton().dblclick();
  const number = await shop.orderNumber();
  await back(page);
  // The review is there no more: in its place stands the order that came of it.
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Order ${number}`);
  await page.goto("/cart");
  await page.getByRole("link", { name: "View your latest order" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Order ${number}`);
  await expect.poll(() => emails(person.email).length, { timeout: 20_000 }).toBe(1);
});

test("the same review posted twice at once gives the same order", async ({ page, shop }) => {
  await shop.have(book.sku, 2);
  await shop.reviewed(somebody());
  const hidden = async (name: string) => page.locator(`[data-checkout=place] [name=${name}]`).inputValue();
  const form = { key: await hidden("key"), review: await hidden("review") };
  const places = await Promise.all(
    [1, 2, 3].map(async () => (await page.request.post("/checkout/place", { form, maxRedirects: 0 })).headers()["location"]),
  );
  expect(places[0]).toMatch(/^\/orders\/PG/);
  expect(places).toEqual([places[0], places[0], places[0]]);
});

for (const [what, card, message] of [
  ["declined", cards.declined, "Your bank declined this card. You have not been charged."],
  ["expired", cards.expired, "This card has expired. You have not been charged."],
  ["failing provider", cards.error, "Our payment service is not responding. You have not been charged"],
] as const) {
  test(`a payment that fails (${what}) says so, keeps everything, and another card works`, async ({ page, shop }) => {
    const person = somebody();
    await shop.have(plenty.sku);
    await shop.reviewed(person, card);
    await shop.placeButton().click();
    await expect(page.getByRole("alert").filter({ hasText: message })).toBeVisible();
    await expect(page.getByRole("main")).toContainText(person.street);
    await shop.awake();
    await shop.fillCard(cards.good);
    await shop.next("review");
    await shop.placeButton().click();
    await shop.orderNumber();
  });
}

test("an expired card is an error at its field", async ({ page, shop }) => {
  await shop.have(plenty.sku);
  await shop.reviewed(somebody());
  await page.getByRole("link", { name: "Change Payment" }).click();
  await shop.awake();
  // Past its date is seen in the browser already, and nothing that was typed goes.
  await shop.fillCard(cards.good, "01/20");
  await shop.next("review");
  await expect(page.locator(".field-error:visible").filter({ hasText: "Enter a future month and year" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Expiry date" })).toHaveAttribute("aria-invalid", "true");
});

test("3-D Secure: approved", async ({ page, shop }) => {
  await shop.have(plenty.sku);
  await shop.reviewed(somebody(), cards.challenge);
  const total = (await shop.placeButton().textContent())?.replace("Place order and pay · ", "") ?? "";
  await shop.placeButton().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm your payment");
  await expect(page.getByRole("main")).toContainText(total);
  await page.getByRole("button", { name: `Approve ${total}` }).click();
  await shop.orderNumber();
});

test("3-D Secure: refused", async ({ page, shop }) => {
  await shop.have(plenty.sku);
  await shop.reviewed(somebody(), cards.challenge);
  await shop.placeButton().click();
  await page.getByRole("button", { name: "Decline" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The payment was not confirmed with your bank" })).toBeVisible();
  await shop.awake();
  await shop.fillCard(cards.good);
  await shop.next("review");
  await shop.placeButton().click();
  await shop.orderNumber();
});

test("a cart changed after the review is shown again before it is charged", async ({ page, shop }) => {
  await shop.have(plenty.sku);
  await shop.reviewed(somebody());
  const before = (await shop.placeButton().textContent()) ?? "";
  await shop.have(plenty.sku);
  await shop.placeButton().click();
  await expect(page.getByRole("alert").filter({ hasText: "Something in your order has changed" })).toBeVisible();
  await expect(shop.placeButton()).not.toHaveText(before);
  await shop.awake();
  await shop.placeButton().click();
  await shop.orderNumber();
});

test("no later page contains the card number", async ({ page, shop }) => {
  await shop.have(plenty.sku);
  await shop.reviewed(somebody());
  expect((await page.content()).replaceAll(" ", "")).not.toContain("4242424242424242");
  await page.getByRole("link", { name: "Change Payment" }).click();
  await expect(page.getByRole("textbox", { name: "Card number" })).toHaveValue("");
});
