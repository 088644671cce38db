import type { Grid } from "../../grid/types.ts";
import type { Block } from "../../ground/types.ts";
import type { Core } from "../../wasm/core.ts";
import type { Kernel } from "../../raster/kernel.ts";
import { zonalSums } from "../../kernels/zonal-sums.ts";
import type { ZonalSums } from "../../kernels/zonal-sums.ts";
import type { Window } from "../../grid/window.ts";
import { countAreas, joinAreas } from "./field-area.ts";
import type { AreaCount } from "./field-area.ts";
import { mapFields } from "./field-map.ts";
import type { LabelledField } from "./field-map.ts";
import { POLARISATIONS } from "../common/polarisation.ts";
import { joinRuns, runsOf } from "./field-runs.ts";
import type { FieldRuns } from "./field-runs.ts";

/** What a worker must know of one window. */
export type FieldWindow = {
  readonly grid: Grid;
  readonly window: Window;
  /** Fields that may reach the window or the buffer around it. */
  readonly fields: readonly LabelledField[];
  /** Fields of the project in all. */
  readonly fieldCount: number;
  /** Blocks that may claim a pixel of the window. */
  readonly ground: readonly Block[];
  readonly bufferPixels: number;
  /** Pass of each step, from 0; frames of one pass follow one another. */
  readonly passes: readonly number[];
};

export type SeenFields = {
  /** Backscatter (linear power) over the fields' inner pixels, by pass and polarisation. */
  readonly sums: ZonalSums;
  readonly areas: ReadonlyMap<number, AreaCount>;
  readonly runs: FieldRuns;
};

/** Hides what an earlier frame of the same pass has shown: the first frame that shows a pixel gives its value. */
const hideSeen = (core: Core, at: number, count: number, seen: Uint8Array, from: number): void => {
  const values = core.f32(at, count);
  for (let i = 0; i < count; i += 1) {
    if (Number.isNaN(values[i])) continue;
    if (seen[from + i] === 1) values[i] = NaN;
    else seen[from + i] = 1;
  }
};

/** Count, sum of power, areas and places of a project's fields, with neighbouring frames of a pass joined. */
export const fieldKernel: Kernel<FieldWindow, SeenFields> = {
  id: "paddy-fields",
  open: (core, own, { grid, window, fields, fieldCount, ground, bufferPixels, passes }) => {
    const map = mapFields(grid, window, fields, ground, bufferPixels);
    const bands = POLARISATIONS.length;
    const sums = zonalSums.open(core, own, {
      labels: map.innerLabels,
      zones: fieldCount,
      steps: (passes.at(-1) ?? -1) + 1,
      bands,
    });
    const seen = POLARISATIONS.map(() => new Uint8Array(map.labels.length));
    let current = -1;
    return {
      strip: (step, strip) => {
        const pass = passes[step] as number;
        if (pass !== current) seen.forEach((mask) => mask.fill(0));
        current = pass;
        strip.bands.forEach((at, band) =>
          hideSeen(core, at, strip.rows * strip.width, seen[band] as Uint8Array, strip.firstRow * strip.width),
        );
        sums.strip(pass, strip);
      },
      close: () => ({ sums: sums.close(), areas: countAreas(map), runs: runsOf(window, map) }),
    };
  },
  merge: (parts) => ({
    sums: zonalSums.merge(parts.map(({ sums }) => sums)),
    areas: joinAreas(parts.map(({ areas }) => areas)),
    runs: joinRuns(parts.map(({ runs }) => runs)),
  }),
};
