import type { BlockLattice } from "../../../oracle/core/grid/window.ts";
import { parseBoundary } from "../../../oracle/core/ground/boundary.ts";
import { coverBoundary } from "../../../oracle/core/ground/cover.ts";
import type { Block } from "../../../oracle/core/ground/types.ts";
import { parseItem } from "../../../oracle/core/scenes/parse-item.ts";
import type { Scene } from "../../../oracle/core/scenes/types.ts";
import type { Outcome } from "../../../oracle/core/services/common/outcome.ts";
import type { Project } from "../../../oracle/core/services/common/types.ts";
import { lBandGedi } from "../../../oracle/core/services/forest/l-band/l-band-gedi.ts";
import type { MosaicBand } from "../../../oracle/core/services/forest/l-band/mosaic.ts";
import type { LBandRules } from "../../../oracle/core/services/forest/l-band/terms.ts";
import { planeOver } from "../plane-over.ts";
import { runStages } from "../run-stages.ts";
import { itemsOf } from "./items.ts";
import { SIMULATED_PRACTICE, SIMULATED_RULES } from "./parameters.ts";
import { MOSAIC_GRID, ringOf } from "./place.ts";
import { HISTORY, PERIOD } from "./world.ts";
import type { MadeLBand } from "./world.ts";

/** What of a made forest is shown otherwise than it is. */
export type Shown = {
  readonly rules?: LBandRules;
  /** How windows lie; one whole window where absent. */
  readonly lattice?: BlockLattice;
  readonly project?: Partial<Project>;
  /** Changes the scenes, as a catalogue might state them. */
  readonly scenes?: (scenes: readonly Scene[]) => readonly Scene[];
};

const PROJECT: Project = {
  name: "SIMULATED forest under L-band",
  pool: "biomass",
  boundary: parseBoundary({ type: "Polygon", coordinates: [ringOf()] }),
  edgeLevel: 20,
  fields: [],
  period: PERIOD,
  history: HISTORY,
  simulated: true,
  practice: SIMULATED_PRACTICE,
};

/** Made once: every forest has the same claim. */
let ground: readonly Block[] | undefined;

/** A value that a reader gives as not observed. */
const observed = (values: Float32Array, band: string): Float32Array =>
  band === "HH" || band === "HV" ? values.map((value) => (value === 0 ? NaN : value)) : values;

/** The outcome of a made forest, without a file. @throws what the methodology throws */
export const measureLBand = (
  made: MadeLBand,
  { rules = SIMULATED_RULES, lattice, project = {}, scenes = (s) => s }: Shown = {},
): Outcome => {
  ground ??= coverBoundary(PROJECT.boundary, PROJECT.edgeLevel);
  const listed = itemsOf(made).map((item) => parseItem(item, `https://example.org/${item.id}.json`));
  return runStages(
    lBandGedi.start({
      project: { ...PROJECT, ...project },
      parameters: { ...rules, ...SIMULATED_PRACTICE },
      ground,
      scenes: scenes(listed),
    }),
    (grid, step) =>
      step.map(({ sceneId, band }) => {
        const mosaic = made.mosaics[listed.findIndex(({ id }) => id === sceneId)]!;
        return planeOver(MOSAIC_GRID, observed(mosaic[band as MosaicBand], band), grid);
      }),
    lattice,
    () => made.shots!,
  );
};
