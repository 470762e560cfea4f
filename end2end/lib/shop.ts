import { expect, type Locator, type Page } from "@playwright/test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A valid address with a unique email address. */
export type Person = { email: string; name: string; street: string; postcode: string; city: string; country: string };

export const cards = {
  good: "4242 4242 4242 4242",
  declined: "4000 0000 0000 0002",
  expired: "4000 0000 0000 0069",
  challenge: "4000 0000 0000 3220",
  error: "4000 0000 0000 0119",
};

export function somebody(changes: Partial<Person> = {}): Person {
  const email = `ada.${Math.random().toString(36).slice(2, 10)}@example.org`;
  return { email, name: "Ada Byron", street: "Sternwartstraße 7", postcode: "10115", city: "Berlin", country: "DE", ...changes };
}

/** The emails to an address, as files in a shop's mail folder. */
export function emails(email: string, folder = process.env.PERIGEE_MAIL_FOLDER ?? ""): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".eml"))
      .map((file) => readFileSync(join(folder, file), "utf8"))
      .filter((text) => text.includes(`To: ${email}`));
  } catch {
    return [];
  }
}

/** Actions of a shopper, with and without JavaScript; tests check what the shopper sees afterwards. */
export class Shop {
  constructor(
    readonly page: Page,
    readonly script: boolean,
    readonly small: boolean,
  ) {}

  /** Opens a page and, with JavaScript, waits for the islands. */
  async open(path: string): Promise<void> {
    await this.page.goto(path);
    await this.awake();
  }

  /** Waits until the page's islands are running. */
  async awake(): Promise<void> {
    if (this.script) await expect(this.page.locator("html")).toHaveAttribute("data-awake", "");
  }

  /** Adds a product to the cart by a direct request. */
  async have(sku: string, quantity = 1): Promise<void> {
    const answer = await this.page.request.post("/cart/lines", { form: { sku, quantity } });
    expect(answer.ok()).toBeTruthy();
  }

  /** Clicks the product page's buy button; returns the drawer or page with the cart. */
  async add(): Promise<Locator> {
    await this.page.getByRole("button", { name: "Add to cart" }).first().click();
    await expect(this.cart()).toBeVisible();
    return this.cart();
  }

  /** The cart: in the drawer or on its page. */
  cart(): Locator {
    return this.page.locator("dialog#cart-drawer[open], .cart-page");
  }

  /** The cart line of a product, in the drawer or on the page. */
  line(name: string): Locator {
    return this.cart().getByRole("listitem").filter({ hasText: name });
  }

  /** Types a quantity into a line of the cart. */
  async setQuantity(name: string, quantity: string): Promise<void> {
    const field = this.line(name).getByRole("textbox", { name: "Quantity" });
    await field.fill(quantity);
    await field.press("Enter");
  }

  /** The values of a filter, expanded: on phones the whole panel is collapsed, elsewhere only the lower filters. */
  async filter(name: string): Promise<Locator> {
    const group = this.page.getByRole("group", { name, exact: true });
    for (const fold of ["#filters", `.facets-rest:has(legend:text-is("${name}"))`, `.facet:has(legend:text-is("${name}"))`]) {
      const summary = this.page.locator(`${fold} > summary`);
      if (!(await group.isVisible()) && (await summary.isVisible())) await summary.click();
    }
    await expect(group).toBeVisible();
    return group;
  }

  /** Submits the filters, unless they apply automatically. */
  async applyFilters(): Promise<void> {
    if (!this.script) await this.page.getByRole("button", { name: "Show results" }).click();
  }

  /** Fills in contact and address, replacing existing text. */
  async fillContact(person: Person): Promise<void> {
    const text = (name: string) => this.page.getByRole("textbox", { name, exact: true });
    await text("E-mail").fill(person.email);
    await this.page.getByRole("combobox", { name: "Country" }).selectOption(person.country);
    await text("First and last name").fill(person.name);
    // Other countries use other labels.
    for (const part of ["street", "postcode", "city"] as const) await this.page.locator(`#${part}`).fill(person[part]);
  }

  /** Fills in a withdrawal, replacing existing text. */
  async fillWithdrawal({ name, number, email }: { name: string; number: string; email: string }): Promise<void> {
    await this.page.getByRole("textbox", { name: "Your name" }).fill(name);
    await this.page.getByRole("textbox", { name: "Order number" }).fill(number);
    await this.page.getByRole("textbox", { name: "E-mail" }).fill(email);
  }

  async fillCard(number: string, expiry = "12/39", code = "123"): Promise<void> {
    await this.page.getByRole("textbox", { name: "Card number" }).fill(number);
    await this.page.getByRole("textbox", { name: "Expiry date" }).fill(expiry);
    await this.page.getByRole("textbox", { name: "Security code" }).fill(code);
  }

  async next(to: "delivery" | "payment" | "review"): Promise<void> {
    await this.page.getByRole("button", { name: `Continue to ${to}` }).click();
  }

  /** The button that places the order. */
  placeButton(): Locator {
    return this.page.getByRole("button", { name: /^Place order/ });
  }

  /** Completes all steps up to the review by direct requests. */
  async reviewed(person: Person, card = cards.good, shippingMethod = "standard"): Promise<void> {
    const post = async (step: string, form: Record<string, string>) => {
      const answer = await this.page.request.post(`/checkout/${step}`, { form });
      expect(answer.ok(), step).toBeTruthy();
    };
    await post("contact", { ...person, "billing-same": "yes" });
    await post("delivery", { "shipping-method": shippingMethod, phone: "0461 123456" });
    await post("payment", { "card-number": card, expiry: "12/39", code: "123" });
    await this.open("/checkout");
  }

  /** The order number on the confirmation. */
  async orderNumber(): Promise<string> {
    await expect(this.page.getByRole("heading", { level: 1 })).toHaveText("Thank you for your order");
    const number = this.page.locator(".order-number b");
    await expect(number).toHaveText(/^PG-[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}$/);
    return (await number.textContent()) ?? "";
  }

  /** Opens the popover with currency, country and theme, and returns it. */
  async preferences(): Promise<Locator> {
    const box = this.page.locator("#preferences");
    if (!(await box.isVisible())) await this.page.getByRole("banner").getByRole("button", { name: /^Currency, country and appearance/ }).click();
    await expect(box).toBeVisible();
    return box;
  }

  /** Chooses a theme and waits until the server has saved it. */
  async chooseLight(name: "Paper" | "Dusk" | "Red light" | "Auto"): Promise<void> {
    const box = await this.preferences();
    const kept = this.page.waitForResponse((answer) => answer.url().endsWith("/preferences"));
    await box.getByRole("button", { name: new RegExp(`^${name}`) }).click();
    await kept;
    // With JavaScript the page and the popover stay open.
    if (this.script) await this.page.keyboard.press("Escape");
    await this.page.waitForLoadState();
  }

  /** Chooses a currency or a country, which reloads the page. */
  async choose(list: "Currency" | "Deliver to", value: string): Promise<void> {
    const box = await this.preferences();
    const anew = this.page.waitForEvent("load");
    await box.getByRole("combobox", { name: list }).selectOption(value);
    if (!this.script) await box.locator("form.preference").filter({ hasText: list }).getByRole("button", { name: "Change" }).click();
    await anew;
    await this.awake();
  }
}
