import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { PageFiles } from "../../api/web/page.ts";
import { bundleForBrowser, PRODUCT } from "../browser/bundle.ts";
import { root } from "../run.ts";

const MAIN = "api/web/main.ts";
const STYLE = "api/web/style.css";

/**
 * What the page loads, made of its sources: `main.js`, the parts that it loads when they are needed, the workers that run
 * evidence again, each in one piece, and the style.
 */
export const bundlePage = async (): Promise<PageFiles> => {
  const { "run-worker": run, worker } = PRODUCT;
  const [page, workers, style] = await Promise.all([
    bundleForBrowser({ main: MAIN }, { isSplit: true }),
    bundleForBrowser({ "run-worker": run, worker }),
    readFile(join(root, STYLE)),
  ]);
  return new Map([...page.files, ...workers.files, ["style.css", style] as const]);
};
