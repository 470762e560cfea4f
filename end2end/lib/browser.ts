import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** The installed Chromium; nothing is downloaded. */
export const browser = {
  browserName: "chromium" as const,
  headless: true,
  launchOptions: {
    executablePath: execFileSync(join(root, "tools/chromium"), { encoding: "utf8" }).trim(),
    // Playwright turns the back/forward cache off. Shoppers have it, and a page from it is as old as when they left it.
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  },
};

export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
export const desktop = { viewport: { width: 1440, height: 900 } };
