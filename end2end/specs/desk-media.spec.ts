import { deflateSync } from "node:zlib";
import { expect, test } from "../lib/test";
import { violations } from "../lib/axe";
import { crc32 } from "../lib/crc32";
import { signIn } from "../support/desk";

/** A PNG of 16 × 12 pixels in one colour. */
function png(red: number, green: number, blue: number): Buffer {
  const chunk = (kind: string, data: Buffer): Buffer => {
    const content = Buffer.concat([Buffer.from(kind, "latin1"), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(content), 4);
    return Buffer.concat([frame.subarray(0, 4), content, frame.subarray(4)]);
  };
  const header = Buffer.from([0, 0, 0, 16, 0, 0, 0, 12, 8, 2, 0, 0, 0]);
  const row = Buffer.from([0, ...Array.from({ length: 16 }, () => [red, green, blue]).flat()]);
  const data = deflateSync(Buffer.concat(Array.from({ length: 12 }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

test.describe("pictures at the desk", () => {
  test("the first picture of a product is replaced, with its text, in six steps", async ({ page, script, small }, info) => {
    // Each project changes a product of its own, which no other test looks at.
    const products: Record<string, string> = { phone: "Skerry EQ3", "phone-plain": "Skerry EQ5", desktop: "Skerry AZ4" };
    const product = products[info.project.name] ?? "Skerry AZ Goto";
    const file = { name: "balcony.png", mimeType: "image/png", buffer: png(small ? 200 : 20, 90, 140) };
    await signIn(page, "merchandiser");
    await page.goto(`/admin/media?q=${encodeURIComponent(product)}`);
    let steps = 0;
    const step = async (work: Promise<unknown>) => {
      steps += 1;
      await work;
    };
    await step(page.locator(".media-grid a").first().click());
    await step(page.locator(".media-uses a").first().click());
    await expect(page.locator("h1")).toHaveText("Pictures of the product");
    const count = await page.locator(".own-pictures > li").count();
    await step(page.getByLabel("Pictures", { exact: true }).setInputFiles(file));
    await step(page.locator(".upload").getByLabel("Alternative text").fill("On a balcony, at dusk"));
    await step(page.getByLabel("Place", { exact: true }).selectOption({ label: "Instead of picture 1" }));
    await step(page.getByRole("button", { name: "Upload" }).click());
    await expect(page.locator(".toasts")).toContainText("1 picture is uploaded");
    expect(steps).toBeLessThanOrEqual(6);
    await expect(page.locator(".own-pictures > li")).toHaveCount(count);
    await expect(page.locator(".own-pictures input[id^='alt.']").first()).toHaveValue("On a balcony, at dusk");
    await expect(async () => {
      const width = await page.locator(".own-pictures img").first().evaluate((image: HTMLImageElement) => image.naturalWidth);
      expect(width).toBe(16);
    }).toPass();
    if (script) expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });

  test("good files are kept and each bad one is named", async ({ page, script, small }) => {
    await signIn(page, "merchandiser");
    await page.goto("/admin/media");
    if (script) expect(await violations(page)).toEqual([]);
    await page.getByLabel("Pictures", { exact: true }).setInputFiles([
      { name: "notes.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no picture") },
      { name: "moon.png", mimeType: "image/png", buffer: png(small ? 1 : 2, 3, 4) },
      { name: "half.png", mimeType: "image/png", buffer: png(9, 9, 9).subarray(0, 45) },
    ]);
    await page.locator(".upload").getByLabel("Alternative text").fill("The Moon");
    await page.getByRole("button", { name: "Upload" }).click();
    await expect(page.locator("#files-error li")).toHaveText([/^notes\.jpg is not a picture/, /^half\.png is damaged/]);
    await expect(page.locator(".upload [role='status']")).toHaveText("1 picture is uploaded.");
    await expect(page.locator(".media-grid img").first()).toBeVisible();
    if (script) expect(await violations(page)).toEqual([]);
    await page.locator(".media-grid a", { hasText: "The Moon" }).first().click();
    await expect(page.getByLabel("Alternative text")).toHaveValue("The Moon");
    await page.getByLabel("From the left").fill("120");
    await page.getByRole("button", { name: "Save" }).last().click();
    await expect(page.locator("#focal_x-error")).toContainText("from 0 to 100");
    await page.getByLabel("From the left").fill("20");
    await page.getByRole("button", { name: "Save" }).last().click();
    await expect(page.locator(".toasts")).toContainText("The picture is saved");
  });
});
