import type { Page } from "@playwright/test";
import { expect, test } from "../lib/test";
import { kinds } from "../lib/catalogue";

const path = "/tools/eyepieces";

const group = (page: Page, name: string) => page.getByRole("group", { name, exact: true });
const model = (page: Page, name: string) => group(page, name).getByLabel("Model");
const number = (page: Page, name: string) => page.locator(".answer dl > div", { has: page.getByText(name, { exact: true }) }).locator("dd");
const calculate = (page: Page) => page.getByRole("button", { name: "Calculate" }).click();

test("an example is shown first, and a typed telescope can be shared", async ({ page, shop }) => {
  await shop.open(path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Eyepiece and camera calculator");
  await expect(page.getByRole("img", { name: /the full Moon to the same scale/ })).toBeVisible();
  await expect(number(page, "Magnification")).toHaveText(/^\d+×$/);
  // Fields for typed numbers are shown when needed.
  const aperture = page.getByLabel("Aperture");
  await expect(aperture).toBeHidden();
  await model(page, "Telescope").selectOption({ label: "Another telescope …" });
  await expect(aperture).toBeVisible();
  await aperture.fill("8″");
  await group(page, "Telescope").getByLabel("Focal length").fill("1,200 mm");
  await model(page, "Eyepiece").selectOption({ label: "Another eyepiece …" });
  await group(page, "Eyepiece").getByLabel("Focal length").fill("25 mm");
  await page.getByLabel("Apparent field").fill("50°");
  await model(page, "Barlow lens or reducer").selectOption({ label: "Another factor …" });
  await page.getByRole("textbox", { name: "Factor" }).fill("0,5");
  await calculate(page);
  await expect(number(page, "Magnification")).toHaveText("24×");
  await expect(number(page, "True field")).toHaveText("2.08°");
  await expect(page.locator("#result")).toContainText("wider than the 7 mm of your own pupil");
  // The URL contains everything.
  const address = await page.getByRole("link", { name: "Link to this result" }).getAttribute("href");
  await shop.open(address!);
  await expect(number(page, "Magnification")).toHaveText("24×");
  await expect(aperture).toHaveValue("8″");
});

test("errors are at their fields, and the input is kept", async ({ page, shop }) => {
  await shop.open(path);
  await model(page, "Telescope").selectOption({ label: "Another telescope …" });
  await page.getByLabel("Aperture").fill("1e9");
  await group(page, "Telescope").getByLabel("Focal length").fill("1200");
  await calculate(page);
  const summary = page.getByRole("alert").filter({ hasText: "Please correct 1 field" });
  await expect(summary).toBeVisible();
  await expect(summary).toBeInViewport();
  await summary.getByRole("link").click();
  await expect(page.getByLabel("Aperture")).toHaveValue("1e9");
  await expect(page.getByLabel("Aperture")).toHaveAccessibleDescription(/between 20 and 2,000 mm/);
  await page.getByLabel("Aperture").fill("203");
  await calculate(page);
  await expect(page.locator("#result")).toContainText("203 mm aperture");
  await expect(page.locator(".field-error:visible")).toHaveCount(0);
});

test("from a telescope and an eyepiece to the cart", async ({ page, shop }) => {
  await shop.open(`/products/${kinds.refractor}`);
  const name = await page.getByRole("heading", { level: 1 }).innerText();
  await page.getByRole("link", { name: "Try other eyepieces, a Barlow lens or a camera with it" }).click();
  await shop.awake();
  await expect(model(page, "Telescope").locator("option:checked")).toHaveText(name);
  const eyepiece = page.locator(`#eyepiece optgroup:not([label="Supplied with the telescope"], [label="Not in our shop"]) option`).first();
  const [value, text] = [await eyepiece.getAttribute("value"), (await eyepiece.innerText()).replace(/\s/g, "\\s")];
  await model(page, "Eyepiece").selectOption(value!);
  await calculate(page);
  await shop.awake();
  await expect(page).toHaveURL(new RegExp(`eyepiece=${value}`));
  await expect(page.getByRole("heading", { name: "What you will see" })).toBeInViewport();
  await page.locator("#result").getByRole("button", { name: new RegExp(`^Add to cart.*${text}$`) }).click();
  await expect(shop.cart()).toContainText("Corvane");
});

test("a camera shows its frame and a verdict on its pixels", async ({ page, shop }) => {
  await shop.open(`/products/${kinds.camera}`);
  await page.getByRole("link", { name: "See what it shows with your telescope" }).click();
  await shop.awake();
  await expect(page.getByRole("img", { name: /^A frame of .*the camera’s picture/ })).toBeVisible();
  await expect(number(page, "Image scale")).toHaveText(/^\d+(\.\d+)?″ per pixel$/);
  await expect(page.locator("#result")).toContainText(/sampled|More pixels than an ordinary night needs|Few pixels/);
});
