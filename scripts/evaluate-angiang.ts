import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { requireMeasurement } from "../oracle/core/services/common/outcome.ts";
import { SixfoldError } from "../oracle/core/errors.ts";
import { arrange } from "./angiang/arrange.ts";
import { angiangParameters, AUTUMN_WINTER, SUMMER_AUTUMN } from "./angiang/parameters.ts";
import type { Season } from "./angiang/parameters.ts";
import { readPoints } from "./angiang/points.ts";
import { separate } from "./angiang/separation.ts";
import { measureFolder } from "./simulate/measure-folder.ts";
import { seenFields } from "./simulate/seen-fields.ts";

type SeasonOutcome =
  | {
      readonly season: string;
      readonly refused: {
        readonly code: string;
        readonly field: string;
        readonly value: unknown;
        readonly rule: string;
      };
    }
  | {
      readonly season: string;
      readonly cid: string;
      readonly kg: {
        readonly measured: string;
        readonly baseline: string;
        readonly leakage: string;
        readonly halfWidth: string;
      };
      readonly claimedM2: string;
      readonly observedM2: string;
      readonly fields: readonly {
        readonly id: string;
        readonly role: string;
        readonly refusal: string | null;
        readonly regime: string | null;
        /** `minDays-maxDays` of every drain interval that may hold a day without water. */
        readonly intervals: readonly string[];
      }[];
    };

/** Analyses the arranged scenes for one season; a refusal by the service is the outcome. */
const outcomeOf = async (dataFolder: string, season: Season): Promise<SeasonOutcome> => {
  const out = await mkdtemp(join(tmpdir(), "sixfold-angiang-"));
  try {
    const { outcome, cid } = await measureFolder(await arrange({ dataFolder, out, season }));
    const measurement = requireMeasurement(outcome);
    return {
      season: season.id,
      cid: cid.toString(),
      kg: {
        measured: measurement.measuredKg.toString(),
        baseline: measurement.baselineKg.toString(),
        leakage: measurement.leakageKg.toString(),
        halfWidth: measurement.halfWidthKg.toString(),
      },
      claimedM2: measurement.claimedM2.toString(),
      observedM2: measurement.observedM2.toString(),
      fields: seenFields(measurement.diagnostics).map(({ id, role, refusal, seasons }) => ({
        id,
        role,
        refusal,
        regime: seasons[0]?.regime ?? null,
        intervals: (seasons[0]?.intervals ?? [])
          .filter(({ maxDays }) => maxDays > 0)
          .map(
            ({ previousWet, nextWet, minDays, maxDays }) =>
              `${previousWet}..${nextWet ?? "end"}: ${minDays}-${maxDays}`,
          ),
      })),
    };
  } catch (error) {
    if (!(error instanceof SixfoldError) || error.failure !== "check") throw error;
    const { code, field, value, rule } = error;
    return { season: season.id, refused: { code, field, value, rule } };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
};

const print = (outcome: SeasonOutcome): void => {
  if ("refused" in outcome) {
    console.log(`${outcome.season}: refused, ${outcome.refused.code}: ${outcome.refused.rule}`);
    console.log(`  ${JSON.stringify(outcome.refused.value)}`);
    return;
  }
  const { season, kg, claimedM2, observedM2, fields } = outcome;
  console.log(
    `${season}: measured ${kg.measured} kg, baseline ${kg.baseline}, leakage ${kg.leakage}, half-width ${kg.halfWidth}; ` +
      `observed ${observedM2} of ${claimedM2} m2`,
  );
  for (const { id, role, refusal, regime, intervals } of fields) {
    console.log(`  ${id} ${role.padEnd(7)} ${(refusal ?? regime ?? "used").padEnd(28)} ${intervals.join("; ")}`);
  }
};

/** node scripts/evaluate-angiang.ts [--json] */
const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
  const dataFolder = resolve(process.env["SIXFOLD_DATA"] ?? "../shared/data");
  if (!existsSync(dataFolder)) {
    console.error(`SIXFOLD_DATA: no folder at ${dataFolder}`);
    process.exitCode = 2;
    return;
  }
  const { inundation, landUse } = angiangParameters();
  const separation = separate(await readPoints(dataFolder), inundation.canopyVhDb, landUse);
  const seasons: SeasonOutcome[] = [];
  for (const season of [SUMMER_AUTUMN, AUTUMN_WINTER]) seasons.push(await outcomeOf(dataFolder, season));
  if (values.json) return console.log(JSON.stringify({ separation, seasons }, null, 1));
  const { points, blocks, balancedAccuracy, confusion } = separation;
  console.log(`rice / not rice by the share of looks under a canopy, ${JSON.stringify(landUse)}`);
  console.log(
    `  ${points} points in ${blocks} blocks, balanced accuracy ${balancedAccuracy.toFixed(4)}, ${JSON.stringify(confusion)}`,
  );
  seasons.forEach(print);
};

await main();
