import { join } from "node:path";

import { SixfoldError } from "../../oracle/core/errors.ts";
import { requireMeasurement } from "../../oracle/core/services/common/outcome.ts";
import { measureFolder } from "../simulate/measure-folder.ts";
import { simulatePaddy } from "../simulate/paddy.ts";
import type { Say } from "./say.ts";
import { tonnes } from "./story.ts";

/** Why a project folder over its scenes earns nothing, in a sentence; undefined where it would earn. */
const reasonOf = async (folders: {
  readonly project: string;
  readonly scenes: string;
}): Promise<string | undefined> => {
  try {
    const { outcome } = await measureFolder(folders);
    const { measuredKg, baselineKg, leakageKg, halfWidthKg } = requireMeasurement(outcome);
    const grossKg = measuredKg - baselineKg - leakageKg;
    if (grossKg <= 0n) return `it is measured at ${tonnes(grossKg)}: its fields did no more than their controls`;
    if (grossKg < halfWidthKg) return `${tonnes(grossKg)} is less than the doubt of it, ${tonnes(halfWidthKg)}`;
    return undefined;
  } catch (error) {
    if (error instanceof SixfoldError && error.failure === "check") return `${error.code}: ${error.rule}`;
    throw error;
  }
};

/** A project that says what the honest one says, on the same ground, and changes nothing. Needs no chain. */
export const tryCheat = async (say: Say, folder: string, seed: bigint): Promise<void> => {
  const reason = await reasonOf(await simulatePaddy({ seed, out: join(folder, "cheat"), isIdle: true }));
  if (reason === undefined) throw new Error("a project that changed nothing would earn");
  say("SIMULATED: the same project, if it left its fields as they were and only said that it drains them", {
    issued: tonnes(0n),
    because: reason,
  });
};
