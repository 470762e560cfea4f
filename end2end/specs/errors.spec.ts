import { expect, test } from "../lib/test";
import { archived, draft } from "../lib/catalogue";

test("every error page has links", async ({ page, shop }) => {
  for (const [status, path, title] of [
    [404, "/nothing-here", "We can’t find that page"],
    [404, "/products/no-such-thing", "We can’t find that page"],
    [404, `/products/${draft}`, "We can’t find that page"],
    [404, "/categories/no-such-thing", "We can’t find that page"],
    [404, "/orders/PG-AAAAAAAAA?key=no", "We can’t find that page"],
    [410, `/products/${archived}`, "No longer available"],
  ] as const) {
    await test.step(`${status}: ${path}`, async () => {
      const answer = await page.goto(path);
      expect(answer?.status()).toBe(status);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
      const main = page.getByRole("main");
      await expect(main.getByRole("link", { name: "Go to the home page" })).toBeVisible();
      await expect(main.getByRole("link", { name: "Contact" })).toBeVisible();
      await expect(main.getByRole("link", { name: "Telescopes" })).toBeVisible();
      await expect(main.getByLabel("Search the shop")).toBeVisible();
    });
  }
  await shop.awake();
  const main = page.getByRole("main");
  await main.getByLabel("Search the shop").fill("binoculars");
  await main.getByRole("button", { name: "Search" }).click();
  await expect(page.locator("#results .card").first()).toBeVisible();
});

test("programs receive problem+json", async ({ request }) => {
  const answer = await request.get("/products/no-such-thing", { headers: { accept: "application/json" } });
  expect(answer.status()).toBe(404);
  expect(answer.headers()["content-type"]).toContain("application/problem+json");
  expect(await answer.json()).toMatchObject({ status: 404, title: "Not Found" });
});
