import type { Page } from "@playwright/test";
import { expect, test } from "../lib/test";
import { plenty } from "../lib/catalogue";

const KINDS = ["lcp", "inp", "cls"] as const;

/** How many measurements of product pages the shop has counted. */
async function kept(page: Page): Promise<Record<(typeof KINDS)[number], number>> {
  const text = await (await page.request.get("/metrics")).text();
  const count = (line: string) => Number(text.split("\n").find((have) => have.startsWith(line))?.split(" ").at(-1) ?? 0);
  const seconds = (name: string) => count(`perigee_web_vitals_seconds_count{name="${name}",page="product"}`);
  return { lcp: seconds("lcp"), inp: seconds("inp"), cls: count('perigee_web_vitals_layout_shift_count{page="product"}') };
}

test("a browser reports page speed once, when the page is left, without identifying the visitor", async ({ page }) => {
  // Playwright does not see requests sent while the page is closed.
  await page.addInitScript(() => {
    const send = navigator.sendBeacon.bind(navigator);
    navigator.sendBeacon = (to, body) => {
      sessionStorage.setItem("sent", `${sessionStorage.getItem("sent") ?? ""}${to}?${body}\n`);
      return send(to, body);
    };
  });
  const sent = () => page.evaluate(() => (sessionStorage.getItem("sent") ?? "").split("\n").slice(0, -1));
  const before = await kept(page);
  await page.goto(`/products/${plenty.slug}`);
  // Something painted, and something clicked.
  await page.getByRole("heading", { level: 1 }).click();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
  expect(await sent()).toEqual([]);
  await page.goto("/pages/about");
  const beacons = await sent();
  expect(beacons).toHaveLength(1);
  const [to, body] = beacons[0]!.split("?");
  expect(to).toBe("/vitals");
  const fields = new URLSearchParams(body);
  expect([...fields.keys()].sort()).toEqual(["cls", "inp", "lcp", "page"]);
  expect(fields.get("page")).toBe("product");
  expect(Number(fields.get("lcp"))).toBeGreaterThan(0);
  // Other tests view products as well.
  for (const kind of KINDS) await expect.poll(async () => (await kept(page))[kind], { message: kind }).toBeGreaterThan(before[kind]);
});
