import { expect, test } from "../lib/test";
import { archived, draft } from "../lib/catalogue";

for (const [status, path, title] of [
  [404, "/nothing-here", "Nothing to see at this position"],
  [404, "/products/no-such-thing", "Nothing to see at this position"],
  [404, `/products/${draft}`, "Nothing to see at this position"],
  [404, "/categories/no-such-thing", "Nothing to see at this position"],
  [404, "/orders/PG-AAAAAAAAA?key=no", "Nothing to see at this position"],
  [410, `/products/${archived}`, "No longer in the shop"],
  [405, "/cart/lines", "That is not possible here"],
] as const) {
  test(`${status} leads on: ${path}`, async ({ page, shop }) => {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(status);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    const main = page.getByRole("main");
    await expect(main.getByRole("link", { name: "To the home page" })).toBeVisible();
    await expect(main.getByRole("link", { name: "Contact" })).toBeVisible();
    await expect(main.getByRole("link", { name: "Telescopes" })).toBeVisible();
    await shop.awake();
    await main.getByLabel("Search the shop").fill("binoculars");
    await main.getByRole("button", { name: "Search" }).click();
    await expect(page.locator("#results .card").first()).toBeVisible();
  });
}

test("programs get the same as problem+json", async ({ request }) => {
  const answer = await request.get("/products/no-such-thing", { headers: { accept: "application/json" } });
  expect(answer.status()).toBe(404);
  expect(answer.headers()["content-type"]).toContain("application/problem+json");
  expect(await answer.json()).toMatchObject({ status: 404, title: "Not Found" });
});
