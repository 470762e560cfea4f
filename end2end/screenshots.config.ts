import { defineConfig } from "@playwright/test";
import { browser, desktop, phone } from "./lib/browser";

/** Screenshots of all pages and states for visual review; run by tools/screenshots. */
const sizes = { "390": { ...phone, deviceScaleFactor: 2 }, "1440": desktop };
const themes = ["paper", "dusk", "red"];

export default defineConfig<{ theme: string }>({
  testDir: ".",
  testMatch: "screenshots.ts",
  outputDir: "results/screenshots",
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  reporter: [["line"]],
  use: { ...browser, baseURL: process.env.PERIGEE_URL, locale: "en-GB", contextOptions: { reducedMotion: "reduce" } },
  projects: themes.flatMap((theme) => Object.entries(sizes).map(([size, use]) => ({ name: `${theme}-${size}`, use: { ...use, theme } }))),
});
