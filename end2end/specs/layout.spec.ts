import { PNG } from "pngjs";
import { expect, test } from "../lib/test";
import { another } from "../lib/axe";
import { state } from "../lib/pages";
import { timeoutFactor } from "../lib/timeouts";

test("red light contains no other colour", async ({ shop }) => {
  const names = ["home", "list-filters-open", "product-refractor", "added", "checkout-contact-errors", "order", "error-404"];
  test.setTimeout(names.length * 30_000 * timeoutFactor);
  for (const name of names) {
    const here = shop.script ? await another(shop) : shop;
    const { page } = here;
    await page.context().addCookies([{ name: "theme", value: "red", url: process.env.PERIGEE_URL! }]);
    await state(name).go(here);
    await page.evaluate(async () => {
      for (const image of document.images) image.loading = "eager";
      await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
    });
    const { data, width, height } = PNG.sync.read(await page.screenshot({ fullPage: true }));
    const wrong: string[] = [];
    let count = 0;
    for (let i = 0; i < width * height; i++) {
      if (data[4 * i + 1]! > 10 || data[4 * i + 2]! > 10) {
        count += 1;
        if (wrong.length < 5) wrong.push(`(${i % width}, ${Math.floor(i / width)}): ${data.subarray(4 * i, 4 * i + 3).join(" ")}`);
      }
    }
    expect.soft({ name, count, wrong }).toEqual({ name, count: 0, wrong: [] });
    if (here === shop) await page.context().clearCookies({ name: "cart" });
    else await page.context().close();
  }
});

test("nothing overflows the narrowest screen", async ({ page, shop }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await shop.have("LOW-D8");
  for (const path of ["/", "/categories/telescopes", "/products/halden-102-ed", "/cart", "/checkout", "/track", "/pages/delivery", "/search?q=saturn"]) {
    await shop.open(path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(320);
  }
});

test("on a phone the first screen of a product shows name, price, stock and the button", async ({ page, shop, small }) => {
  for (const slug of ["lowland-8-dobsonian", "corvane-plossl", "halden-102-ed"]) {
    await shop.open(`/products/${slug}`);
    for (const part of ["h1", ".price-block .price", "#buy", small ? ".gallery-large" : ".gallery"]) {
      const box = await page.locator(part).first().boundingBox();
      expect(box!.y + (part === ".gallery" ? 0 : box!.height), `${slug}: ${part}`).toBeLessThanOrEqual(page.viewportSize()!.height);
    }
  }
});

test("cards in a row are aligned: names have two lines, price and stock one line each", async ({ page, shop }) => {
  for (const path of ["/categories/telescopes", "/categories/books-and-charts", "/guides/saturn", "/"]) {
    await shop.open(path);
    const uneven = await page.evaluate(() => {
      const rows = new Map<string, Record<string, Set<number>>>();
      for (const card of document.querySelectorAll<HTMLElement>(".shelf > .card")) {
        if (!card.offsetParent) continue;
        const shelf = [...document.querySelectorAll(".shelf")].indexOf(card.parentElement!);
        const row = `${shelf} ${Math.round(card.getBoundingClientRect().top)}`;
        const parts = rows.get(row) ?? {};
        for (const part of ["h3", ".price", ".stock"]) {
          const box = card.querySelector(part)!.getBoundingClientRect();
          (parts[part] ??= new Set()).add(Math.round(part === "h3" ? box.top : box.bottom));
        }
        rows.set(row, parts);
      }
      return [...rows].flatMap(([row, parts]) => Object.entries(parts).filter(([, at]) => at.size > 1).map(([part, at]) => `${row} ${part}: ${[...at]}`));
    });
    expect(uneven, path).toEqual([]);
  }
});

test("tap targets are at least 44 by 44 pixels", async ({ page, shop }) => {
  for (const path of ["/", "/categories/telescopes", "/products/halden-102-ed", "/pages/delivery"]) {
    await shop.open(path);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("a, button, summary, select, .check")]
        // Links within sentences, and links that cover a whole card or row, are exempt.
        .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest("p, h1, h2, h3, figure, .skip, .prose, .hero-plate") && !e.matches(".hidden"))
        .map((e) => ({ e, box: e.getBoundingClientRect() }))
        .filter(({ box, e }) => box.height < (e.closest(".theme-header") ? 36 : 43.5) || box.width < (e.closest(".theme-header") ? 36 : 43.5))
        .map(({ e, box }) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${e.outerHTML.slice(0, 100)}`),
    );
    expect(small, path).toEqual([]);
  }
});

test("stand-alone controls are clickable over their whole height", async ({ page, shop, small }) => {
  await shop.have("LOW-D8");
  for (const path of ["/cart", "/track", "/tools/eyepieces", "/products/lowland-8-dobsonian"]) {
    await shop.open(path);
    const short = await page.evaluate((least) => {
      const alone = (e: HTMLElement) => e.closest("p, li, h1, h2, h3, div")!.textContent!.trim() === e.textContent!.trim();
      const reach = (e: HTMLElement) => {
        e.scrollIntoView({ block: "center" });
        const line = e.getClientRects()[0]!;
        const [x, y] = [line.left + line.width / 2, line.top + line.height / 2];
        const answers = (y: number) => e.contains(document.elementFromPoint(x, y));
        let [top, bottom] = [y, y];
        while (top > y - 40 && answers(top - 1)) top -= 1;
        while (bottom < y + 40 && answers(bottom + 1)) bottom += 1;
        return bottom - top + 1;
      };
      return [...document.querySelectorAll<HTMLElement>("main a")]
        .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".skip, .prose, .hidden") && alone(e))
        .map((e) => ({ e, height: reach(e) }))
        .filter(({ height }) => height < least)
        .map(({ e, height }) => `${height}: ${e.outerHTML.slice(0, 120)}`);
    }, small ? 43 : 24);
    expect(short, path).toEqual([]);
  }
});

test("a status step fits on one line on the narrowest screen", async ({ page, shop }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await state("order").go(shop);
  const lines = await page.locator(".order-step > b").evaluateAll((all) => all.map((b) => Math.round(b.getBoundingClientRect().height / parseFloat(getComputedStyle(b).lineHeight))));
  expect(lines).toEqual([1, 1, 1, 1]);
});

test("the buy button stays in view all the way down a product page", async ({ page, shop, small }) => {
  await shop.open("/products/halden-102-ed");
  for (const part of ["#optics", "#specifications", "#questions"]) {
    await page.locator(part).scrollIntoViewIfNeeded();
    await expect(page.locator(small ? ".buy-bar .buy" : "#buy")).toBeInViewport();
  }
});

test("checkout does not shift while the rest of it loads", async ({ page, shop }) => {
  await shop.have("LOW-D8");
  await shop.open("/checkout");
  const tops = await page.evaluate(() => {
    const steps = document.querySelector(".checkout-steps")!;
    const top = () => steps.getBoundingClientRect().top;
    const whole = top();
    const rest = [...steps.children].slice(1);
    for (const part of rest) part.remove();
    steps.firstElementChild!.querySelector("form")?.remove();
    return { whole, started: top() };
  });
  expect(tops.started).toBe(tops.whole);
});
