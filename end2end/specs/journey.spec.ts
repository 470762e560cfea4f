import { expect, test } from "../lib/test";
import { plenty } from "../lib/catalogue";
import { timeoutFactor } from "../lib/timeouts";
import { cards, emails, somebody } from "../lib/shop";

test("from the home page to checkout", async ({ page, shop }) => {
  await test.step("browse and filter", async () => {
    await shop.open("/");
    await page.locator("#block-instruments").getByRole("link", { name: "Telescopes" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Telescopes");
    await shop.awake();
    const count = page.locator("#results-count");
    const before = parseInt((await count.textContent()) ?? "");
    await (await shop.filter("Aperture")).getByRole("checkbox", { name: /^100 mm – 149 mm/ }).check();
    await shop.applyFilters();
    await expect(page).toHaveURL(/aperture=100-150/);
    await expect(page.getByRole("list", { name: "Applied filters" }).getByRole("link", { name: /100 mm – 149 mm/ })).toBeVisible();
    await expect.poll(async () => parseInt((await count.textContent()) ?? "")).toBeLessThan(before);
    await page.getByRole("combobox", { name: "Sort by" }).selectOption("price-up");
    if (!shop.script) await page.getByRole("button", { name: "Sort", exact: true }).click();
    await expect(page).toHaveURL(/sort=price-up/);
    await expect(page.getByRole("list", { name: "Applied filters" })).toBeVisible();
  });

  let product = "";
  await test.step("choose", async () => {
    const card = page.locator("#results .card").filter({ hasText: "In stock" }).first();
    product = (await card.getByRole("heading").textContent()) ?? "";
    await card.getByRole("link").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(product);
    await expect(page.locator(".purchase")).toContainText(/€\d/);
    await expect(page.locator(".purchase")).toContainText("Estimated delivery:");
    await shop.awake();
  });

  await test.step("cart", async () => {
    const cart = await shop.add();
    await expect(cart).toContainText(product);
    await expect(page.locator("#cart-count")).toHaveText("1");
    await cart.getByRole("link", { name: "Checkout" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Checkout");
  });
});

test("from checkout to the confirmation, with an error in every form", async ({ page, shop }) => {
  const person = somebody();
  const product = plenty.name;
  let total = "";
  await shop.have(plenty.sku);

  await test.step("contact, with two errors", async () => {
    await shop.open("/checkout");
    await shop.fillContact({ ...person, email: "ada.example.org", postcode: "1011" });
    await shop.next("delivery");
    await expect(page.getByText(/Check the e-mail address/).last()).toBeVisible();
    await expect(page.getByText(/Enter a postcode such as 24943/).last()).toBeVisible();
    await expect(page.getByRole("textbox", { name: "E-mail" })).toHaveValue("ada.example.org");
    await expect(page.getByRole("textbox", { name: "First and last name" })).toHaveValue(person.name);
    await shop.fillContact(person);
    await shop.next("delivery");
  });

  await test.step("delivery", async () => {
    await page.getByRole("radio", { name: /Express/ }).check();
    await shop.next("payment");
  });

  await test.step("payment, with a mistyped number", async () => {
    await shop.awake();
    await shop.fillCard("4242 4242 4242 4241");
    await shop.next("review");
    await expect(page.getByText(/Check the card number/).last()).toBeVisible();
    await shop.fillCard(cards.good);
    await shop.next("review");
  });

  await test.step("review and order", async () => {
    const place = shop.placeButton();
    await expect(place).toBeVisible();
    await expect(page.getByRole("main")).toContainText(person.email);
    await expect(page.getByRole("main")).toContainText(`${person.name}, ${person.street}, ${person.postcode} ${person.city}, Germany`);
    await expect(page.getByRole("main")).toContainText("Express delivery");
    await expect(page.getByRole("main")).toContainText("Visa ending in 4242");
    await expect(page.locator(".order-summary")).toContainText(product);
    total = (await page.locator(".totals-sum .price").textContent()) ?? "";
    await expect(place).toHaveText(`Place order and pay · ${total}`);
    await place.click();
  });

  const number = await shop.orderNumber();
  await test.step("confirmation", async () => {
    await expect(page.getByRole("main")).toContainText(person.email);
    await expect(page.getByRole("main")).toContainText(product);
    await expect(page.locator(".totals-sum .price")).toHaveText(total);
    await expect(page.locator("#cart-count")).toHaveText("0");
    await expect.poll(() => emails(person.email).length, { timeout: 20_000 * timeoutFactor }).toBe(1);
    expect(emails(person.email)[0]).toContain(number);
  });
});

test("an order is found by its link or by number and email, and otherwise not", async ({ page, shop }) => {
  const person = somebody();
  await shop.have(plenty.sku);
  await shop.reviewed(person);
  await shop.placeButton().click();
  const number = await shop.orderNumber();

  await test.step("track by link, and by number and email", async () => {
    await page.getByRole("link", { name: "Track your order" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(number);
    await page.getByRole("contentinfo").getByRole("link", { name: "Track an order" }).click();
    await page.getByRole("textbox", { name: "Order number" }).fill("PG-111");
    await page.getByRole("textbox", { name: "E-mail" }).fill(person.email);
    await page.getByRole("button", { name: "Track order" }).click();
    await expect(page.getByRole("alert")).toContainText("Check the order number");
    await page.getByRole("textbox", { name: "Order number" }).fill(number.toLowerCase().replaceAll("-", " "));
    await page.getByRole("button", { name: "Track order" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(number);
    const steps = page.getByRole("list", { name: "Order status" });
    await expect(steps.getByRole("listitem")).toHaveText([/Placed/, /Packed/, /Shipped/, /Delivered/]);
    await expect(steps.locator("[aria-current=step]")).toContainText("Placed");
  });

  await test.step("nobody else's order", async () => {
    await shop.open("/track");
    await page.getByRole("textbox", { name: "Order number" }).fill(number);
    await page.getByRole("textbox", { name: "E-mail" }).fill("eve@example.org");
    await page.getByRole("button", { name: "Track order" }).click();
    await expect(page.getByRole("alert")).toContainText("We can’t find an order with this number and e-mail address");
  });
});

test("withdrawing from a contract: stated, confirmed, acknowledged by email", async ({ page, shop }) => {
  const person = somebody();
  await shop.have(plenty.sku);
  await shop.reviewed(person);
  await shop.placeButton().click();
  const number = await shop.orderNumber();

  await test.step("a statement with an error", async () => {
    await page.getByRole("contentinfo").getByRole("link", { name: "Withdraw from contract here" }).click();
    await shop.awake();
    await shop.fillWithdrawal({ name: person.name, number: number.toLowerCase(), email: "ada.example.org" });
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("alert")).toContainText("Check the e-mail address");
    await expect(page.getByRole("textbox", { name: "Your name" })).toHaveValue(person.name);
    await page.getByRole("textbox", { name: "E-mail" }).fill(person.email);
    await page.getByRole("button", { name: "Continue" }).click();
  });

  await test.step("reviewed, changed and confirmed", async () => {
    await expect(page.getByRole("main")).toContainText("I withdraw from my contract of sale for this order.");
    await page.getByRole("button", { name: "Change details" }).click();
    await page.getByRole("textbox", { name: /^Items you are withdrawing from/ }).fill("The telescope");
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("main")).toContainText("I withdraw from my contract of sale for these items: The telescope");
    await page.getByRole("button", { name: "Confirm withdrawal" }).click();
  });

  await test.step("acknowledged on the page and by email", async () => {
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("We have received your withdrawal");
    await expect(page.getByRole("main")).toContainText(number);
    const acknowledged = () => emails(person.email).filter((email) => email.includes("Subject: Your withdrawal"));
    await expect.poll(() => acknowledged().length, { timeout: 20_000 * timeoutFactor }).toBe(1);
    expect(acknowledged()[0]).toContain(number);
  });
});
