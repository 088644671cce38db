import type { Grid } from "../../../grid/types.ts";
import { gridOf, type Window } from "../../../grid/window.ts";
import { blocksNear } from "../../../ground/blocks-near.ts";
import type { Boundary } from "../../../ground/types.ts";
import type { Start } from "../../common/service.ts";
import { raster, type RasterReading } from "../../common/stage.ts";
import { projectedBox } from "../../paddy/projected-box.ts";
import { burnKernel } from "./burn-kernel.ts";
import { referencesOf } from "./lattice.ts";
import type { BurnParameters } from "./parameters.ts";
import type { PixelsSeen } from "./pixels-seen.ts";
import type { ScenePair } from "./scene-pair.ts";

export type PairReadings = {
  readonly ground: RasterReading<PixelsSeen>;
  /** Absent where the project names no control fields. */
  readonly reference?: RasterReading<PixelsSeen>;
};

/** Whether a window touches the box of any of the areas. */
const touches = (
  grid: Grid,
  boxes: readonly (readonly [number, number, number, number])[],
  window: Window,
): boolean => {
  const { originX, originY, width, height, pixelWidth, pixelHeight } = gridOf(grid, window);
  const [right, bottom] = [originX + width * pixelWidth, originY - height * pixelHeight];
  return boxes.some(
    ([west, south, east, north]) => west < right && east > originX && south < originY && north > bottom,
  );
};

/** The pair's pixels over the claimed ground and, where there is one, over the reference outside it. */
export const readPair = (
  { project, parameters, ground }: Start<BurnParameters>,
  { before, after }: ScenePair,
  grid: Grid,
): PairReadings => {
  const groundNear = blocksNear(ground);
  const references = referencesOf(project);
  const boxes = references.map(({ coordinates }) => projectedBox(grid.epsg, coordinates, project.edgeLevel));
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
    ...(references.length === 0 ? {} : { reference: over(references, (window) => touches(grid, boxes, window)) }),
  };
};
