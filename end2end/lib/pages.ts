import { expect } from "@playwright/test";
import { archived, book, bridged, fitted, kinds, plenty, soldOut, soldOutVariant, three } from "./catalogue";
import { cards, somebody, type Shop } from "./shop";

/** A page in some state, and how to get there. `look` marks states that only differ visually: for screenshots. */
export type State = { name: string; go: (shop: Shop) => Promise<void>; look?: boolean };

/** Kinds of product with different page layouts; the others only have other pictures. */
const tried = ["refractor", "eyepiece", "binoculars", "book"];

const at = (path: string) => async (shop: Shop) => shop.open(path);

const checkout = (more: (shop: Shop) => Promise<void>) => async (shop: Shop) => {
  await shop.have(plenty.sku, 2);
  await shop.have(book.sku);
  await more(shop);
};

async function ordered(shop: Shop): Promise<void> {
  await shop.have(plenty.sku);
  await shop.have(book.sku, 2);
  await shop.reviewed(somebody({ email: "ada@example.org" }));
  await shop.placeButton().click();
  await shop.orderNumber();
  await shop.awake();
}

/** All pages and states; tools/screenshots accepts their names. */
export const states: State[] = [
  { name: "home", go: at("/") },
  { name: "list", go: at("/categories/telescopes") },
  { name: "list-sub", go: at("/categories/eyepieces") },
  { name: "list-filtered", go: at("/categories/telescopes?brand=lowland&aperture=100-150") },
  {
    name: "list-filters-open",
    go: async (shop) => {
      await shop.open("/categories/telescopes");
      await shop.filter("Aperture");
    },
  },
  { name: "list-nothing", go: at("/categories/telescopes?brand=heliard&price=2500-&aperture=-75") },
  { name: "guide", go: at("/guides/saturn") },
  { name: "calculator", go: at("/tools/eyepieces") },
  { name: "calculator-errors", go: at("/tools/eyepieces?telescope=own&aperture=0&focal-length=1e9&camera=own"), look: true },
  { name: "search", go: at("/search?q=dobsonain") },
  { name: "search-nothing", go: at("/search?q=xyzzyq") },
  ...Object.entries(kinds).map(([kind, slug]) => ({ name: `product-${kind}`, go: at(`/products/${slug}`), look: !tried.includes(kind) })),
  { name: "product-sold-out", go: at(`/products/${soldOut.slug}`) },
  { name: "product-variant-sold-out", go: at(`/products/${soldOutVariant.slug}?variant=${soldOutVariant.sku}`) },
  { name: "product-fits", go: at(`/products/${bridged.camera}?telescope=${bridged.telescope}#fit`) },
  { name: "product-fits-unknown", go: at(`/products/${fitted.slug}?telescope=nothing#fit`), look: true },
  { name: "product-few", go: at(`/products/${three.slug}`) },
  { name: "cart-empty", go: at("/cart") },
  {
    name: "cart",
    go: async (shop) => {
      await shop.have(plenty.sku, 2);
      await shop.have("COR-68-8");
      await shop.have(book.sku);
      await shop.open("/cart");
    },
  },
  {
    name: "cart-undo",
    go: async (shop) => {
      await shop.have(plenty.sku, 2);
      await shop.have(book.sku);
      await shop.open("/cart");
      await shop.page.getByRole("button", { name: `Remove ${plenty.name}` }).click();
      await expect(shop.page.getByRole("button", { name: "Undo" })).toBeVisible();
    },
  },
  {
    name: "added",
    go: async (shop) => {
      await shop.have(book.sku);
      await shop.open(`/products/${plenty.slug}`);
      await expect(await shop.add()).toBeVisible();
    },
  },
  { name: "checkout-contact", go: checkout((shop) => shop.open("/checkout")) },
  {
    name: "checkout-contact-errors",
    go: checkout(async (shop) => {
      await shop.open("/checkout");
      await shop.fillContact(somebody({ email: "nobody", postcode: "12", name: "" }));
      await shop.next("delivery");
      await expect(shop.page.locator(".field-error:visible").first()).toBeVisible();
      await shop.awake();
    }),
  },
  {
    name: "checkout-billing",
    go: checkout(async (shop) => {
      await shop.open("/checkout");
      await shop.page.getByRole("checkbox", { name: /billing address is the same/i }).uncheck();
    }),
  },
  {
    name: "checkout-delivery",
    go: checkout(async (shop) => {
      await shop.reviewed(somebody());
      await shop.open("/checkout?step=delivery");
    }),
  },
  {
    name: "checkout-payment",
    go: checkout(async (shop) => {
      await shop.reviewed(somebody());
      await shop.open("/checkout?step=payment");
    }),
  },
  {
    name: "checkout-payment-errors",
    go: checkout(async (shop) => {
      await shop.reviewed(somebody());
      await shop.open("/checkout?step=payment");
      await shop.fillCard("4242 4242 4242 4241", "13/29", "1");
      await shop.next("review");
      await expect(shop.page.locator(".field-error:visible").first()).toBeVisible();
      await shop.awake();
    }),
  },
  {
    name: "checkout-declined",
    go: checkout(async (shop) => {
      await shop.reviewed(somebody(), cards.declined);
      await shop.placeButton().click();
      await expect(shop.page.getByRole("alert").first()).toBeVisible();
      await shop.awake();
    }),
  },
  { name: "checkout-review", go: checkout((shop) => shop.reviewed(somebody())) },
  {
    name: "checkout-bank",
    go: checkout(async (shop) => {
      await shop.reviewed(somebody(), cards.challenge);
      await shop.placeButton().click();
      await expect(shop.page.getByRole("heading", { level: 1 })).toHaveText("Confirm your payment");
      await shop.awake();
    }),
  },
  { name: "confirmation", go: ordered },
  {
    name: "order",
    go: async (shop) => {
      await ordered(shop);
      await shop.page.getByRole("link", { name: "Track your order" }).click();
      await expect(shop.page.getByRole("list", { name: "Order status" })).toBeVisible();
      await shop.awake();
    },
  },
  { name: "track", go: at("/track") },
  {
    name: "track-errors",
    go: async (shop) => {
      await shop.open("/track");
      await shop.page.getByRole("button", { name: "Track order" }).click();
      await expect(shop.page.getByRole("alert")).toBeVisible();
      await shop.awake();
    },
  },
  {
    name: "withdraw-errors",
    go: async (shop) => {
      await shop.open("/withdraw");
      await shop.page.getByRole("button", { name: "Continue" }).click();
      await expect(shop.page.getByRole("alert")).toBeVisible();
      await shop.awake();
    },
  },
  {
    name: "withdraw-confirm",
    go: async (shop) => {
      await shop.open("/withdraw");
      await shop.fillWithdrawal({ name: "Ada Byron", number: "PG-111-111-111", email: "ada@example.org" });
      await shop.page.getByRole("button", { name: "Continue" }).click();
      await expect(shop.page.getByRole("button", { name: "Confirm withdrawal" })).toBeVisible();
      await shop.awake();
    },
  },
  { name: "text-about", go: at("/pages/about") },
  { name: "text-withdrawal", go: at("/pages/withdrawal") },
  { name: "text-imprint", go: at("/pages/imprint") },
  { name: "text-delivery", go: at("/pages/delivery") },
  { name: "error-404", go: at("/nothing-here") },
  { name: "error-410", go: at(`/products/${archived}`) },
];

/** The state with this name. */
export function state(name: string): State {
  const found = states.find((state) => state.name === name);
  if (!found) throw new Error(`There is no state ${name}`);
  return found;
}
