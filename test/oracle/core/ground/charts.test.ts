import { expect } from "chai";

import { chartsOf } from "../../../../oracle/core/ground/charts.ts";
import { projection } from "../../../../oracle/core/grid/projection.ts";
import { valueAt } from "../../../../oracle/core/grid/quadratic-patch.ts";
import { cellOfLonLat, FACE_AXES, vectorOfLonLat } from "../../../../oracle/core/ground/s2.ts";
import type { Vector } from "../../../../oracle/core/ground/s2.ts";
import { tileNodes } from "../../../../oracle/core/ground/tile-nodes.ts";
import type { Grid } from "../../../../oracle/core/grid/types.ts";
import { wholeOf } from "../../../../oracle/core/grid/window.ts";
import { seededRandom } from "../../../../oracle/core/uncertainty/random.ts";
import { gridAbout } from "../../../helpers/shapes.ts";

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const upperST = (u: number): number => Math.sqrt(1 + 3 * u) / 2;
const toST = (u: number, upper: boolean): number => (upper ? upperST(u) : 1 - upperST(-u));

describe("charts of a tile", function () {
  this.timeout(60_000);
  const random = seededRandom(41n);
  const draw = (low: number, high: number): number => low + (high - low) * random();
  const PIXELS_OF_TILE = 40;

  const grids: Readonly<Record<string, () => Grid>> = {
    "UTM, to 33 degrees from the meridian": () => {
      const [lon, lat, away] = [draw(-180, 180), draw(-89.9, 89.9), draw(-33, 33)];
      const zone = Math.floor(((lon + away + 540) % 360) / 6) + 1;
      return gridAbout((lat < 0 ? 32_700 : 32_600) + Math.min(60, zone), lon, lat, 64, 10 ** draw(0, 3.6));
    },
    degrees: () => gridAbout(4326, draw(-180, 180), draw(-89, 89), 64, 10 ** draw(-5, -1.4)),
    "equal area": () => gridAbout(6933, draw(-180, 180), draw(-86, 86), 64, 10 ** draw(0, 3.6)),
    Mercator: () => gridAbout(3857, draw(-180, 180), draw(-84, 84), 64, 10 ** draw(0, 3.6)),
    "degrees about faces' corners and middles": () =>
      gridAbout(
        4326,
        45 * Math.round(draw(-4, 4)),
        35.264389682754654 * Math.round(draw(-1, 1)),
        64,
        10 ** draw(-5, -2),
      ),
  };
  for (const [name, gridOf] of Object.entries(grids))
    it(`are nowhere farther from s and t than their error, and hold every pixel's cell: ${name}`, () => {
      let [worst, tiles, charted] = [0, 0, 0];
      while (tiles < 3000) {
        const grid = gridOf();
        tiles++;
        const charts = chartsOf(tileNodes(grid, wholeOf(grid)));
        if (charts === undefined) continue;
        charted++;
        const { toLonLat } = projection(grid.epsg);
        for (let k = 0; k < PIXELS_OF_TILE; k++) {
          const [col, row] = [Math.floor(draw(0, grid.width)), Math.floor(draw(0, grid.height))];
          const [lon, lat] = toLonLat(
            grid.originX + (col + 0.5) * grid.pixelWidth,
            grid.originY - (row + 0.5) * grid.pixelHeight,
          );
          const vector = vectorOfLonLat(lon, lat);
          const cell = cellOfLonLat(lon, lat, 30);
          const [x, y] = [(2 * col + 1) / grid.width - 1, (2 * row + 1) / grid.height - 1];
          for (const { face, upper, s, t, error } of charts) {
            const { normal, u, v } = FACE_AXES[face]!;
            const exact = [
              toST(dot(u, vector) / dot(normal, vector), upper[0]),
              toST(dot(v, vector) / dot(normal, vector), upper[1]),
            ];
            worst = Math.max(
              worst,
              Math.abs(valueAt(s, x, y) - exact[0]!) / error,
              Math.abs(valueAt(t, x, y) - exact[1]!) / error,
            );
          }
          const half = 2 ** 29;
          const home = charts.some(
            ({ face, upper }) => face === cell.face && upper[0] === cell.i >= half && upper[1] === cell.j >= half,
          );
          if (!home) expect.fail(`no chart for ${lon}, ${lat} in ${JSON.stringify(grid)}`);
        }
      }
      if (process.env["SIXFOLD_TIMES"] !== undefined)
        console.log(`      ${charted} tiles, miss at most ${worst.toFixed(2)} of the error`);
      expect(charted).to.be.greaterThan(1000);
      // The bound is proven, not fitted; it is not so far off that every pixel would be asked.
      expect(worst).to.be.within(0.05, 1);
    });
});
