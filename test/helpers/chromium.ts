import { existsSync } from "node:fs";

import { chromium } from "playwright-core";
import type { Page } from "playwright-core";

import type { Requirement } from "./skip-without.ts";

const asked = process.env["SIXFOLD_CHROMIUM"];
const path = asked ?? "/usr/bin/chromium";

/** A browser; one that is asked for by name and is not there is an error. */
export const aBrowser: Requirement = {
  name: "Chromium",
  isMet: () => asked !== undefined || existsSync(path),
  hint: "Name it by SIXFOLD_CHROMIUM, or install it as /usr/bin/chromium.",
};

/** Nothing but the test's own server is to be talked to. */
const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Opens a page in a headless Chromium of its own, with a fresh profile. */
export const openPage = async (url: string): Promise<{ readonly page: Page; readonly close: () => Promise<void> }> => {
  const browser = await chromium.launch({ executablePath: path, headless: true, chromiumSandbox: false, args: QUIET });
  const close = () => browser.close();
  try {
    const page = await browser.newPage();
    // Its modules, too: they run before a page is loaded.
    await page.goto(url, { waitUntil: "load" });
    return { page, close };
  } catch (error) {
    await close();
    throw error;
  }
};
