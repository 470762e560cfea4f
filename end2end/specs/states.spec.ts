import { expect, test } from "../lib/test";
import { auditable, violations } from "../lib/axe";
import { states } from "../lib/pages";

/** The widths that each kind of screen is tried at. */
const widths = (small: boolean) => (small ? [320, 390] : [768, 1024, 1440]);

for (const state of states.filter((state) => !state.look)) {
  test(`${state.name}: axe finds nothing, nothing sticks out sideways, the fonts are there`, async ({ shop }) => {
    const here = await auditable(shop);
    const { page, small } = here;
    await state.go(here);
    expect(await violations(page)).toEqual([]);
    for (const width of widths(small)) {
      await page.setViewportSize({ width, height: 844 });
      const outside = await page.evaluate((width) => {
        const wide = document.documentElement.scrollWidth;
        if (wide <= width) return [];
        const all = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > width + 0.5);
        return [`${wide} px`, ...all.slice(0, 5).map((e) => e.outerHTML.slice(0, 90))];
      }, width);
      expect(outside, `at ${width} px`).toEqual([]);
    }
    const fonts = () => page.evaluate(() => [...document.fonts].filter((f) => f.status === "loaded").map((f) => f.family.replaceAll('"', "")));
    await expect.poll(fonts).toEqual(expect.arrayContaining(["Newsreader", "Instrument Sans"]));
  });
}
