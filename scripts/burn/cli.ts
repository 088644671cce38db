import { resolve } from "node:path";
import { parseArgs } from "node:util";

import { arrange } from "./arrange.ts";

/** node scripts/burn/cli.ts --fire <basin> --out <folder>; reads SIXFOLD_DATA, by default ../shared/data. */
const { values } = parseArgs({ options: { fire: { type: "string" }, out: { type: "string" } } });
if (values.out === undefined || values.fire === undefined) {
  console.error("usage: node scripts/burn/cli.ts --fire <basin> --out <folder>");
  process.exitCode = 2;
} else {
  const dataFolder = resolve(process.env["SIXFOLD_DATA"] ?? "../shared/data");
  console.log(JSON.stringify(await arrange({ dataFolder, out: values.out, fire: values.fire }), null, 1));
}
