import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { requireMeasurement } from "../../oracle/core/services/common/outcome.ts";
import { SixfoldError } from "../../oracle/core/errors.ts";
import { ipccParameters, ipccPractice } from "../../oracle/core/services/paddy/terms.ts";
import { seededRandom } from "../../oracle/core/uncertainty/random.ts";
import { judge } from "./judge.ts";
import type { Judgement } from "./judge.ts";
import { parseProjectFile } from "../../oracle/core/services/common/project.ts";
import { measureFolder } from "./measure-folder.ts";
import { simulatePaddy } from "./paddy.ts";

export type SeedResult = { readonly seed: string } & (Judgement | { readonly refused: string });

/** Simulates, analyses and judges one season; a refusal by the service is a result. */
export const accuracyOf = async (seed: bigint): Promise<SeedResult> => {
  const out = await mkdtemp(join(tmpdir(), "sixfold-accuracy-"));
  try {
    const folders = await simulatePaddy({ seed, out });
    const json = async (file: string): Promise<unknown> =>
      JSON.parse(await readFile(join(folders.project, file), "utf8"));
    const parameters = {
      ...ipccParameters.parse(await json("parameters.json")),
      ...ipccPractice.parse(parseProjectFile(await json("project.json")).practice),
    };
    const measurement = requireMeasurement((await measureFolder(folders)).outcome);
    // Another stream than the scene's: the true emission factors do not know the fields.
    return { seed: String(seed), ...judge(measurement, folders.truth, parameters, seededRandom(seed + 1_000_000n)) };
  } catch (error) {
    if (error instanceof SixfoldError && error.failure === "check")
      return { seed: String(seed), refused: error.message };
    throw error;
  } finally {
    await rm(out, { recursive: true, force: true });
  }
};

const share = (part: number, whole: number): string => (whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`);

/** node scripts/simulate/accuracy.ts [--from <seed>] [--seeds <n>] [--json] */
const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      from: { type: "string", default: "1" },
      seeds: { type: "string", default: "5" },
      json: { type: "boolean", default: false },
    },
  });
  const results: SeedResult[] = [];
  const from = BigInt(values.from);
  for (let seed = from; seed < from + BigInt(values.seeds); seed += 1n) results.push(await accuracyOf(seed));
  if (values.json) return console.log(JSON.stringify(results, null, 1));
  console.log("SIMULATED scenes: accuracy against the simulator's truth");
  for (const result of results) {
    if ("refused" in result) {
      console.log(`seed ${result.seed}: refused: ${result.refused}`);
      continue;
    }
    const { seed, regimes, grossKg, halfWidthKg, baselineKg, trueBaselineKg, trueGrossKg, draws } = result;
    console.log(
      [
        `seed ${seed}: resolved ${result.resolved}/${result.projectFields}`,
        `regime right ${regimes.right} under ${regimes.under} over ${regimes.over}`,
        `intervals hold ${share(result.intervalsThatHold, result.intervals)}, drainages ${share(result.seenDrainagesThatHold, result.seenDrainages)} of ${result.seenDrainages}`,
        `looks right ${share(result.rightLooks, result.calledLooks)}`,
        `area ${share(result.claimedM2 - result.trueM2, result.trueM2)}`,
        `baseline ${baselineKg} kg, true ${Math.round(trueBaselineKg)}`,
        `gross ${grossKg} kg +- ${halfWidthKg}, true ${Math.round(trueGrossKg)}`,
        `truth in the interval ${share(draws.covered, 1)} of emission factors, above ${share(draws.above, 1)}, below ${share(draws.below, 1)}`,
        `refusals ${JSON.stringify(result.refusals)}`,
      ].join("; "),
    );
  }
};

if (import.meta.main) await main();
