import { defineConfig } from "@playwright/test";
import { browser, desktop, phone } from "./lib/browser";

/** Phone and desktop, each with and without JavaScript ("plain"). What needs script, or does not depend on it, runs where it says something. */
const plain = { javaScriptEnabled: false };
const withScriptOnly = ["**/islands.spec.ts", "**/hydration.spec.ts", "**/vitals.spec.ts"];
const onceOnly = ["**/seo.spec.ts"];

export default defineConfig({
  testDir: "specs",
  outputDir: "results",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  maxFailures: 40,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [["list", { printSteps: false }]],
  use: {
    ...browser,
    baseURL: process.env.PERIGEE_URL,
    locale: "en-GB",
    actionTimeout: 10_000,
    contextOptions: { reducedMotion: "reduce" },
    trace: "retain-on-failure",
  },
  projects: [
    { name: "phone", use: phone, testIgnore: onceOnly },
    { name: "phone-plain", use: { ...phone, ...plain }, testIgnore: [...withScriptOnly, ...onceOnly] },
    { name: "desktop", use: desktop, testIgnore: onceOnly },
    { name: "desktop-plain", use: { ...desktop, ...plain }, testIgnore: withScriptOnly },
  ],
});
