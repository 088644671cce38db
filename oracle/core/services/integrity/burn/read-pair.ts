import type { Grid } from "../../../grid/types.ts";
import { meet } from "../../../grid/window.ts";
import type { Window } from "../../../grid/window.ts";
import { blocksNear } from "../../../ground/blocks-near.ts";
import type { Boundary } from "../../../ground/types.ts";
import { placeOf } from "../../common/areas-on-grid.ts";
import type { Start } from "../../common/service.ts";
import { raster } from "../../common/stage.ts";
import type { RasterReading } from "../../common/stage.ts";
import { burnKernel } from "./burn-kernel.ts";
import { referencesOf } from "./references.ts";
import type { BurnParameters } from "./terms.ts";
import type { PixelsSeen } from "./pixels-seen.ts";
import type { ScenePair } from "./scene-pair.ts";

export type PairReadings = {
  readonly ground: RasterReading<PixelsSeen>;
  /** Absent where the project names no control fields. */
  readonly reference?: RasterReading<PixelsSeen>;
};

/** The pair's pixels over the claimed ground and, where there is one, over the reference outside it. */
export const readPair = (
  { project, parameters, ground }: Start<BurnParameters>,
  { before, after }: ScenePair,
  grid: Grid,
): PairReadings => {
  const groundNear = blocksNear(ground);
  const references = referencesOf(project);
  const places = references.map(({ coordinates }) => placeOf(grid, coordinates, project.edgeLevel, 0));
  const over = (reference: readonly Boundary[] | undefined, isWanted: (window: Window) => boolean) =>
    raster({
      grid,
      steps: [[...before.infrared, ...after.infrared]],
      kernel: burnKernel,
      isWanted,
      parametersOf: (window) => ({
        grid,
        window,
        ground: groundNear(grid, window),
        reference,
        darkest: parameters.observation.darkest,
        leastNbr: parameters.allClear.leastNbr,
      }),
    });
  return {
    ground: over(undefined, (window) => groundNear(grid, window).length > 0),
    ...(references.length === 0
      ? {}
      : { reference: over(references, (window) => places.some((place) => meet(place, window))) }),
  };
};
