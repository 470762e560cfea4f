import { PNG } from "pngjs";
import { expect, test } from "../lib/test";
import { state } from "../lib/pages";

for (const name of ["home", "list-filters-open", "product-refractor", "added", "checkout-contact-errors", "order", "error-404"]) {
  test(`red light has no other light in it: ${name}`, async ({ page, shop, context }) => {
    await context.addCookies([{ name: "theme", value: "red", url: process.env.PERIGEE_URL! }]);
    await state(name).go(shop);
    await page.evaluate(async () => {
      for (const image of document.images) image.loading = "eager";
      await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
    });
    const { data, width, height } = PNG.sync.read(await page.screenshot({ fullPage: true }));
    const wrong: string[] = [];
    let count = 0;
    for (let i = 0; i < width * height; i++) {
      if (data[4 * i + 1] > 10 || data[4 * i + 2] > 10) {
        count += 1;
        if (wrong.length < 5) wrong.push(`(${i % width}, ${Math.floor(i / width)}): ${data.subarray(4 * i, 4 * i + 3).join(" ")}`);
      }
    }
    expect({ count, wrong }).toEqual({ count: 0, wrong: [] });
  });
}

test("nothing sticks out of the narrowest screen", async ({ page, shop }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await shop.have("LOW-D8");
  for (const path of ["/", "/categories/telescopes", "/products/halden-102-ed", "/cart", "/checkout", "/track", "/pages/delivery", "/search?q=saturn"]) {
    await shop.open(path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(320);
  }
});

test("on a phone the first screen of a product holds name, price, stock and the button", async ({ page, shop, small }) => {
  for (const slug of ["lowland-8-dobsonian", "corvane-plossl", "halden-102-ed"]) {
    await shop.open(`/products/${slug}`);
    for (const part of ["h1", ".price-block .price", "#buy", small ? ".gallery-large" : ".gallery"]) {
      const box = await page.locator(part).first().boundingBox();
      expect(box!.y + (part === ".gallery" ? 0 : box!.height), `${slug}: ${part}`).toBeLessThanOrEqual(page.viewportSize()!.height);
    }
  }
});
