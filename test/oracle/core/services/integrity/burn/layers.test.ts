import { expect } from "chai";

import type { Grid } from "../../../../../../oracle/core/grid/types.ts";
import { layersOf } from "../../../../../../oracle/core/services/integrity/burn/layers.ts";
import { BURN_REFERENCE } from "../../../../../../oracle/core/services/integrity/burn/terms.ts";
import { packTile } from "../../../../../../oracle/core/services/integrity/burn/tile.ts";
import type { Tile } from "../../../../../../oracle/core/services/integrity/burn/tile.ts";

const SIDE = 64;
const [ACROSS, DOWN] = [3, 4];
const GRID: Grid = {
  epsg: 32611,
  width: ACROSS * SIDE,
  height: DOWN * SIDE,
  originX: 500_000,
  originY: 3_800_000,
  pixelWidth: 10,
  pixelHeight: 10,
};

/** Tiles that tell when they are unpacked; each pixel's dNBR is its tile's number. */
const counted = (): { readonly tiles: readonly Tile[]; readonly unpacked: number[] } => {
  const unpacked: number[] = [];
  const tiles = Array.from({ length: ACROSS * DOWN }, (_, number): Tile => {
    const window = {
      col: (number % ACROSS) * SIDE,
      row: Math.floor(number / ACROSS) * SIDE,
      width: SIDE,
      height: SIDE,
    };
    const plane = new Int16Array(SIDE * SIDE).fill(number);
    const { spans, packed: held } = packTile(window, { change: plane, before: plane });
    const packed = held as Uint8Array;
    const read = async (): Promise<Uint8Array> => {
      unpacked.push(number);
      return packed.slice();
    };
    return { window, spans, packed: read };
  });
  return { tiles, unpacked };
};

describe("the maps of a burn pair", () => {
  it("unpack each tile once from top to bottom, however few rows are read at a time", async () => {
    for (const rows of [1, 16, SIDE]) {
      const { tiles, unpacked } = counted();
      const [dnbr] = layersOf(GRID, tiles, BURN_REFERENCE.severity.thresholds, 0);
      for (let first = 0; first < GRID.height; first += rows) {
        const values = await dnbr!.rows(first, rows);
        const tileRow = Math.floor(first / SIDE);
        values.forEach((value, i) => {
          const expected = tileRow * ACROSS + Math.floor((i % GRID.width) / SIDE);
          if (value !== expected) throw new RangeError(`row ${first}, value ${i}: ${value}, not ${expected}`);
        });
      }
      expect(unpacked, `${rows} rows at a time`).to.deep.equal([...tiles.keys()]);
    }
  });

  it("let go of tiles whose rows are done, so that another map unpacks them anew", async () => {
    const { tiles, unpacked } = counted();
    const [dnbr, rdnbr] = layersOf(GRID, tiles, BURN_REFERENCE.severity.thresholds, 0);
    await dnbr!.rows(0, SIDE);
    await rdnbr!.rows(0, SIDE);
    expect(unpacked).to.deep.equal([0, 1, 2]);
    await dnbr!.rows(SIDE, SIDE);
    await rdnbr!.rows(0, SIDE);
    expect(unpacked).to.deep.equal([0, 1, 2, 3, 4, 5, 0, 1, 2]);
  });
});
