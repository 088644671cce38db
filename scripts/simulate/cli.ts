import { parseArgs } from "node:util";

import { simulatePaddy } from "./paddy.ts";

/** node scripts/simulate/cli.ts --out <folder> [--seed <n>] */
const { values } = parseArgs({ options: { out: { type: "string" }, seed: { type: "string", default: "1" } } });
if (values.out === undefined || !/^\d{1,19}$/.test(values.seed)) {
  console.error("usage: node scripts/simulate/cli.ts --out <folder> [--seed <number>]");
  process.exitCode = 2;
} else {
  const { scenes, project, truth } = await simulatePaddy({ seed: BigInt(values.seed), out: values.out });
  console.log(JSON.stringify({ simulated: true, scenes, project, fields: truth.length }, null, 1));
}
