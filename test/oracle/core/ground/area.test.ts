import { expect } from "chai";
import fc from "fast-check";
import geodesic from "geographiclib-geodesic";

import { boundaryAreaM2 } from "../../../../oracle/core/ground/area.ts";
import { parseBoundary } from "../../../../oracle/core/ground/boundary.ts";
import { pixelAreas } from "../../../../oracle/core/grid/pixel-area.ts";
import { projection } from "../../../../oracle/core/grid/projection.ts";
import { lonLatOfVector, vectorOfIJ } from "../../../../oracle/core/ground/s2.ts";
import { wholeOf } from "../../../../oracle/core/grid/window.ts";
import type { Grid, LonLat } from "../../../../oracle/core/grid/types.ts";
import type { Boundary } from "../../../../oracle/core/ground/types.ts";
import { utmAreaScale } from "../../../../oracle/core/grid/utm.ts";
import { gridAbout, lobedShape } from "../../../helpers/shapes.ts";

/** Area by the geodesic polygon of GeographicLib (Karney 2013); sides straight in lon/lat are cut into short ones. */
const geodesicM2 = (ring: readonly LonLat[], cuts: number): number => {
  const polygon = geodesic.Geodesic.WGS84.Polygon(false);
  ring.slice(1).forEach((b, k) => {
    const a = ring[k]!;
    for (let c = 0; c < cuts; c++)
      polygon.AddPoint(a[1] + ((b[1] - a[1]) * c) / cuts, a[0] + ((b[0] - a[0]) * c) / cuts);
  });
  return Math.abs(polygon.Compute(false, true).area ?? NaN);
};
const boundaryGeodesicM2 = (boundary: Boundary, cuts: number): number =>
  boundary.coordinates.reduce(
    (sum, rings) => sum + rings.reduce((part, ring, k) => part + (k === 0 ? 1 : -1) * geodesicM2(ring, cuts), 0),
    0,
  );
const pixelAreaM2 = (grid: Grid, col: number, row: number): number =>
  pixelAreas(grid, { col, row, width: 1, height: 1 })[0]!;
const worst = { boundary: 0, pixel: 0, scale: 0, surface: 0 };
const relative = (a: number, b: number): number => Math.abs(a / b - 1);

describe("areas on the ellipsoid", function () {
  this.timeout(60_000);
  after(() => {
    if (process.env["SIXFOLD_TIMES"] !== undefined) console.log("      worst relative errors", worst);
  });

  const degree = (lat: number): Grid => ({
    epsg: 4326,
    width: 1,
    height: 1,
    originX: 0,
    originY: lat,
    pixelWidth: 1,
    pixelHeight: 1,
  });
  const square = (lat: number): Boundary =>
    parseBoundary({
      type: "Polygon",
      coordinates: [
        [
          [0, lat],
          [1, lat],
          [1, lat + 1],
          [0, lat + 1],
          [0, lat],
        ],
      ],
    });

  it("gives a degree square's area at the equator and at 35 north, and the whole ellipsoid's", () => {
    expect(pixelAreaM2(degree(1), 0, 0) / 1e6).to.be.closeTo(12_308.464, 5e-4);
    expect(pixelAreaM2(degree(36), 0, 0) / 1e6).to.be.closeTo(10_066.275, 5e-4);
    expect(boundaryAreaM2(square(0)) / 1e6).to.be.closeTo(12_308.464, 5e-4);
    expect(boundaryAreaM2(square(35)) / 1e6).to.be.closeTo(10_066.275, 5e-4);
    const globe = {
      epsg: 4326,
      width: 36,
      height: 18,
      originX: -180,
      originY: 90,
      pixelWidth: 10,
      pixelHeight: 10,
    };
    expect(pixelAreas(globe, wholeOf(globe)).reduce((sum, area) => sum + area, 0) / 1e6).to.be.closeTo(
      510_065_621.7,
      0.05,
    );
  });

  it("gives a PALSAR pixel's true area and what Web Mercator makes of it", () => {
    const side = 0.8 / 3600;
    const palsar = (lat: number): Grid => ({
      ...degree(lat),
      originY: lat + side / 2,
      pixelWidth: side,
      pixelHeight: side,
    });
    expect(pixelAreaM2(palsar(0), 0, 0)).to.be.closeTo(607.86, 5e-3);
    expect(pixelAreaM2(palsar(35), 0, 0)).to.be.closeTo(500.13, 5e-3);
    const [x, y] = projection(3857).fromLonLat(139, 35);
    const mercator = { ...degree(0), epsg: 3857, originX: x - 5, originY: y + 5, pixelWidth: 10, pixelHeight: 10 };
    expect(100 / pixelAreaM2(mercator, 0, 0)).to.be.closeTo(1.49, 5e-3);
  });

  it("gives every pixel of an equal-area grid its nominal area", () => {
    for (const lat of [-80, -35, 0, 10, 60, 84]) {
      const [x, y] = projection(6933).fromLonLat(30, lat);
      const grid = { epsg: 6933, width: 3, height: 3, originX: x, originY: y, pixelWidth: 1000, pixelHeight: 1000 };
      for (const area of pixelAreas(grid, wholeOf(grid))) expect(area / 1e6).to.be.closeTo(1, 1e-7);
    }
  });

  it("agrees with GeographicLib on lobed shapes of 1 to 1,000,000 ha within 1e-6", () => {
    for (const areaHa of [1, 100, 10_000, 1_000_000])
      for (const [lon, lat] of [
        [0, 0],
        [105, 10],
        [140, 36],
        [-70, -53],
        [25, 70],
      ] as const) {
        const shape = lobedShape(areaHa, lon, lat, areaHa);
        worst.boundary = Math.max(
          worst.boundary,
          relative(boundaryAreaM2(shape), boundaryGeodesicM2(shape, areaHa > 1e5 ? 40 : 4)),
        );
      }
    expect(worst.boundary).to.be.lessThan(1e-6);
  });

  it("takes holes off and agrees with GeographicLib on large shapes", () => {
    const ring = (r: number): LonLat[] => {
      const open = Array.from({ length: 12 }, (_, k): LonLat => [
        20 + r * Math.cos((k * Math.PI) / 6),
        45 + r * Math.sin((k * Math.PI) / 6),
      ]);
      return [...open, open[0]!];
    };
    const shape = parseBoundary({ type: "Polygon", coordinates: [ring(10), ring(4)] });
    expect(relative(boundaryAreaM2(shape), boundaryGeodesicM2(shape, 20_000))).to.be.lessThan(1e-6);
  });

  it("agrees with GeographicLib within its rounding and with the scale factor within 1e-6 on UTM pixels", () => {
    const place = fc.record({
      zone: fc.integer({ min: 1, max: 60 }),
      away: fc.double({ min: -3.5, max: 3.5, noNaN: true }),
      lat: fc.double({ min: -79, max: 83, noNaN: true }),
      pixel: fc.constantFrom(10, 20, 30, 100),
    });
    fc.assert(
      fc.property(place, ({ zone, away, lat, pixel }) => {
        const epsg = (lat < 0 ? 32700 : 32600) + zone;
        const { fromLonLat, toLonLat } = projection(epsg);
        const lon = zone * 6 - 183 + away;
        const [x, y] = fromLonLat(lon, lat);
        const grid = { epsg, width: 2, height: 2, originX: x, originY: y, pixelWidth: pixel, pixelHeight: pixel };
        const ring = [
          [x, y],
          [x, y - pixel],
          [x + pixel, y - pixel],
          [x + pixel, y],
          [x, y],
        ].map(([e, n]) => toLonLat(e!, n!));
        const area = pixelAreaM2(grid, 0, 0);
        expect(pixelAreas(grid, wholeOf(grid))[0]).to.equal(area);
        // Square metres: 200,000 pixels of 10, 20, 30 and 100 m were up to 6e-6 to 8e-6 off, each size alike.
        worst.pixel = Math.max(worst.pixel, Math.abs(area - geodesicM2(ring, 1)));
        // The projection is conformal: one scale at a point, here of the pixel's diagonals about its centre.
        const [nw, , se] = [ring[0]!, ring[1]!, ring[2]!];
        const { s12 } = geodesic.Geodesic.WGS84.Inverse(nw[1], nw[0], se[1], se[0]) as { readonly s12: number };
        worst.scale = Math.max(worst.scale, relative(area, (s12 * s12) / 2));
      }),
      { numRuns: 500 },
    );
    expect(worst.pixel).to.be.lessThan(2e-5);
    expect(worst.scale).to.be.lessThan(1e-6);
  });

  it("gives a pixel the same area in every window", () => {
    const cases: readonly (readonly [Grid, number])[] = [
      [gridAbout(32654, 140, 36, 700, 10), 1e-11],
      [gridAbout(32733, 11, -70, 700, 30), 1e-11],
      [gridAbout(32633, 40, 20, 60, 3000), 1e-9],
      [gridAbout(4326, 105.2, 10.4, 300, 0.0001), 1e-14],
      [gridAbout(6933, 15, 47, 300, 10), 1e-14],
      [gridAbout(3857, -60, -3, 300, 10), 1e-14],
    ];
    for (const [grid, tolerance] of cases) {
      const whole = pixelAreas(grid, wholeOf(grid));
      const scale = utmAreaScale(grid.epsg > 32700);
      const window = { col: 17, row: 5, width: 31, height: 41 };
      pixelAreas(grid, window).forEach((area, k) => {
        const [col, row] = [window.col + (k % window.width), window.row + Math.floor(k / window.width)];
        expect(area).to.equal(whole[row * grid.width + col]);
        if (grid.epsg < 32600) return;
        const [x, y] = [grid.originX + (col + 0.5) * grid.pixelWidth, grid.originY - (row + 0.5) * grid.pixelHeight];
        worst.surface = Math.max(worst.surface, relative(area, grid.pixelWidth * grid.pixelHeight * scale(x, y)));
        expect(worst.surface).to.be.lessThan(tolerance);
      });
    }
  });

  it("finds no S2 cell greater than what MeasurementLib allows for one", () => {
    const largest = { 16: 0, 20: 0 };
    for (const level of [16, 20] as const) {
      const size = 2 ** level;
      const n = 40;
      for (let face = 0; face < 6; face++)
        for (let a = 0; a <= n; a++)
          for (let b = 0; b <= n; b++) {
            const [i, j] = [
              Math.min(size - 1, Math.floor((a / n) * size)),
              Math.min(size - 1, Math.floor((b / n) * size)),
            ];
            const corners = [
              [0, 0],
              [1, 0],
              [1, 1],
              [0, 1],
              [0, 0],
            ].map(([di, dj]) => lonLatOfVector(vectorOfIJ(face, level, i + di!, j + dj!)));
            // Cells at a pole have no longitude there; GeographicLib takes that.
            largest[level] = Math.max(largest[level], geodesicM2(corners, 1));
          }
    }
    if (process.env["SIXFOLD_TIMES"] !== undefined) console.log("      largest cells, m2", largest);
    // The library's cells are S2's on a sphere; it leaves a quarter more, of which the ellipsoid takes half a hundredth.
    expect(largest[16] / 24_950).to.be.within(1, 1.01);
    expect(largest[20] / 97.5).to.be.within(1, 1.01);
  });
});
