import { defineConfig } from "@playwright/test";
import { browser, desktop, phone } from "./lib/browser";
import { timeoutFactor } from "./lib/timeouts";

/** In all four projects. */
const everywhere = ["**/journey.spec.ts", "**/layout.spec.ts", "**/garden.spec.ts", "**/desk-*.spec.ts"];

/**
 * Shoppers' journeys run with JavaScript on a phone and without it ("plain") on a desktop, which covers both modes and both sizes.
 * The other two combinations run what depends on them: the layout, the journey and, with JavaScript, the islands.
 */
const plain = { javaScriptEnabled: false };
const withScriptOnly = ["**/islands.spec.ts", "**/product.spec.ts", "**/hydration.spec.ts", "**/vitals.spec.ts"];
const onceOnly = ["**/bundles.spec.ts", "**/seo.spec.ts"];

export default defineConfig({
  testDir: "specs",
  outputDir: "results",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  maxFailures: 40,
  timeout: 45_000 * timeoutFactor,
  expect: { timeout: 10_000 * timeoutFactor },
  reporter: [["list", { printSteps: false }]],
  use: {
    ...browser,
    baseURL: process.env.PERIGEE_URL,
    locale: "en-GB",
    actionTimeout: 10_000 * timeoutFactor,
    contextOptions: { reducedMotion: "reduce" },
    // Tracing takes a third of a test's time; `PERIGEE_TRACE=1 tools/e2e …` keeps those of failed tests.
    trace: process.env.PERIGEE_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "phone", use: phone, testIgnore: onceOnly },
    { name: "phone-plain", use: { ...phone, ...plain }, testMatch: everywhere },
    { name: "desktop", use: desktop, testMatch: [...withScriptOnly, ...everywhere, "**/preferences.spec.ts"] },
    { name: "desktop-plain", use: { ...desktop, ...plain }, testIgnore: withScriptOnly },
  ],
});
