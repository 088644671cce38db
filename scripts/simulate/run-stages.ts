import type { Grid } from "../../oracle/core/grid/types.ts";
import type { BlockLattice } from "../../oracle/core/grid/window.ts";
import type { Outcome } from "../../oracle/core/services/common/outcome.ts";
import { isStage } from "../../oracle/core/services/common/stage.ts";
import type { AssetRef, BandRef, Reading, Stage } from "../../oracle/core/services/common/stage.ts";
import { seeAll } from "./look-at.ts";

/**
 * Runs stages over planes in memory until they come to an outcome. Items state their grids, so that no header is asked
 * for.
 *
 * @param planesOf the planes of a step's bands, in its order; its place among the reading's steps comes last.
 * @param tableOf the text of a table.
 */
export const runStages = (
  first: Stage | Outcome,
  planesOf: (grid: Grid, step: readonly BandRef[], at: number) => readonly Float32Array[],
  lattice?: BlockLattice,
  tableOf?: (asset: AssetRef) => string,
): Outcome => {
  const see = (name: string, reading: Reading): unknown => {
    if (reading.kind === "grids" && reading.assets.length === 0) return [];
    if (reading.kind === "table" && tableOf !== undefined)
      return reading.parse(new TextEncoder().encode(tableOf(reading.asset)));
    if (reading.kind !== "raster") throw new Error(`${name}: a header or a table is not in memory`);
    const planes = reading.steps.map((step, at) => planesOf(reading.grid, step, at).map((values) => ({ values })));
    return seeAll(reading, planes, lattice);
  };
  let step = first;
  while (isStage(step)) {
    const entries = Object.entries(step.readings);
    step = step.next(Object.fromEntries(entries.map(([name, reading]) => [name, see(name, reading)])));
  }
  return step;
};
