import { expect } from "chai";
import fc from "fast-check";
import { s2 } from "s2js";

import {
  cellId,
  cellOfLonLat,
  descendantCell,
  faceIJOfCell,
  levelOfCell,
  lonLatOfVector,
  parentCell,
  vectorOfIJ,
} from "../../../../oracle/core/ground/s2.ts";

type Point = readonly [number, number];

describe("S2 cells", () => {
  const theirs = ([lon, lat]: Point, level: number): bigint =>
    s2.cellid.parent(s2.cellid.fromLatLng(s2.LatLng.fromDegrees(lat, lon)), level);

  it("are those of s2js at poles, antimeridian, face edges and anywhere", () => {
    const noise = fc.double({ min: -1e-3, max: 1e-3, noNaN: true });
    const lon = fc.oneof(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.constantFrom(-180, 180, -90, 90, 0),
      noise.map((x) => 45 + x),
      noise.map((x) => -135 + x),
      noise.map((x) => 180 - Math.abs(x)),
    );
    const lat = fc.oneof(
      fc.double({ min: -90, max: 90, noNaN: true }),
      fc.constantFrom(-90, 90, 0),
      noise.map((x) => 90 - Math.abs(x)),
      noise.map((x) => 35.26438968 + x),
      noise,
    );
    fc.assert(
      fc.property(lon, lat, fc.integer({ min: 0, max: 20 }), (x, y, level) => {
        const cell = cellOfLonLat(x, y, level);
        const mine = cellId(cell, level);
        if (mine === theirs([x, y], level)) return;
        // The sines of the two may differ in the last bit: then the point lies on the very side of both cells.
        const close = [-1e-12, 0, 1e-12].flatMap((dx) =>
          [-1e-12, 0, 1e-12].map((dy) => theirs([x + dx, y + dy], level)),
        );
        expect(close).to.include(mine);
      }),
      { numRuns: 5000 },
    );
  });

  it("have the centres of s2js", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.integer({ min: 0, max: 20 }),
        (lon, lat, level) => {
          const { face, i, j } = cellOfLonLat(lon, lat, level);
          const centre = vectorOfIJ(face, level, i + 0.5, j + 0.5);
          const point = s2.cellid.point(cellId({ face, i, j }, level));
          for (const [k, x] of [point.x, point.y, point.z].entries()) expect(centre[k]).to.be.closeTo(x, 1e-15);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("have one id, one place and one level, and the ancestors and descendants of s2js", () => {
    const place = fc.record({
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
    });
    fc.assert(
      fc.property(
        place,
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 0, max: 255 }),
        ({ lon, lat }, level, index) => {
          const cell = cellOfLonLat(lon, lat, level);
          const id = cellId(cell, level);
          expect(levelOfCell(id)).to.equal(level);
          expect(faceIJOfCell(id)).to.include(cell);
          for (let up = 0; up <= level; up++) expect(parentCell(id, up)).to.equal(s2.cellid.parent(id, up));
          const child = descendantCell(id, level, index);
          expect(s2.cellid.level(child)).to.equal(level + 4);
          expect(s2.cellid.childPosition(child, level + 4)).to.equal(index & 3);
          expect(s2.cellid.parent(child, level)).to.equal(id);
          const around = lonLatOfVector(vectorOfIJ(cell.face, level, cell.i + 0.5, cell.j + 0.5));
          expect(cellOfLonLat(...around, level)).to.deep.equal(cell);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("have no level where an id is none", () => {
    for (const id of [-1n, 0n, 6n << 61n, 7n << 61n, 1n << 64n, 2n, (1n << 61n) + 2n])
      expect(levelOfCell(id)).to.equal(-1);
    expect(levelOfCell(1n)).to.equal(30);
    expect(levelOfCell(1n << 60n)).to.equal(0);
  });
});
