import { expect, test } from "../lib/test";
import { draft, plenty, renamed } from "../lib/catalogue";

const base = process.env.PERIGEE_URL!;

/** Indexed pages, one of each kind. */
const kept = ["/", "/categories/telescopes", "/categories/eyepieces", `/products/${plenty.slug}`, "/products/corvane-plossl", "/pages/about", "/pages/delivery", "/tools/eyepieces", "/cart", "/track"];
const unkept = ["/search?q=uhc", "/categories/telescopes?brand=lowland", "/tools/eyepieces?factor=2", "/nothing-here"];

for (const path of kept) {
  test(`metadata for search engines: ${path}`, async ({ page }) => {
    await page.goto(path);
    const content = (selector: string) => page.locator(selector).getAttribute("content");
    const title = await page.title();
    expect(title).toContain("Perigee");
    expect(title.length).toBeGreaterThan(10);
    const description = (await content("meta[name=description]")) ?? "";
    expect(description.length, description).toBeGreaterThan(40);
    expect(description.length, description).toBeLessThanOrEqual(200);
    await expect(page.locator("link[rel=canonical]")).toHaveAttribute("href", base + path);
    await expect(page.locator("meta[name=robots]")).toHaveCount(0);
    for (const property of ["og:title", "og:description", "og:image", "og:url", "og:type", "og:site_name"]) {
      expect(await content(`meta[property="${property}"]`), property).toBeTruthy();
    }
    const image = await page.request.get((await content('meta[property="og:image"]')) ?? "");
    expect(image.ok()).toBeTruthy();
    await expect(page.locator("h1")).toHaveCount(1);
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
  });
}

for (const path of unkept) {
  test(`not indexed: ${path}`, async ({ page }) => {
    await page.goto(path);
    await expect(page.locator("meta[name=robots]")).toHaveAttribute("content", "noindex");
    await expect(page.locator("link[rel=canonical]")).toHaveCount(0);
    await expect(page.locator("h1")).toHaveCount(1);
  });
}

test("titles and descriptions differ from page to page", async ({ page }) => {
  const seen = new Map<string, string>();
  for (const path of kept) {
    await page.goto(path);
    for (const text of [await page.title(), (await page.locator("meta[name=description]").getAttribute("content")) ?? ""]) {
      expect(seen.get(text), `${path}: ${text}`).toBeUndefined();
      seen.set(text, path);
    }
  }
});

type Data = Record<string, unknown> & { "@type": string };

async function data(page: import("@playwright/test").Page, path: string): Promise<Data[]> {
  await page.goto(path);
  const texts = await page.locator('script[type="application/ld+json"]').allTextContents();
  return texts.map((text) => JSON.parse(text) as Data);
}

test("JSON-LD of a product: name, pictures, offers with price and availability, breadcrumbs", async ({ page }) => {
  for (const slug of [plenty.slug, "corvane-plossl", "skerry-carbon-tripod"]) {
    const all = await data(page, `/products/${slug}`);
    const product = all.find((entry) => entry["@type"] === "Product")!;
    expect(product).toMatchObject({ "@context": "https://schema.org", url: `${base}/products/${slug}` });
    for (const field of ["name", "description", "sku", "brand", "image"]) expect(product[field], field).toBeTruthy();
    for (const url of product.image as string[]) expect((await page.request.get(url)).ok(), url).toBeTruthy();
    const offers = product.offers as Record<string, string>[];
    expect(offers.length).toBeGreaterThan(0);
    for (const offer of offers) {
      expect(offer.price).toMatch(/^\d+(\.\d+)?$/);
      expect(offer.priceCurrency).toBe("EUR");
      expect(offer.availability).toMatch(/^https:\/\/schema\.org\/(InStock|OutOfStock)$/);
      expect(offer.url).toContain(`variant=${offer.sku}`);
    }
    const shown = await page.locator(".price-block .price").getAttribute("value");
    expect(offers.map((offer) => offer.price)).toContain(shown);
    const breadcrumbs = all.find((entry) => entry["@type"] === "BreadcrumbList")!.itemListElement as { position: number; name: string; item: string }[];
    expect(breadcrumbs.map((item) => item.position)).toEqual(breadcrumbs.map((_, i) => i + 1));
    for (const item of breadcrumbs) expect((await page.request.get(item.item)).ok(), item.item).toBeTruthy();
  }
});

test("JSON-LD of the shop and of a category", async ({ page }) => {
  const home = await data(page, "/");
  expect(home.map((entry) => entry["@type"]).sort()).toEqual(["Organization", "WebSite"]);
  expect((await data(page, "/categories/barlows")).map((entry) => entry["@type"])).toEqual(["BreadcrumbList"]);
});

test("the site map lists every published page, and all of them respond", async ({ request }) => {
  const xml = await (await request.get("/sitemap.xml")).text();
  const places = [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1]);
  expect(places.length).toBeGreaterThan(120);
  expect(xml).not.toContain(draft);
  const statuses = await Promise.all(places.map(async (place) => [(await request.head(place)).status(), place]));
  expect(statuses.filter(([status]) => status !== 200)).toEqual([]);
  const robots = await (await request.get("/robots.txt")).text();
  expect(robots).toContain(`Sitemap: ${base}/sitemap.xml`);
});

test("an old URL redirects permanently", async ({ request }) => {
  const answer = await request.get(`/products/${renamed.from}`, { maxRedirects: 0 });
  expect([301, 308]).toContain(answer.status());
  expect(answer.headers()["location"]).toBe(`/products/${renamed.to}`);
});
