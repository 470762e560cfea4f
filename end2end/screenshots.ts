import { join } from "node:path";
import { test as base } from "./lib/test";
import { states } from "./lib/pages";

const test = base.extend<{ theme: string }>({ theme: ["paper", { option: true }] });
const folder = process.env.PERIGEE_SCREENSHOTS ?? "../screenshots";
/** Names, or prefixes of names, of the states to capture. */
const wanted = (process.env.PERIGEE_STATES ?? "").split(" ").filter(Boolean);

for (const state of states.filter(({ name }) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)))) {
  test(state.name, async ({ page, shop, context, theme }, info) => {
    await context.addCookies([{ name: "theme", value: theme, url: process.env.PERIGEE_URL! }]);
    await state.go(shop);
    // Otherwise lazy pictures further down would be missing.
    await page.evaluate(async () => {
      for (const image of document.images) image.loading = "eager";
      await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
    });
    const drawer = await page.locator("dialog[open]").count();
    await page.screenshot({ path: join(folder, info.project.name, `${state.name}.png`), fullPage: drawer === 0 });
  });
}
