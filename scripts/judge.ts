import { resolve } from "node:path";
import { parseArgs } from "node:util";

import { judgeForest } from "./forest/judge.ts";
import { ATTACKS, HONEST } from "./simulate/attacks/attacks.ts";
import type { Attack } from "./simulate/attacks/attacks.ts";
import { misnamed } from "../oracle/core/errors.ts";
import { judgeAttack } from "./simulate/attacks/judge-attack.ts";
import { realSeries } from "./simulate/attacks/real-series.ts";
import { SOWN_DENSE, TRANSPLANTED } from "./simulate/truth/conditions.ts";
import { judgeTruth } from "./simulate/truth/judge-truth.ts";
import { judgeWatch } from "./watch/judge.ts";

/**
 * `npm run judge [-- --variants <n> --projects <n> --from <seed>]`: what ways to earn for nothing come to, and what honest and idle projects do
 * beside their truth. SIMULATED, but for the real series.
 */
const { values } = parseArgs({
  options: {
    variants: { type: "string", default: "200" },
    projects: { type: "string", default: "200" },
    from: { type: "string", default: "1001" },
  },
});
const countOf = (option: keyof typeof values): number => {
  const count = Number(values[option]);
  if (Number.isInteger(count) && count >= 0) return count;
  throw misnamed("JUDGE_USAGE", `--${option}`, values[option], "a whole number from 0 on");
};
const [variants, projects] = [countOf("variants"), countOf("projects")];
// The method was made with seeds up to 100 in view; it is judged by others.
const from = BigInt(countOf("from"));
const real = await realSeries();
if (real === undefined) console.log("An Giang 2021: no data folder (SIXFOLD_DATA), left out");
const attacks: readonly Attack[] = [HONEST, ...(real === undefined ? [] : [real]), ...Object.values(ATTACKS)];
const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([reason, count]) => `${reason} ${count}`)
    .join(", ");

console.log("| claim | variants | issued | most, kg | reasons |\n| --- | --: | --: | --: | --- |");
for (const attack of attacks) {
  const { name, issued, mostKg, reasons } = judgeAttack(attack, variants, from);
  console.log(`| ${name} | ${variants} | ${issued} | ${mostKg} | ${listed(reasons)} |`);
}

const percent = (share: number): string => (Number.isNaN(share) ? "-" : `${(100 * share).toFixed(1)} %`);
console.log(
  "\n| rice, project | projects | measured | issued | truth in gross +- half-width | above | below | more than true | credited of the true cut, median | refused |",
);
console.log("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --- |");
for (const conditions of [TRANSPLANTED, SOWN_DENSE])
  for (const honest of [true, false]) {
    const row = judgeTruth(conditions, honest, projects, from);
    const shares = [row.covered, row.above, row.below, row.overIssued, row.medianCredited].map(percent);
    console.log(
      `| ${conditions.name}, ${honest ? "honest" : "idle"} | ${projects} | ${row.measured} | ${row.issued} | ${shares.join(" | ")} | ${listed(row.refusals)} |`,
    );
  }

await judgeForest(resolve(process.env["SIXFOLD_DATA"] ?? "../shared/data"), variants);
await judgeWatch();
