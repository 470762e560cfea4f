import { expect, test } from "../lib/test";
import { bridged, fitted } from "../lib/catalogue";

test("a telescope is chosen, the verdict names an adapter, and the adapter goes into the cart", async ({ page, shop }) => {
  await shop.open(`/products/${bridged.camera}`);
  const fit = page.getByRole("region", { name: "Does it fit your telescope?" });
  await expect(fit.locator("#fit-verdict")).toHaveCount(0);
  await fit.getByRole("combobox", { name: "Your telescope" }).selectOption(bridged.telescope);
  await fit.getByRole("button", { name: "Check" }).click();
  await expect(page).toHaveURL(new RegExp(`telescope=${bridged.telescope}`));
  const verdict = fit.locator("#fit-verdict");
  await expect(verdict).toContainText("Yes, it fits");
  await expect(verdict).toBeInViewport();
  await expect(fit.getByRole("combobox", { name: "Your telescope" })).toHaveValue(bridged.telescope);
  await shop.awake();
  await verdict.getByRole("button", { name: new RegExp(`Add to cart ?: ${bridged.adapter}`) }).click();
  await expect(shop.line(bridged.adapter)).toBeVisible();
});

test("the verdict depends on the variant, and the telescope stays selected", async ({ page, shop }) => {
  await shop.open(`/products/${fitted.slug}?variant=${fitted.yes.sku}&telescope=${fitted.telescope}`);
  const verdict = page.locator("#fit-verdict");
  await expect(verdict).toContainText("Yes, it fits");
  await page.locator(`.variants [data-sku="${fitted.no.sku}"]`).click();
  await expect(page).toHaveURL(new RegExp(`variant=${fitted.no.sku}&telescope=${fitted.telescope}`));
  await expect(verdict).toContainText("No, it doesn’t fit");
  await expect(page.getByRole("combobox", { name: "Your telescope" })).toHaveValue(fitted.telescope);
});

test("telescopes are listed by verdict, and an unknown one is an error at the field", async ({ page, shop }) => {
  await shop.open(`/products/${fitted.slug}?telescope=nothing-like-it`);
  const field = page.getByRole("combobox", { name: "Your telescope" });
  await expect(field).toHaveAccessibleDescription(/We don’t sell this telescope/);
  await expect(field).toHaveAttribute("aria-invalid", "true");
  const fit = page.getByRole("region", { name: "Does it fit your telescope?" });
  await expect(fit.getByRole("alert")).toContainText("We don’t sell this telescope");
  await fit.getByText("Which of our telescopes does it fit?").click();
  for (const title of ["Fits", "Doesn’t fit"]) {
    await expect(fit.getByRole("heading", { level: 3, name: title, exact: true })).toBeVisible();
  }
  await fit.getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page).not.toHaveURL(/telescope=/);
});
