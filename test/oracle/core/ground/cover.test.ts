import { expect } from "chai";
import fc from "fast-check";
import { s2 } from "s2js";

import { parseBoundary } from "../../../../oracle/core/ground/boundary.ts";
import { coverBoundary, edgeCellCount } from "../../../../oracle/core/ground/cover.ts";
import {
  cellOfLonLat,
  descendantCell,
  levelOfCell,
  lonLatOfVector,
  vectorOfIJ,
} from "../../../../oracle/core/ground/s2.ts";
import { validateBlocks } from "../../../../oracle/core/ground/validate-blocks.ts";
import type { Block, Boundary, EdgeLevel } from "../../../../oracle/core/ground/types.ts";

type Point = readonly [number, number];
const EDGE_LEVELS = [16, 20] as const;
/** Half-widths, in degrees, that give some hundreds of edge cells. */
const RADIUS = { 16: 0.02, 20: 0.00125 } as const;
const close = (points: readonly Point[]): readonly Point[] => [...points, points[0]!];

/** All edge-level cells that blocks claim. */
const cellsOf = (blocks: readonly Block[], edgeLevel: EdgeLevel): ReadonlySet<bigint> => {
  const cells = new Set<bigint>();
  const add = (cell: bigint, level: number): void => {
    if (level === edgeLevel) cells.add(cell);
    else for (let k = 0; k < 256; k++) add(descendantCell(cell, level, k), level + 4);
  };
  for (const { cell, bits } of blocks)
    for (let k = 0; k < 256; k++)
      if ((bits >> BigInt(k)) & 1n) {
        const child = descendantCell(cell, levelOfCell(cell), k);
        expect(cells.has(child)).to.equal(false);
        add(child, levelOfCell(child));
      }
  return cells;
};

/** Even-odd crossing count in plain floating point, of all sides. */
const insidePlain = (boundary: Boundary, [x, y]: Point): boolean => {
  let inside = false;
  for (const ring of boundary.coordinates.flat())
    for (let k = 1; k < ring.length; k++) {
      const [[ax, ay], [bx, by]] = [ring[k - 1]!, ring[k]!];
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
    }
  return inside;
};

/** Edge-level cells with their centre inside, by s2js and a plain test of every cell about the places given. */
const bruteForce = (boundary: Boundary, edgeLevel: EdgeLevel, about: readonly Point[]): ReadonlySet<bigint> => {
  const parents = new Set(
    about.map(([lon, lat]) => s2.cellid.parent(s2.cellid.fromLatLng(s2.LatLng.fromDegrees(lat, lon)), edgeLevel - 6)),
  );
  const cells = new Set<bigint>();
  for (const parent of parents) {
    const end = s2.cellid.childEndAtLevel(parent, edgeLevel);
    for (let cell = s2.cellid.childBeginAtLevel(parent, edgeLevel); cell !== end; cell = s2.cellid.next(cell)) {
      const { lat, lng } = s2.LatLng.fromPoint(s2.cellid.point(cell));
      if (insidePlain(boundary, [(lng * 180) / Math.PI, (lat * 180) / Math.PI])) cells.add(cell);
    }
  }
  return cells;
};

type Lobes = { readonly many: number; readonly turn: number; readonly x: number; readonly y: number };
const lobesOf = fc.record({
  many: fc.integer({ min: 2, max: 9 }),
  turn: fc.double({ min: 0, max: 6, noNaN: true }),
  x: fc.double({ min: -1, max: 1, noNaN: true }),
  y: fc.double({ min: -1, max: 1, noNaN: true }),
});
const reach = (t: number, { many, turn }: Lobes): number => 1 + 0.35 * Math.sin(many * t + turn);
const arc = (from: number, to: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, k) => ((from + ((to - from) * k) / (count - 1)) * Math.PI) / 180);

type Shape = { readonly boundary: Boundary; readonly about: readonly Point[] };
/** A lobed polygon with a lobed hole about a place; degrees of longitude stretched to look alike at any latitude. */
const lobed = (lon: number, lat: number, radius: number, lobes: Lobes): Shape => {
  const stretch = 1 / Math.cos((lat * Math.PI) / 180);
  const [cx, cy] = [lon + lobes.x * radius * stretch, lat + lobes.y * radius];
  const ring = (r: number, own: Lobes): readonly Point[] =>
    close(
      arc(0, 355, 72).map((t) => [
        cx + r * reach(t, own) * Math.cos(t) * stretch,
        cy + r * reach(t, own) * Math.sin(t),
      ]),
    );
  const boundary = parseBoundary({
    type: "Polygon",
    coordinates: [ring(radius, lobes), ring(radius * 0.4, { ...lobes, many: 3 })],
  });
  return { boundary, about: lattice(cx, cy, 1.4 * radius * stretch, 1.4 * radius) };
};
/** Points closer together than the cells that the brute force walks are wide. */
const lattice = (x: number, y: number, width: number, height: number): readonly Point[] =>
  Array.from({ length: 121 }, (_, k) => [x + ((k % 11) / 5 - 1) * width, y + (Math.floor(k / 11) / 5 - 1) * height]);

/** Two halves of a lobed disc, split at the antimeridian. */
const split = (lat: number, radius: number, lobes: Lobes): Shape => {
  const half = (lon: number, from: number, to: number): readonly Point[] =>
    close(
      arc(from, to, 37).map((t, k) => {
        const r = radius * reach(t, lobes);
        return [k === 0 || k === 36 ? lon : lon + r * Math.cos(t), lat + r * Math.sin(t)];
      }),
    );
  const boundary = parseBoundary({ type: "MultiPolygon", coordinates: [[half(180, 90, 270)], [half(-180, -90, 90)]] });
  return { boundary, about: lattice(180, lat, 1.4 * radius, 1.4 * radius) };
};
/** A lobed cap about a pole. */
const cap = (pole: 90 | -90, radius: number, lobes: Lobes): Shape => {
  const rim = arc(-180, 180, 73).map((t): Point => [
    (t * 180) / Math.PI,
    pole - Math.sign(pole) * radius * reach(t, { ...lobes, turn: 0 }),
  ]);
  const boundary = parseBoundary({
    type: "Polygon",
    coordinates: [close([...rim.slice(0, 72), [180, rim[0]![1]], [180, pole], [-180, pole]])],
  });
  const about = arc(-180, 180, 37).flatMap((t) =>
    [0, 0.5, 1, 1.4].map((r): Point => [(t * 180) / Math.PI, pole - Math.sign(pole) * radius * r]),
  );
  return { boundary, about };
};

const places: Readonly<Record<string, (radius: number, lobes: Lobes) => Shape>> = {
  "on the equator": (radius, lobes) => lobed(0, 0, radius, lobes),
  "at 60 north": (radius, lobes) => lobed(25, 60, radius, lobes),
  "over a face's edge": (radius, lobes) => lobed(45, 12, radius, lobes),
  "over a face's corner": (radius, lobes) => lobed(-45, 35.26438968, radius, lobes),
  "in Vietnam": (radius, lobes) => lobed(105.2, 10.4, radius, lobes),
  "at the antimeridian": (radius, lobes) => split(-16.5, radius, lobes),
  "around the north pole": (radius, lobes) => cap(90, radius, lobes),
  "around the south pole": (radius, lobes) => cap(-90, radius, lobes),
};

describe("coverBoundary", function () {
  this.timeout(120_000);
  for (const edgeLevel of EDGE_LEVELS)
    for (const [place, shapeOf] of Object.entries(places))
      it(`claims exactly the level-${edgeLevel} cells with their centre inside, ${place}`, () => {
        fc.assert(
          fc.property(lobesOf, (lobes) => {
            const { boundary, about } = shapeOf(RADIUS[edgeLevel], lobes);
            const blocks = coverBoundary(boundary, edgeLevel);
            const cells = cellsOf(blocks, edgeLevel);
            const expected = bruteForce(boundary, edgeLevel, about);
            expect(expected.size).to.be.greaterThan(100);
            expect([...cells].filter((cell) => !expected.has(cell))).to.deep.equal([]);
            expect([...expected].filter((cell) => !cells.has(cell))).to.deep.equal([]);
            expect(edgeCellCount(blocks, edgeLevel)).to.equal(BigInt(expected.size));
            validateBlocks(blocks, edgeLevel);
          }),
          { numRuns: 6 },
        );
      });

  it("claims whole what is wholly inside, and only that", () => {
    const { boundary } = lobed(105.2, 10.4, 0.5, { many: 5, turn: 1, x: 0, y: 0 });
    const blocks = coverBoundary(boundary, 20);
    const full = (1n << 256n) - 1n;
    expect(new Set(blocks.map(({ cell }) => levelOfCell(cell)))).to.deep.equal(new Set([8, 12, 16]));
    for (const { cell, bits } of blocks) if (levelOfCell(cell) > 8) expect(bits).to.not.equal(full);
    const sample = blocks
      .filter((_, k) => k % 40 === 0)
      .flatMap(({ cell, bits }) =>
        [0, 85, 170, 255].map((k) => ({
          child: descendantCell(cell, levelOfCell(cell), k),
          claimed: ((bits >> BigInt(k)) & 1n) === 1n,
        })),
      );
    for (const { child, claimed } of sample) {
      const level = levelOfCell(child);
      if (!claimed) continue;
      for (const leaf of [
        s2.cellid.childBeginAtLevel(child, 20),
        s2.cellid.prev(s2.cellid.childEndAtLevel(child, 20)),
      ]) {
        const { lat, lng } = s2.LatLng.fromPoint(s2.cellid.point(leaf));
        expect(insidePlain(boundary, [(lng * 180) / Math.PI, (lat * 180) / Math.PI]), `level ${level}`).to.equal(true);
      }
    }
  });

  it("test_L1_neighbours_that_share_a_border_never_both_claim_a_cell_and_leave_none_between", () => {
    const jitter = fc.array(fc.double({ min: -0.45, max: 0.45, noNaN: true }), { minLength: 72, maxLength: 72 });
    const place = fc.constantFrom<Point>([0, 0], [105.2, 10.4], [45, 12], [25, 60], [-70, -33]);
    for (const edgeLevel of EDGE_LEVELS)
      fc.assert(
        fc.property(place, jitter, fc.boolean(), ([lon, lat], moves, throughCentres) => {
          const step = RADIUS[edgeLevel] / 2;
          const corner = (i: number, j: number): Point => {
            const rim = i === 0 || j === 0 || i === 5 || j === 5;
            const k = 2 * (i * 6 + j);
            const at: Point = [lon + (i + (rim ? 0 : moves[k]!)) * step, lat + (j + (rim ? 0 : moves[k + 1]!)) * step];
            if (rim || !throughCentres) return at;
            // The hardest border: its corners are centres of cells.
            const { face, i: ci, j: cj } = cellOfLonLat(...at, edgeLevel);
            return lonLatOfVector(vectorOfIJ(face, edgeLevel, ci + 0.5, cj + 0.5));
          };
          const ring = (i: number, j: number): readonly Point[] => {
            const round = [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)];
            // Neighbours need not start or turn alike.
            const turned = [...round.slice(i % 4), ...round.slice(0, i % 4)];
            return close(j % 2 === 0 ? turned : turned.reverse());
          };
          const fields = Array.from({ length: 25 }, (_, k) => ring(k % 5, Math.floor(k / 5)));
          const rim = [0, 1, 2, 3, 4].map((k) => corner(k, 0));
          const outline = close([
            ...rim,
            ...[0, 1, 2, 3, 4].map((k) => corner(5, k)),
            ...[5, 4, 3, 2, 1].map((k) => corner(k, 5)),
            ...[5, 4, 3, 2, 1].map((k) => corner(0, k)),
          ]);
          let folded = false;
          const covers = fields.map((field) => {
            try {
              return coverBoundary(parseBoundary({ type: "Polygon", coordinates: [field] }), edgeLevel);
            } catch {
              folded = true;
              return [];
            }
          });
          fc.pre(!folded);
          const seen = new Set<bigint>();
          for (const cover of covers)
            for (const cell of cellsOf(cover, edgeLevel)) {
              expect(seen.has(cell), "claimed twice").to.equal(false);
              seen.add(cell);
            }
          const together = parseBoundary({ type: "MultiPolygon", coordinates: fields.map((field) => [field]) });
          const whole = coverBoundary(parseBoundary({ type: "Polygon", coordinates: [outline] }), edgeLevel);
          expect(seen).to.deep.equal(cellsOf(whole, edgeLevel));
          expect(coverBoundary(together, edgeLevel)).to.deep.equal(whole);
        }),
        { numRuns: 15 },
      );
  });
});
