import { expect } from "chai";

import { parseBoundary } from "../../../../oracle/core/ground/boundary.ts";
import { edgesOf, pointInBoundary } from "../../../../oracle/core/ground/point-in-boundary.ts";
import { polygonRuns } from "../../../../oracle/core/ground/polygon-runs.ts";
import { projection } from "../../../../oracle/core/grid/projection.ts";
import { wholeOf } from "../../../../oracle/core/grid/window.ts";
import type { Window } from "../../../../oracle/core/grid/window.ts";
import type { Grid, LonLat } from "../../../../oracle/core/grid/types.ts";
import type { Boundary } from "../../../../oracle/core/ground/types.ts";
import { seededRandom } from "../../../../oracle/core/uncertainty/random.ts";
import { gridAbout, lobedShape } from "../../../helpers/shapes.ts";

const box = (west: number, south: number, east: number, north: number) => [
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ],
];

/** The runs painted over a window; no pixel may be in two of them. */
const painted = (grid: Grid, window: Window, boundary: Boundary): Uint8Array => {
  const mask = new Uint8Array(window.width * window.height);
  for (const { row, from, to } of polygonRuns(grid, window, boundary)) {
    expect(from >= window.col && from < to && to <= window.col + window.width).to.equal(true);
    for (let col = from; col < to; col++) mask[(row - window.row) * window.width + col - window.col]! += 1;
  }
  return mask;
};

describe("polygonRuns", () => {
  const split = parseBoundary({
    type: "MultiPolygon",
    coordinates: [box(179.99, 9.99, 180, 10.01), box(-180, 9.99, -179.99, 10.01)],
  });
  const cases: readonly (readonly [string, Grid, Boundary])[] = [
    ["in UTM", gridAbout(32654, 141, 36, 200, 10), lobedShape(100, 141, 36, 1)],
    ["in UTM, far from the meridian and north", gridAbout(32633, 20, 78, 200, 100), lobedShape(10_000, 20, 78, 1)],
    ["in UTM, degrees wide", gridAbout(32633, 17, 60, 200, 4000), lobedShape(5_000_000, 17, 60, 2)],
    ["in degrees", gridAbout(4326, 105.2, 10.4, 200, 0.0002), lobedShape(300, 105.2, 10.4, 2)],
    ["in degrees over the antimeridian", gridAbout(4326, 180, 10, 200, 0.0002), split],
    ["in UTM over the antimeridian", gridAbout(32660, 180, 10, 200, 20), split],
    [
      "in degrees counted from 0 to 360",
      { ...gridAbout(4326, -60, -3, 200, 0.0002), originX: 299.98 },
      lobedShape(100, -60, -3, 4),
    ],
    ["in equal area, off the middle", gridAbout(6933, 15, 47.05, 200, 100), lobedShape(5_000, 15, 47, 3)],
    ["in Mercator", gridAbout(3857, -60, -3, 200, 30), lobedShape(400, -60, -3, 4)],
  ];
  for (const [name, grid, boundary] of cases)
    it(`marks exactly the pixels with their centre inside, ${name}`, () => {
      const inside = pointInBoundary(edgesOf(boundary));
      const { toLonLat } = projection(grid.epsg);
      let marked = 0;
      painted(grid, wholeOf(grid), boundary).forEach((value, k) => {
        const [col, row] = [k % grid.width, Math.floor(k / grid.width)];
        marked += value;
        const centre = toLonLat(
          grid.originX + (col + 0.5) * grid.pixelWidth,
          grid.originY - (row + 0.5) * grid.pixelHeight,
        );
        if (inside(centre) !== (value === 1)) expect.fail(`pixel ${col}, ${row}`);
      });
      expect(marked).to.be.within(100, 39_000);
    });

  it("marks exactly the pixels with their centre inside, whatever the polygon, the grid and the window", () => {
    const random = seededRandom(17n);
    const draw = (low: number, high: number): number => low + (high - low) * random();
    const pick = <T>(values: readonly T[]): T => values[Math.floor(draw(0, values.length))]!;
    let marked = 0;
    for (let round = 0; round < 150; round++) {
      const [lon, lat] = [draw(-179, 179), draw(-83, 83)];
      const utm = (lat < 0 ? 32_700 : 32_600) + Math.min(60, Math.floor((lon + 180) / 6) + 1);
      const epsg = pick([utm, utm, 4326, 6933, 3857]);
      const pixel = pick([3, 10, 30, 100, 1000]) * (epsg === 4326 ? 1e-5 : 1);
      const grid = gridAbout(epsg, lon, lat, 90, pixel);
      const { toLonLat } = projection(epsg);
      const corner = (col: number, row: number): LonLat => {
        const [x, y] = toLonLat(grid.originX + col * pixel, grid.originY - row * pixel);
        return [Math.max(-180, Math.min(180, x)), Math.max(-90, Math.min(90, y))];
      };
      // Sides along lines of pixels' centres, a hair off them, or anywhere.
      const [c, r] = [Math.floor(draw(5, 40)) + 0.5, Math.floor(draw(5, 40)) + 0.5];
      const [w, h, off] = [Math.floor(draw(4, 45)), Math.floor(draw(4, 45)), pick([0, 1e-6, 0.01, draw(0, 3)])];
      const rings = [
        [corner(c, r + h), corner(c + w, r + h + off), corner(c + w + off, r), corner(c, r - off)],
        [corner(c, r + h), corner(c + w, r + h + off), corner(c + w / 2 + off, r)],
        [corner(c, r + h), corner(c + w / 2, r + 0.6 * h), corner(c + w, r + h + off), corner(c + w / 3, r)],
      ];
      const ring = pick(rings);
      const boundary = parseBoundary({ type: "Polygon", coordinates: [[...ring, ring[0]]] });
      const window = { col: Math.floor(draw(0, 40)), row: Math.floor(draw(0, 40)), width: 45, height: 45 };
      const inside = pointInBoundary(edgesOf(boundary));
      painted(grid, window, boundary).forEach((value, k) => {
        const [col, row] = [window.col + (k % 45), window.row + Math.floor(k / 45)];
        if (inside(corner(col + 0.5, row + 0.5)) !== (value === 1))
          expect.fail(`pixel ${col}, ${row} of ${JSON.stringify({ grid, ring })}`);
        marked += value;
      });
    }
    expect(marked).to.be.greaterThan(20_000);
  });

  it("gives a pixel on a shared border to one side alone", () => {
    const grid: Grid = { epsg: 4326, width: 8, height: 8, originX: 0, originY: 8, pixelWidth: 1, pixelHeight: 1 };
    const masks = [box(0.5, 0.5, 4.5, 7.5), box(4.5, 0.5, 7.5, 7.5)].map((coordinates) =>
      painted(grid, wholeOf(grid), parseBoundary({ type: "Polygon", coordinates })),
    );
    const square = parseBoundary({ type: "Polygon", coordinates: box(0.5, 0.5, 7.5, 7.5) });
    const whole = painted(grid, wholeOf(grid), square);
    whole.forEach((value, k) => expect(masks[0]![k]! + masks[1]![k]!).to.equal(value));
    expect(whole.reduce((sum, value) => sum + value, 0)).to.equal(49);
  });
});
