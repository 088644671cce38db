import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { dayOf } from "../../oracle/core/services/common/day.ts";
import type { Finding } from "../../oracle/core/services/common/outcome.ts";
import { sharedRunner } from "../../oracle/engine/shared-runner.ts";
import { analyse } from "../../oracle/pipeline/analyse.ts";
import { ownProgram } from "../../oracle/programs/own-program.ts";
import { defaultPolicy } from "../../oracle/transport/policy.ts";
import { memoryShelf } from "../../oracle/transport/shelf.ts";
import { readMap } from "../read-map.ts";
import { arrange } from "./arrange.ts";
import { readReference } from "./reference.ts";

/** North of this northing, metres, the plain rule sees; south of it, it is nearly blind. */
const NORTH_FROM_M = 2_146_020;

export type Region = {
  readonly disturbed: number;
  readonly found: number;
  readonly early: number;
  readonly standing: number;
  readonly falsely: number;
};

export type BagoJudgement = {
  readonly finding: Finding;
  readonly north: Region;
  readonly south: Region;
  /** Days from the reference's date, of the events found: to the first look that shows it, and to when it is known. */
  readonly onsetLag: number;
  readonly confirmedLag: number;
};

const medianOf = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return ((low ?? NaN) + (high ?? NaN)) / 2;
};

/**
 * Runs the clearing methodology over the logged forest, with changes to its reference rules, and holds what it confirmed
 * against the reference pixels. An event is found where it is confirmed on its date or later, early where before.
 */
export const judgeBago = async (dataFolder: string, change: object = {}): Promise<BagoJudgement> => {
  const out = await mkdtemp(join(tmpdir(), "sixfold-bago-"));
  try {
    const { scenes, project } = await arrange({ dataFolder, out });
    const parameters = JSON.parse(await readFile(join(project, "parameters.json"), "utf8")) as object;
    const { outcome, files } = await analyse({
      shelf: memoryShelf(),
      runner: sharedRunner(await ownProgram("clearing-bayes")),
      project,
      parameters: { ...parameters, ...change },
      catalogue: scenes,
      policy: defaultPolicy,
    });
    const finding = outcome as Finding;
    const [lost, onsets, confirmations] = [
      await readMap(files, "lost"),
      await readMap(files, "onset"),
      await readMap(files, "confirmed"),
    ];
    const seen = (await readReference(dataFolder)).map(({ x, y, disturbed }) => ({
      isNorth: y > NORTH_FROM_M,
      disturbed: disturbed === undefined ? undefined : dayOf(disturbed),
      onset: onsets(x, y),
      confirmed: lost(x, y) === 1 ? confirmations(x, y) : -1,
    }));
    const found = seen.filter(({ disturbed, confirmed }) => disturbed !== undefined && confirmed >= disturbed);
    const regionOf = (isNorth: boolean): Region => {
      const own = seen.filter((each) => each.isNorth === isNorth);
      const disturbed = own.filter((each) => each.disturbed !== undefined);
      const standing = own.filter((each) => each.disturbed === undefined);
      return {
        disturbed: disturbed.length,
        found: found.filter((each) => each.isNorth === isNorth).length,
        early: disturbed.filter((each) => each.confirmed >= 0 && each.confirmed < each.disturbed!).length,
        standing: standing.length,
        falsely: standing.filter(({ confirmed }) => confirmed >= 0).length,
      };
    };
    return {
      finding,
      north: regionOf(true),
      south: regionOf(false),
      onsetLag: medianOf(found.map(({ onset, disturbed }) => onset - disturbed!)),
      confirmedLag: medianOf(found.map(({ confirmed, disturbed }) => confirmed - disturbed!)),
    };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
};
