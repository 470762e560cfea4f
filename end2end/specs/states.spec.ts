import { expect, test, watch } from "../lib/test";
import { another, violations } from "../lib/axe";
import { states } from "../lib/pages";
import { timeoutFactor } from "../lib/timeouts";

/** The widths tested for each kind of screen. */
const widths = (small: boolean) => (small ? [320, 390] : [768, 1024, 1440]);

/** Number of states per test: enough to amortise a test's setup, few enough to share between two workers. */
const together = 6;
const tried = states.filter((state) => !state.look);

for (let first = 0; first < tried.length; first += together) {
  const group = tried.slice(first, first + together);
  test(`no axe violations, no horizontal overflow, fonts loaded: ${group.map((state) => state.name).join(", ")}`, async ({ shop }) => {
    test.setTimeout(group.length * 30_000 * timeoutFactor);
    for (const state of group) {
      await test.step(state.name, async () => {
        const here = await another(shop);
        const { page, small } = here;
        const errors: string[] = [];
        watch(page, errors);
        await state.go(here);
        expect.soft(await violations(page), state.name).toEqual([]);
        for (const width of widths(small)) {
          await page.setViewportSize({ width, height: 844 });
          const outside = await page.evaluate((width) => {
            const wide = document.documentElement.scrollWidth;
            if (wide <= width) return [];
            const all = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > width + 0.5);
            return [`${wide} px`, ...all.slice(0, 5).map((e) => e.outerHTML.slice(0, 90))];
          }, width);
          expect.soft(outside, `${state.name} at ${width} px`).toEqual([]);
        }
        const fonts = () => page.evaluate(() => [...document.fonts].filter((f) => f.status === "loaded").map((f) => f.family.replaceAll('"', "")));
        await expect.poll(fonts).toEqual(expect.arrayContaining(["Newsreader", "Instrument Sans"]));
        // The islands are blocked here, so the browser reports that it could not load them.
        if (here.script) expect.soft(errors, `${state.name}: what the browser complained about`).toEqual([]);
        await page.context().close();
      });
    }
  });
}
