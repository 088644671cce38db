import { expect } from "chai";

import { groundMask } from "../../../../oracle/core/ground/ground-mask.ts";
import type { Grid } from "../../../../oracle/core/grid/types.ts";
import type { EdgeLevel } from "../../../../oracle/core/ground/types.ts";
import { seededRandom } from "../../../../oracle/core/uncertainty/random.ts";
import { gridAbout } from "../../../helpers/shapes.ts";
import { checkerboard } from "./checkerboard.ts";

/** Two million pixels in all; ten million with `SIXFOLD_DEEP=1`, as `npm run deep` has it. */
const PIXELS = (process.env["SIXFOLD_DEEP"] === undefined ? 2e6 : 1e7) / 6;
const METRES_OF_DEGREE = 111_320;

type Draw = (low: number, high: number) => number;

const zoneOf = (lon: number, lat: number): number =>
  (lat < 0 ? 32_700 : 32_600) + Math.min(60, Math.floor((lon + 180) / 6) + 1);
const unitOf = (epsg: number): number => (epsg === 4326 ? METRES_OF_DEGREE : 1);
const pickFrom = <T>(draw: Draw, values: readonly T[]): T => values[Math.floor(draw(0, values.length))]!;

/** A square grid about a place, its pixels in metres, or what is as many degrees of latitude. */
const metric = (epsg: number, lon: number, lat: number, size: number, metres: number): Grid =>
  gridAbout(epsg, lon, lat, size, metres / unitOf(epsg));

const SETTINGS: Readonly<Record<string, (draw: Draw, size: number) => Grid>> = {
  "in UTM, up to half a zone beyond its own": (draw, size) => {
    const [lon, lat] = [draw(-177, 177), draw(-79, 83)];
    const [east, pixel] = [draw(-3, 3), pickFrom(draw, [10, 10, 20, 30])];
    return metric(zoneOf(lon, lat), lon + east, lat, size, pixel);
  },
  "in degrees": (draw, size) => metric(4326, draw(-180, 180), draw(-75, 75), size, pickFrom(draw, [10, 25, 30])),
  "in equal area": (draw, size) => metric(6933, draw(-180, 180), draw(-75, 75), size, pickFrom(draw, [10, 30, 100])),
  "at high latitude": (draw, size) => {
    const [lon, lat] = [draw(-177, 177), (draw(0, 1) < 0.5 ? -1 : 1) * draw(78, 89.9)];
    return draw(0, 1) < 0.5
      ? metric(zoneOf(lon, lat), lon, lat, size, 10)
      : { ...metric(4326, lon, lat, size, 10), pixelWidth: draw(1e-4, 1e-2) };
  },
  "at the antimeridian": (draw, size) => {
    const [epsg, lat, pixel] = [pickFrom(draw, [4326, 6933, 32601, 32760]), draw(1, 70), pickFrom(draw, [10, 20])];
    const [lon, off] = [pickFrom(draw, [-180, 180]), (draw(-0.4, 0.4) * size * pixel) / METRES_OF_DEGREE];
    return metric(epsg, lon + off, epsg === 32760 ? -lat : lat, size, pixel);
  },
  "over faces' borders and middles, with pixels of all sizes": (draw, size) => {
    const lon = 45 * Math.floor(draw(-4, 4));
    // Face edges lie where tan(lat) is the cosine of the longitude from the face's middle; corners at 35.26 degrees.
    const from = draw(-45, 45);
    const edge = (Math.atan(Math.cos((from * Math.PI) / 180)) * 180) / Math.PI;
    const [at, lat] = pickFrom(draw, [
      [lon, draw(-80, 80)],
      [draw(-180, 180), 0],
      [90 * Math.round(lon / 90) + from, pickFrom(draw, [edge, -edge])],
      [90 * Math.floor(lon / 90) + 45, pickFrom(draw, [35.264389682754654, -35.264389682754654])],
    ] as const);
    const east = at > 180 ? at - 360 : at;
    const epsg = pickFrom(draw, [4326, 4326, 6933, 3857, zoneOf(east, lat)]);
    return metric(epsg, east, lat, size, 10 ** draw(-6, 2.3));
  },
};

describe("groundMask against every centre asked", function () {
  this.timeout(600_000);
  for (const [setting, gridOf] of Object.entries(SETTINGS))
    it(`test_L2_a_pixel_counts_only_in_a_claimed_cell: ${setting}`, () => {
      const random = seededRandom(BigInt(setting.length));
      const draw: Draw = (low, high) => low + (high - low) * random();
      let [asked, nearEdges, claimed] = [0, 0, 0];
      while (asked < PIXELS) {
        const grid = gridOf(draw, 700);
        const level: EdgeLevel = draw(0, 1) < 0.7 ? 20 : 16;
        const [width, height] = [Math.floor(draw(1, 520)), Math.floor(draw(1, 300))];
        const window = {
          col: Math.floor(draw(0, 700 - width)),
          row: Math.floor(draw(0, 700 - height)),
          width,
          height,
        };
        const board = checkerboard(grid, window, level);
        const mask = groundMask(grid, window, board.blocks);
        for (let k = 0; k < mask.length; k++) {
          if (mask[k] !== board.mask[k])
            expect.fail(`pixel ${k} of ${JSON.stringify({ grid, window, level })}: ${mask[k]}`);
          claimed += mask[k]!;
        }
        asked += mask.length;
        nearEdges += board.nearEdges;
      }
      if (process.env["SIXFOLD_TIMES"] !== undefined) console.log(`      ${asked} pixels, ${nearEdges} near an edge`);
      expect(claimed / asked).to.be.within(0.1, 0.9);
      expect(nearEdges).to.be.greaterThan(PIXELS / 200);
    });

  // The middle of a face's edge, the corner of three faces, a pole and the middle of a face, but for rounding.
  const places = [
    [45, 0],
    [45, 35.264389682754654],
    [-135, -35.264389682754654],
    [0, 90 - 300.5e-9],
    [180, 0],
  ] as const;
  const edges = [
    ...[1e-4, 1e-6, 1e-8, 1e-10, 1e-12].map((pixel) => [pixel, ...places[0]] as const),
    ...places.slice(1).flatMap(([lon, lat]) => [1e-9, 1e-14].map((pixel) => [pixel, lon, lat] as const)),
  ];
  for (const [pixel, lon, lat] of edges)
    it(`does not depend on the window, even for centres on an edge, with pixels of ${pixel} degrees about ${lon}, ${lat}`, () => {
      const grid = {
        ...gridAbout(4326, lon, lat, 600, pixel),
        originX: lon - 300.5 * pixel,
        originY: lat + 300.5 * pixel,
      };
      const whole = { col: 0, row: 0, width: 600, height: 600 };
      const { blocks, mask } = checkerboard(grid, whole, 20);
      expect(groundMask(grid, whole, blocks).findIndex((value, k) => value !== mask[k])).to.equal(-1);
      for (const window of [
        { col: 299, row: 17, width: 3, height: 500 },
        { col: 123, row: 290, width: 401, height: 20 },
        ...Array.from({ length: 25 }, (_, k) => ({
          col: 298 + (k % 5),
          row: 298 + Math.floor(k / 5),
          width: 1,
          height: 1,
        })),
      ])
        groundMask(grid, window, blocks).forEach((value, k) => {
          const [col, row] = [window.col + (k % window.width), window.row + Math.floor(k / window.width)];
          if (value !== mask[row * 600 + col]) expect.fail(`pixel ${col}, ${row}`);
        });
    });
});
