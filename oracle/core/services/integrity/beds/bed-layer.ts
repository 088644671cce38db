import { blocksNear } from "../../../ground/blocks-near.ts";
import { groundMask } from "../../../ground/ground-mask.ts";
import type { Block } from "../../../ground/types.ts";
import type { Layer } from "../../../raster/layer.ts";
import { gridOver } from "../../common/areas-on-grid.ts";
import type { Project } from "../../common/types.ts";

/** About ten metres: a cell of level 20. */
const PIXEL_DEGREES = 0.0001;
const LATTICE = { epsg: 4326, width: 3_600_000, height: 1_800_000, originX: -180, originY: 90 };

/** Beds over claimed ground by their cells: 0 none in either survey, 1 in both, 2 in the later alone, 3 in the earlier alone. */
export const bedLayer = (
  { boundary, edgeLevel }: Project,
  ground: readonly Block[],
  before: readonly Block[],
  after: readonly Block[],
): Layer => {
  const grid = gridOver({ ...LATTICE, pixelWidth: PIXEL_DEGREES, pixelHeight: PIXEL_DEGREES }, [boundary], edgeLevel);
  const [claimed, was, is] = [ground, before, after].map((blocks) => blocksNear(blocks));
  return {
    ...{ name: "beds", grid, nodata: -1, unit: "class", scale: 1 },
    rows: (first, count) => {
      const window = { col: 0, row: first, width: grid.width, height: count };
      const maskOf = (near: typeof was): Uint8Array => groundMask(grid, window, near!(grid, window));
      const [then, now] = [maskOf(was), maskOf(is)];
      return Int32Array.from(maskOf(claimed), (isClaimed, pixel) => {
        if (isClaimed === 0) return -1;
        return then[pixel] === 1 ? (now[pixel] === 1 ? 1 : 3) : now[pixel] === 1 ? 2 : 0;
      });
    },
  };
};
