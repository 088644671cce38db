import { expect } from "chai";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { coverBoundary } from "../../../../oracle/core/ground/cover.ts";
import { groundMask } from "../../../../oracle/core/ground/ground-mask.ts";
import { projection } from "../../../../oracle/core/grid/projection.ts";
import { cellId, cellOfLonLat, parentCell } from "../../../../oracle/core/ground/s2.ts";
import { wholeOf } from "../../../../oracle/core/grid/window.ts";
import type { Grid } from "../../../../oracle/core/grid/types.ts";
import type { Block, EdgeLevel } from "../../../../oracle/core/ground/types.ts";
import { gridAbout, lobedShape } from "../../../helpers/shapes.ts";
import { parseBoundary } from "../../../../oracle/core/ground/boundary.ts";

/** Whether a pixel's centre lies in a claimed cell, from the words of the definition alone. */
const asked = (grid: Grid, blocks: readonly Block[]): ((col: number, row: number) => boolean) => {
  const bitsOf = new Map(blocks.map(({ cell, bits }) => [cell, bits]));
  const { toLonLat } = projection(grid.epsg);
  return (col, row) => {
    const x = grid.originX + (col + 0.5) * grid.pixelWidth;
    const [lon, lat] = toLonLat(x, grid.originY - (row + 0.5) * grid.pixelHeight);
    const leaf = cellId(cellOfLonLat(lon, lat, 30), 30);
    return [8, 12, 16].some((level) => {
      const index = (leaf >> BigInt(61 - 2 * (level + 4))) & 255n;
      return (((bitsOf.get(parentCell(leaf, level)) ?? 0n) >> index) & 1n) === 1n;
    });
  };
};

const box = (west: number, south: number, east: number, north: number) => {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return [ring];
};

describe("groundMask", () => {
  const cases: readonly (readonly [string, Grid, number, number, number, EdgeLevel])[] = [
    ["UTM at 10 m, level 20", gridAbout(32654, 140, 36, 300, 10), 140, 36, 300, 20],
    ["UTM at 10 m, level 16", gridAbout(32654, 140.9, 36, 300, 10), 140.9, 36, 400, 16],
    ["UTM at 100 m over the zone's edge", gridAbout(32748, 108, -7, 300, 100), 108, -7, 30_000, 16],
    ["degrees at 20 m", gridAbout(4326, 105.2, 10.4, 300, 0.0002), 105.2, 10.4, 1500, 20],
    ["degrees at a face's edge", gridAbout(4326, 45, 20, 300, 0.0002), 45, 20, 1500, 20],
    ["degrees at a face's corner", gridAbout(4326, 45, 35.26438968, 300, 0.0002), 45, 35.26438968, 1500, 20],
    ["degrees at 80 north", gridAbout(4326, 20, 80, 300, 0.0004), 20, 80, 1500, 20],
    ["degrees of 0.01, level 20", gridAbout(4326, 10, 50, 200, 0.01), 10, 50, 200_000, 20],
    ["equal area at 30 m", gridAbout(6933, 15, 47, 300, 30), 15, 47, 3000, 20],
    ["Mercator at 10 m", gridAbout(3857, -60, -3, 300, 10), -60, -3, 400, 20],
  ];
  for (const [name, grid, lon, lat, areaHa, level] of cases)
    it(`test_L2_a_pixel_counts_only_in_a_claimed_cell: ${name}`, () => {
      const blocks = coverBoundary(lobedShape(areaHa, lon, lat, 3), level);
      const mask = groundMask(grid, wholeOf(grid), blocks);
      const ask = asked(grid, blocks);
      let claimed = 0;
      mask.forEach((value, k) => {
        // Every pixel of the busy middle rows, and one in seven elsewhere.
        const row = Math.floor(k / grid.width);
        if (k % 7 !== 0 && Math.abs(row - grid.height / 2) > 30) return;
        claimed += value;
        expect(value === 1, `${k}`).to.equal(ask(k % grid.width, row));
      });
      expect(claimed).to.be.greaterThan(100);
    });

  it("test_L2_a_pixel_counts_only_in_a_claimed_cell: over the antimeridian and around the poles", () => {
    const split = {
      type: "MultiPolygon",
      coordinates: [box(179.99, 9.99, 180, 10.01), box(-180, 9.99, -179.99, 10.01)],
    };
    const ring = [-180, -90, 0, 90, 180].map((lon) => [lon, 89.97]);
    const cap = { type: "Polygon", coordinates: [[...ring, [180, 90], [-180, 90], ring[0]]] };
    for (const [shape, grid] of [
      [split, gridAbout(4326, 180, 10, 200, 0.0002)],
      [split, gridAbout(4326, -180, 10, 200, 0.0002)],
      [split, gridAbout(32660, 180, 10, 200, 20)],
      [cap, { epsg: 4326, width: 200, height: 60, originX: -180, originY: 90, pixelWidth: 1.8, pixelHeight: 0.001 }],
    ] as const) {
      const blocks = coverBoundary(parseBoundary(shape), 20);
      const ask = asked(grid, blocks);
      const mask = groundMask(grid, wholeOf(grid), blocks);
      mask.forEach((value, k) => {
        if (k % 3 === 0) expect(value === 1).to.equal(ask(k % grid.width, Math.floor(k / grid.width)));
      });
      const both = [0, 1].map((side) =>
        mask.some((value, k) => value === 1 && k % grid.width < grid.width / 2 === (side === 0)),
      );
      expect(both).to.deep.equal([true, true]);
    }
  });

  it("takes blocks in any order and adds up those of one cell", () => {
    const grid = gridAbout(32654, 140, 36, 100, 10);
    const blocks = coverBoundary(lobedShape(40, 140, 36, 1), 20);
    const halves = blocks.flatMap(({ cell, bits }) => {
      const low = bits & ((1n << 128n) - 1n);
      return [
        { cell, bits: low },
        { cell, bits: bits - low },
      ].filter((half) => half.bits > 0n);
    });
    expect(groundMask(grid, wholeOf(grid), halves.reverse())).to.deep.equal(groundMask(grid, wholeOf(grid), blocks));
  });

  it("takes blocks of all levels, one inside the other or alone", () => {
    const leaf = cellId(cellOfLonLat(140.05, 36.02, 30), 30);
    const ancestors = [8, 12, 16].map((level) => parentCell(leaf, level));
    // About half of the bits.
    const half = BigInt(`0x${"3a5c96f0".repeat(8)}`);
    const all = 2n ** 256n - 1n;
    const sets = [half, all ^ half, all].flatMap((bits) => [
      [{ cell: ancestors[0]!, bits }],
      [{ cell: ancestors[1]!, bits }],
      ancestors.map((cell) => ({ cell, bits })),
      ancestors.map((cell) => ({ cell, bits })).reverse(),
    ]);
    for (const grid of [gridAbout(32654, 140.05, 36.02, 300, 10), gridAbout(32654, 140.05, 36.02, 300, 100)])
      for (const blocks of sets) {
        const ask = asked(grid, blocks);
        groundMask(grid, wholeOf(grid), blocks).forEach((value, k) => {
          if (k % 61 === 0 && (value === 1) !== ask(k % grid.width, Math.floor(k / grid.width)))
            expect.fail(`pixel ${k} of ${JSON.stringify(grid)}`);
        });
      }
  });

  it("refuses grids and blocks that are none", () => {
    const grid = gridAbout(32654, 140, 36, 10, 10);
    const block = { cell: parentCell(cellId(cellOfLonLat(140, 36, 30), 30), 16), bits: 1n };
    const whole = wholeOf(grid);
    const codeOf = (bad: Partial<Grid>, blocks: readonly Block[] = [block]): string | undefined => {
      try {
        groundMask({ ...grid, ...bad }, wholeOf({ ...grid, ...bad }), blocks);
        return undefined;
      } catch (error) {
        if (error instanceof SixfoldError) return `${error.code} ${error.field}`;
        throw error;
      }
    };
    expect(codeOf({})).to.equal(undefined);
    expect(codeOf({ epsg: 32661 })).to.equal("GRID_PROJECTION epsg");
    for (const field of ["width", "height", "pixelWidth", "pixelHeight"] as const)
      for (const value of [0, -1, NaN, Infinity]) expect(codeOf({ [field]: value })).to.equal(`GRID_INVALID /${field}`);
    expect(codeOf({ width: 1.5 })).to.equal("GRID_INVALID /width");
    expect(codeOf({ width: 1e5, height: 1e5 })).to.equal("GRID_INVALID /height");
    expect(codeOf({ originX: NaN })).to.equal("GRID_INVALID /originX");
    expect(codeOf({ originY: 3e7 })).to.equal("GRID_INVALID /originY");
    const globe = { epsg: 4326, width: 360, height: 180, originX: -180, originY: 90, pixelWidth: 1, pixelHeight: 1 };
    expect(codeOf(globe)).to.equal(undefined);
    expect(codeOf({ ...globe, width: 361 })).to.equal("GRID_INVALID /pixelWidth");
    expect(codeOf({ ...globe, height: 181 })).to.equal("GRID_INVALID /originY");
    for (const bad of [{ col: 1 }, { row: -1 }, { width: 0 }, { height: 1.5 }, { width: NaN }])
      expect(() => groundMask(grid, { ...whole, ...bad }, [block]))
        .to.throw(SixfoldError)
        .with.property("code", "GRID_WINDOW");
    expect(codeOf({}, [{ cell: block.cell, bits: 0n }])).to.equal("GROUND_BLOCK_BITS /0/bits");
    expect(codeOf({}, [block, { cell: block.cell, bits: 1n << 256n }])).to.equal("GROUND_BLOCK_BITS /1/bits");
    for (const cell of [0n, parentCell(block.cell, 10), 7n << 61n])
      expect(codeOf({}, [{ cell, bits: 1n }])).to.equal("GROUND_BLOCK_CELL /0/cell");
  });
});
