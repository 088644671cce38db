/** `npm run browser -- --out <folder>`: what a web page needs to re-run evidence, `sixfold.js` and the modules of its workers. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { bundleForBrowser, PRODUCT } from "./browser/bundle.ts";

const { values } = parseArgs({ options: { out: { type: "string" } } });
if (values.out === undefined) {
  console.error("usage: npm run browser -- --out <folder>");
  process.exitCode = 2;
} else {
  mkdirSync(values.out, { recursive: true });
  const { files } = await bundleForBrowser(PRODUCT);
  for (const [name, code] of files) {
    writeFileSync(join(values.out, name), code);
    console.log(`${join(values.out, name)}: ${code.length} bytes`);
  }
}
