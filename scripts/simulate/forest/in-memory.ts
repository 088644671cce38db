import { latticeOffset } from "../../../oracle/core/grid/lattice.ts";
import type { Grid } from "../../../oracle/core/grid/types.ts";
import type { BlockLattice } from "../../../oracle/core/grid/window.ts";
import { coverBoundary } from "../../../oracle/core/ground/cover.ts";
import { parseBoundary } from "../../../oracle/core/ground/boundary.ts";
import type { Block } from "../../../oracle/core/ground/types.ts";
import { parseItem } from "../../../oracle/core/scenes/parse-item.ts";
import type { Scene } from "../../../oracle/core/scenes/types.ts";
import type { Outcome } from "../../../oracle/core/services/common/outcome.ts";
import { isStage } from "../../../oracle/core/services/common/stage.ts";
import type { BandRef, Reading } from "../../../oracle/core/services/common/stage.ts";
import type { Project } from "../../../oracle/core/services/common/types.ts";
import { canopyHeightPlots } from "../../../oracle/core/services/forest/height/canopy-height-plots.ts";
import type { HeightRules } from "../../../oracle/core/services/forest/height/parameters.ts";
import { surveyItem } from "../../forest/survey-item.ts";
import { seeAll } from "../look-at.ts";
import { itemsOf } from "./items.ts";
import { SIMULATED_PRACTICE, SIMULATED_RULES } from "./parameters.ts";
import { FOREST_GRID } from "./place.ts";
import { PERIOD } from "./world.ts";
import type { MadeForest } from "./world.ts";

/** What of a made forest is shown otherwise than it is. */
export type Shown = {
  readonly rules?: HeightRules;
  /** How windows lie; one whole window where absent. */
  readonly lattice?: BlockLattice;
  /** Period and history of the project; its first period without a stated history where absent. */
  readonly spans?: Pick<Project, "period" | "history">;
  /** Changes the scenes, as a catalogue might state them. */
  readonly scenes?: (scenes: readonly Scene[]) => readonly Scene[];
};

/** Made once: every forest has the same claim. */
let cover: { readonly key: string; readonly ground: readonly Block[] } | undefined;

export const projectOf = ({ ring }: MadeForest): Project => ({
  name: "SIMULATED forest",
  pool: "biomass",
  boundary: parseBoundary({ type: "Polygon", coordinates: [ring] }),
  edgeLevel: 20,
  fields: [],
  period: PERIOD,
  simulated: true,
  practice: SIMULATED_PRACTICE,
});

/** A plane of the simulated map over another grid of its lattice; NaN beyond the map. */
const planeOver = (values: Float32Array, grid: Grid): Float32Array => {
  const { col, row } = latticeOffset(FOREST_GRID, grid)!;
  return Float32Array.from({ length: grid.width * grid.height }, (_, at) => {
    const [x, y] = [col + (at % grid.width), row + Math.floor(at / grid.width)];
    const isInside = x >= 0 && y >= 0 && x < FOREST_GRID.width && y < FOREST_GRID.height;
    return isInside ? (values[y * FOREST_GRID.width + x] as number) : NaN;
  });
};

/** The map that a band stands for: bands of the stack have the names of their dates. */
const lookOf = (
  { looks, historyDates }: MadeForest,
  listed: readonly Scene[],
  { sceneId, assetKey, band }: BandRef,
): Float32Array => {
  const survey = historyDates.length + listed.findIndex(({ id }) => id === sceneId);
  return looks[assetKey === "history" ? historyDates.indexOf(band) : survey]!;
};

/** The outcome of a made forest, without a file. @throws what the methodology throws */
export const measureForest = (
  made: MadeForest,
  { rules = SIMULATED_RULES, lattice, spans, scenes = (s) => s }: Shown = {},
): Outcome => {
  const project = { ...projectOf(made), ...spans };
  const key = JSON.stringify(project.boundary);
  if (cover?.key !== key) cover = { key, ground: coverBoundary(project.boundary, project.edgeLevel) };
  const listed = itemsOf(made).map((item) => parseItem(surveyItem(item), `https://example.org/${item.id}.json`));
  const see = (reading: Reading): unknown => {
    if (reading.kind === "grids") return [];
    if (reading.kind === "table") {
      const isFirst = reading.asset.sceneId === listed[0]!.id;
      return reading.parse(new TextEncoder().encode(isFirst ? made.trees : made.laterTrees));
    }
    const planes = reading.steps.map((bands) =>
      bands.map((ref) => ({ values: planeOver(lookOf(made, listed, ref), reading.grid) })),
    );
    return seeAll(reading, planes, lattice);
  };
  const parameters = { ...rules, zone: "tropical-rainforest" } as const;
  let step = canopyHeightPlots.start({ project, parameters, ground: cover.ground, scenes: scenes(listed) });
  while (isStage(step)) {
    const entries = Object.entries(step.readings);
    step = step.next(Object.fromEntries(entries.map(([name, reading]) => [name, see(reading)])));
  }
  return step;
};
