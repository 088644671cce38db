import { resolve } from "node:path";
import { parseArgs } from "node:util";

import { arrange } from "./arrange.ts";

/** node scripts/angiang/cli.ts --out <folder>; reads SIXFOLD_DATA, by default ../shared/data. */
const { values } = parseArgs({ options: { out: { type: "string" } } });
if (values.out === undefined) {
  console.error("usage: node scripts/angiang/cli.ts --out <folder>");
  process.exitCode = 2;
} else {
  const dataFolder = resolve(process.env["SIXFOLD_DATA"] ?? "../shared/data");
  console.log(JSON.stringify(await arrange({ dataFolder, out: values.out }), null, 1));
}
