import type { BlockLattice } from "../../../oracle/core/grid/window.ts";
import { coverBoundary } from "../../../oracle/core/ground/cover.ts";
import { parseBoundary } from "../../../oracle/core/ground/boundary.ts";
import type { Block } from "../../../oracle/core/ground/types.ts";
import { parseItem } from "../../../oracle/core/scenes/parse-item.ts";
import type { Scene } from "../../../oracle/core/scenes/types.ts";
import type { Outcome } from "../../../oracle/core/services/common/outcome.ts";
import type { BandRef } from "../../../oracle/core/services/common/stage.ts";
import type { Project } from "../../../oracle/core/services/common/types.ts";
import { canopyHeightPlots } from "../../../oracle/core/services/forest/height/canopy-height-plots.ts";
import type { HeightRules } from "../../../oracle/core/services/forest/height/terms.ts";
import { surveyItem } from "../../forest/survey-item.ts";
import { planeOver } from "../plane-over.ts";
import { runStages } from "../run-stages.ts";
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
  const parameters = { ...rules, zone: "tropical-rainforest" } as const;
  return runStages(
    canopyHeightPlots.start({ project, parameters, ground: cover.ground, scenes: scenes(listed) }),
    (grid, step) => step.map((ref) => planeOver(FOREST_GRID, lookOf(made, listed, ref), grid)),
    lattice,
    ({ sceneId }) => (sceneId === listed[0]!.id ? made.trees : made.laterTrees)!,
  );
};
