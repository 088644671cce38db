import { blocksNear } from "../../ground/blocks-near.ts";
import { groundMask } from "../../ground/ground-mask.ts";
import type { Block } from "../../ground/types.ts";
import type { Layer } from "../../raster/layer.ts";
import { gridOver } from "./areas-on-grid.ts";
import type { Project } from "./types.ts";

/** About ten metres: a cell of level 20. */
const PIXEL_DEGREES = 0.0001;
const LATTICE = { epsg: 4326, width: 3_600_000, height: 1_800_000, originX: -180, originY: 90 };

/**
 * A map of classes over claimed ground, where what is counted is cells and not pixels; -1 elsewhere.
 *
 * @param kinds ground of each kind.
 * @param classOf of a place by which kinds hold it, 1 or 0 each.
 */
export const classLayer = (
  name: string,
  { boundary, edgeLevel }: Project,
  ground: readonly Block[],
  kinds: readonly (readonly Block[])[],
  classOf: (held: readonly number[]) => number,
): Layer => {
  const grid = gridOver({ ...LATTICE, pixelWidth: PIXEL_DEGREES, pixelHeight: PIXEL_DEGREES }, [boundary], edgeLevel);
  const [claimed, ...near] = [ground, ...kinds].map((blocks) => blocksNear(blocks));
  return {
    ...{ name, grid, nodata: -1, unit: "class", scale: 1 },
    rows: (first, count) => {
      const window = { col: 0, row: first, width: grid.width, height: count };
      const masks = near.map((blocks) => groundMask(grid, window, blocks(grid, window)));
      return Int32Array.from(groundMask(grid, window, claimed!(grid, window)), (isClaimed, pixel) =>
        isClaimed === 0 ? -1 : classOf(masks.map((mask) => mask[pixel] as number)),
      );
    },
  };
};
