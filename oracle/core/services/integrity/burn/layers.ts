import type { Grid } from "../../../grid/types.ts";
import { UNSEEN, relativeChange, relativizedRatio } from "../../../kernels/burn-indices.ts";
import type { Layer, Rows } from "../../../raster/layer.ts";
import { classOf } from "./severity.ts";
import { OUTSIDE, unpackTile } from "./tile.ts";
import type { Planes, Tile } from "./tile.ts";

/** Below any index in thousandths: dNBR is -2000 to 2000, and its relatives at most some millions either way. */
const NO_INDEX = -2_147_483_648;

/** The tiles that meet some rows, unpacked; those of the last rows asked for are kept, and no others. */
type TilesOver = (first: number, end: number) => Promise<ReadonlyMap<Tile, Planes>>;

const unpackedOver = (tiles: readonly Tile[]): TilesOver => {
  let held: ReadonlyMap<Tile, Planes> = new Map();
  return async (first, end) => {
    const met = tiles.filter(({ window: { row, height } }) => row < end && first < row + height);
    const known = held;
    held = new Map(
      await Promise.all(met.map(async (tile) => [tile, known.get(tile) ?? (await unpackTile(tile))] as const)),
    );
    return held;
  };
};

/** Rows of a grid painted from the tiles that meet them. */
const paint =
  ({ width }: Grid, tilesOver: TilesOver, nodata: number, valueOf: (change: number, before: number) => number): Rows =>
  async (first, count) => {
    const values = new Int32Array(count * width).fill(nodata);
    for (const [{ window }, { change, before }] of await tilesOver(first, first + count)) {
      const end = Math.min(first + count, window.row + window.height);
      for (let row = Math.max(first, window.row); row < end; row += 1) {
        const [from, to] = [(row - window.row) * window.width, (row - first) * width + window.col];
        for (let col = 0; col < window.width; col += 1) {
          const value = change[from + col] as number;
          if (value !== OUTSIDE) values[to + col] = valueOf(value, before[from + col] as number);
        }
      }
    }
    return values;
  };

/**
 * The maps behind a finding, over claimed ground alone: dNBR, RdNBR and RBR with the offset taken off, the class of
 * severity (0 high regrowth, 1 low regrowth, 2 unburned, 3 low to 6 high), and observed (1) against unobserved (0).
 */
export const layersOf = (
  grid: Grid,
  tiles: readonly Tile[],
  thresholds: readonly number[],
  offset: number,
): readonly Layer[] => {
  // One for all layers, which are read one after the other.
  const tilesOver = unpackedOver(tiles);
  const index = (name: string, valueOf: (change: number, before: number) => number): Layer => ({
    name,
    grid,
    nodata: NO_INDEX,
    unit: "1",
    scale: 0.001,
    rows: paint(grid, tilesOver, NO_INDEX, (change, before) =>
      change === UNSEEN ? NO_INDEX : valueOf(change - offset, before),
    ),
  });
  const map = (name: string, unit: string, valueOf: (change: number) => number): Layer => ({
    name,
    grid,
    nodata: -1,
    unit,
    scale: 1,
    rows: paint(grid, tilesOver, -1, valueOf),
  });
  return [
    index("dnbr", (change) => change),
    index("rdnbr", relativeChange),
    index("rbr", relativizedRatio),
    map("severity", "class", (change) => (change === UNSEEN ? -1 : classOf(change - offset, thresholds))),
    map("observed", "1", (change) => (change === UNSEEN ? 0 : 1)),
  ];
};
