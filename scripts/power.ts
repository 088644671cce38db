import { parseArgs } from "node:util";

import { misnamed } from "../oracle/core/errors.ts";
import { powerOf } from "../oracle/core/services/paddy/power.ts";
import { ipccReferenceParameters } from "../oracle/core/services/paddy/terms.ts";

/**
 * `npm run power [-- --repeat <days> --tracks <n> --closes <days>]`: before a season, the chance that one drainage of so
 * many days is shown by the reference rules, for tracks that repeat and follow each other evenly, and a canopy that closes
 * so long after flooding.
 */
const { values } = parseArgs({
  options: {
    repeat: { type: "string", default: "6" },
    tracks: { type: "string", default: "2" },
    closes: { type: "string", default: "57" },
  },
});

const wholeOf = (option: keyof typeof values, least: number, most: number): number => {
  const value = Number(values[option]);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw misnamed("POWER_USAGE", `--${option}`, values[option], `a whole number from ${least} to ${most}`);
};

const [repeat, tracks, closes] = [wholeOf("repeat", 1, 60), wholeOf("tracks", 1, 12), wholeOf("closes", 15, 150)];
const rules = ipccReferenceParameters({ gwp: "AR5" });
const passDays = Array.from({ length: tracks }, (_, track) =>
  Array.from(
    { length: Math.ceil(closes / repeat) },
    (__, pass) => pass * repeat + Math.round((track * repeat) / tracks),
  ),
).flat();
const { shown, halfDays, nineTenthsDays, falsely } = powerOf({ passDays, closes }, rules);

console.log(`${tracks} tracks, each every ${repeat} days; canopy closes ${closes} days after flooding`);
console.log("| drainage, days | shown |\n| --: | --: |");
shown.forEach((share, index) => {
  if (index + 1 >= rules.drainage.minDays) console.log(`| ${index + 1} | ${(100 * share).toFixed(1)} % |`);
});
const limit = (days: number | undefined): string => (days === undefined ? "never" : `from ${days} days on`);
console.log(`shown in half of all cases ${limit(halfDays)}, in nine of ten ${limit(nineTenthsDays)}`);
console.log(`shown in a field that nobody drained: ${(100 * falsely).toFixed(1)} %`);
