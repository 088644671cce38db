import { resolve } from "node:path";
import { parseArgs } from "node:util";

import { judgeForest } from "./forest/judge.ts";
import { ATTACKS, HONEST } from "./simulate/attacks/attacks.ts";
import type { Attack } from "./simulate/attacks/attacks.ts";
import { judgeAttack } from "./simulate/attacks/judge-attack.ts";
import { realSeries } from "./simulate/attacks/real-series.ts";
import { judgeWatch } from "./watch/judge.ts";

/** `npm run judge [-- --variants <n>]`: what ways to earn for nothing come to. SIMULATED, but for the real series. */
const { values } = parseArgs({ options: { variants: { type: "string", default: "200" } } });
const variants = Number(values.variants);
const real = await realSeries();
if (real === undefined) console.log("An Giang 2021: no data folder (SIXFOLD_DATA), left out");
const attacks: readonly Attack[] = [HONEST, ...(real === undefined ? [] : [real]), ...Object.values(ATTACKS)];
console.log("| claim | variants | issued | most, kg | reasons |\n| --- | --: | --: | --: | --- |");
for (const attack of attacks) {
  const { name, issued, mostKg, reasons } = judgeAttack(attack, variants);
  const why = Object.entries(reasons).map(([reason, count]) => `${reason} ${count}`);
  console.log(`| ${name} | ${variants} | ${issued} | ${mostKg} | ${why.join(", ")} |`);
}
await judgeForest(resolve(process.env["SIXFOLD_DATA"] ?? "../shared/data"), variants);
await judgeWatch();
