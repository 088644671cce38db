import { expect } from "chai";
import fc from "fast-check";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { boundaryAreaM2 } from "../../../../oracle/core/ground/area.ts";
import { MAX_VERTICES, parseBoundary } from "../../../../oracle/core/ground/boundary.ts";
import { edgesOf, pointInBoundary } from "../../../../oracle/core/ground/point-in-boundary.ts";
import { isAnticlockwise, refuseOverlaps } from "../../../../oracle/core/ground/refuse-overlaps.ts";

type Point = readonly [number, number];
const close = (points: readonly Point[]): readonly Point[] => [...points, points[0]!];
const box = (west: number, south: number, east: number, north: number): readonly Point[] =>
  close([
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ]);
const polygon = (...rings: readonly (readonly Point[])[]) => ({ type: "Polygon", coordinates: rings });
const multi = (...polygons: readonly (readonly (readonly Point[])[])[]) => ({
  type: "MultiPolygon",
  coordinates: polygons,
});

const refusal = (geojson: unknown): SixfoldError | undefined => {
  try {
    parseBoundary(geojson);
    return undefined;
  } catch (error) {
    if (error instanceof SixfoldError) return error;
    throw error;
  }
};
const expectRefused = (geojson: unknown, code: string, field?: string): void => {
  const error = refusal(geojson);
  expect(error?.code).to.equal(`GROUND_${code}`);
  expect(error?.failure).to.equal("usage");
  expect(error?.rule).to.be.a("string").and.not.equal("");
  if (field !== undefined) expect(error?.field).to.equal(field);
};
const expectAccepted = (geojson: unknown): void => {
  expect(refusal(geojson)?.message).to.equal(undefined);
};

describe("parseBoundary", () => {
  it("accepts polygons that touch in a side, a part of a side or a corner", () => {
    expectAccepted(multi([box(0, 0, 1, 1)], [box(1, 0, 2, 1)]));
    expectAccepted(multi([box(0, 0, 1, 1)], [box(1, 0.25, 2, 0.5)], [box(1, 0.5, 2, 3)]));
    expectAccepted(multi([box(0, 0, 1, 1)], [box(1, 1, 2, 2)], [box(0, 1, 1, 2)], [box(1, 0, 2, 1)]));
    const apex: readonly Point[] = close([
      [1, 0.5],
      [2, 0],
      [2, 1],
    ]);
    expectAccepted(multi([box(0, 0, 1, 1)], [apex]));
  });

  it("accepts touching fields of a FeatureCollection", () => {
    const feature = (ring: readonly Point[]) => ({ type: "Feature", properties: {}, geometry: polygon(ring) });
    const features = [feature(box(0, 0, 1, 1)), feature(box(1, 0, 2, 1)), feature(box(0, 1, 2, 2))];
    expectAccepted({ type: "FeatureCollection", features });
    const overlapping = { type: "FeatureCollection", features: [...features, feature(box(1.5, 0.5, 3, 0.75))] };
    expectRefused(overlapping, "POLYGONS_OVERLAP");
  });

  it("accepts a polygon inside another's hole, even one that fills it", () => {
    expectAccepted(multi([box(0, 0, 4, 4), box(1, 1, 3, 3)], [box(1.5, 1.5, 2, 2)]));
    expectAccepted(multi([box(0, 0, 4, 4), box(1, 1, 3, 3)], [box(1, 1, 3, 3)]));
  });

  it("accepts holes that touch the outer ring or each other in a point", () => {
    const diamond = (lon: number): readonly Point[] =>
      close([
        [lon, 2],
        [lon + 1, 1],
        [lon + 2, 2],
        [lon + 1, 3],
      ]);
    expectAccepted(polygon(box(0, 0, 8, 4), diamond(0)));
    expectAccepted(polygon(box(0, 0, 8, 4), diamond(1), diamond(3)));
    expectAccepted(polygon(box(0, 0, 8, 4), diamond(0), diamond(2), diamond(4), diamond(6)));
  });

  it("refuses polygons whose interiors overlap", () => {
    const overlapping = [
      multi([box(0, 0, 2, 2)], [box(1, 1, 3, 3)]),
      multi([box(0, 0, 2, 2)], [box(0, 0, 2, 2)]),
      multi([box(0, 0, 4, 4)], [box(1, 1, 2, 2)]),
      multi([box(1, 1, 2, 2)], [box(0, 0, 4, 4)]),
      multi([box(0, 0, 2, 2)], [box(0, 0, 1, 1)]),
      multi([box(0, 0, 2, 2)], [box(1, 0, 3, 2)]),
      multi([box(0, 0, 4, 4), box(1, 1, 3, 3)], [box(1, 1, 3.5, 3)]),
    ];
    overlapping.forEach((shape) => expectRefused(shape, "POLYGONS_OVERLAP"));
    const throughCorners = multi(
      [box(0, 0, 2, 2)],
      [
        close([
          [1, -1],
          [2, 0],
          [1, 1],
          [0, 0],
        ]),
      ],
    );
    expectRefused(throughCorners, "POLYGONS_OVERLAP");
  });

  it("refuses rings that cross, touch or run back on themselves", () => {
    const rings: readonly (readonly Point[])[] = [
      close([
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
      ]),
      close([
        [0, 0],
        [2, 0],
        [1, 1],
        [2, 2],
        [0, 2],
        [1, 1],
      ]),
      close([
        [0, 0],
        [2, 0],
        [2, 2],
        [1, 0],
      ]),
      close([
        [0, 0],
        [2, 0],
        [3, 0],
        [2, 0],
        [1, 1],
      ]),
      close([
        [0, 0],
        [1, 0],
        [2, 0],
      ]),
    ];
    rings.forEach((ring) => expectRefused(polygon(ring), "SELF_INTERSECTION"));
  });

  it("refuses holes outside, over or along their outer ring and inside other holes", () => {
    expectRefused(polygon(box(0, 0, 1, 1), box(2, 2, 3, 3)), "HOLE_OUTSIDE");
    expectRefused(polygon(box(1, 1, 2, 2), box(0, 0, 4, 4)), "HOLE_OUTSIDE");
    expectRefused(polygon(box(0, 0, 9, 9), box(1, 1, 4, 4), box(2, 2, 3, 3)), "HOLE_OUTSIDE");
    expectRefused(polygon(box(0, 0, 2, 2), box(1, 1, 3, 3)), "SELF_INTERSECTION");
    expectRefused(polygon(box(0, 0, 2, 2), box(0, 0.5, 1, 1)), "SELF_INTERSECTION");
    expectRefused(polygon(box(0, 0, 2, 2), box(0, 0, 2, 2)), "SELF_INTERSECTION");
    expectRefused(multi([box(0, 0, 1, 1), box(3, 3, 4, 4)], [box(2, 2, 5, 5)]), "HOLE_OUTSIDE");
  });

  it("names the place of a fault by its JSON Pointer", () => {
    const feature = {
      type: "Feature",
      geometry: multi(
        [box(0, 0, 1, 1)],
        [
          [
            [0, 0],
            [0, 91],
            [1, 1],
            [0, 0],
          ],
        ],
      ),
    };
    expectRefused(
      { type: "FeatureCollection", features: [feature] },
      "POSITION",
      "/features/0/geometry/coordinates/1/0/1",
    );
    const twice: readonly Point[] = [
      [0, 0],
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
      [0, 0],
    ];
    expectRefused(polygon(twice), "SELF_INTERSECTION", "/coordinates/0/3");
  });

  it("says where latitude and longitude look swapped, and only there", () => {
    const ruleOf = (position: readonly number[]): string =>
      refusal({ type: "Polygon", coordinates: [[[0, 0], [1, 0], position, [0, 0]]] })!.rule;
    expect(ruleOf([10.4, 105.2])).to.contain("swapped");
    expect(ruleOf([-35, -139.7, 12])).to.contain("swapped");
    for (const position of [[105, 95], [10, 195], [190, 10], [10]]) expect(ruleOf(position)).not.to.contain("swapped");
  });

  it("never tells a whole document as the value of a fault", () => {
    const ring = box(0, 0, 1, 1);
    for (const value of [[[ring]], { type: "Polygon", coordinates: [[ring]] }, { type: "Polygon", coordinates: {} }])
      expect(JSON.stringify(refusal(value)!.value).length).to.be.lessThan(25);
  });

  it("refuses what is not an area in degrees", () => {
    for (const value of [
      null,
      3,
      "x",
      [],
      { type: "Point", coordinates: [0, 0] },
      {},
      { type: "Feature", geometry: null },
    ])
      expectRefused(value, "TYPE");
    const nested = { type: "Feature", geometry: { type: "Feature", geometry: polygon(box(0, 0, 1, 1)) } };
    expectRefused(nested, "TYPE", "/geometry/type");
    for (const value of [polygon(), multi(), multi([]), polygon([]), { type: "FeatureCollection", features: [] }])
      expectRefused(value, "EMPTY");
    expectRefused({ type: "Polygon" }, "EMPTY", "/coordinates");
    for (const bad of [[NaN, 0], [0, NaN], [Infinity, 0], [180.0001, 0], [0, -90.0001], [0], ["0", "0"], [null, 0]])
      expectRefused({ type: "Polygon", coordinates: [[[0, 0], [1, 0], bad, [0, 0]]] }, "POSITION", "/coordinates/0/2");
    expectRefused(
      polygon([
        [0, 0],
        [1, 0],
        [1, 1],
      ]),
      "UNCLOSED",
      "/coordinates/0/2",
    );
    expectRefused(
      polygon([
        [0, 0],
        [1, 0],
        [0, 0],
      ]),
      "RING_SHORT",
      "/coordinates/0",
    );
    expectRefused(
      polygon([
        [0, 0],
        [0, 0],
        [1, 0],
        [1, 0],
        [0, 0],
      ]),
      "RING_SHORT",
      "/coordinates/0",
    );
  });

  it("takes areas split at the antimeridian and polar caps, and refuses sides that jump over it", () => {
    expectRefused(polygon(box(-179, 0, 179, 1)), "ANTIMERIDIAN", "/coordinates/0/1");
    expectAccepted(multi([box(179, 0, 180, 1)], [box(-180, 0, -179, 1)]));
    const south: readonly Point[] = [-180, -90, 0, 90, 180].map((lon) => [lon, -80]);
    const cap = polygon(close([...south, [180, -90], [-180, -90]]));
    expectAccepted(cap);
    expect(boundaryAreaM2(parseBoundary(cap)) / 1e6).to.be.closeTo(3_905_000, 20_000);
  });

  it("normalises direction, repeated positions, altitudes and negative zero, and is idempotent", () => {
    const clockwise = [...box(-1, 0, 1, 2)].reverse();
    const boundary = parseBoundary(polygon(clockwise, box(-0.5, 0.5, -0, 1)));
    const [outer, hole] = boundary.coordinates[0]!;
    expect(isAnticlockwise(outer!)).to.equal(true);
    expect(isAnticlockwise(hole!)).to.equal(false);
    expect(hole!.flat().some((x) => Object.is(x, -0))).to.equal(false);
    expect(parseBoundary(boundary)).to.deep.equal(boundary);
    const flat = {
      type: "Polygon",
      coordinates: [
        [
          [0, 0, 5],
          [1, 0, 5],
          [1, 0, 6],
          [1, 1, 5],
          [0, 0, 5],
        ],
      ],
    };
    expect(parseBoundary(flat).coordinates).to.deep.equal([
      [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    ]);
  });

  it("agrees with a comparison of all pairs of sides on small rings with many coincidences", () => {
    const cross = (a: Point, b: Point, c: Point): number =>
      Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
    const on = (a: Point, b: Point, p: Point): boolean =>
      cross(a, b, p) === 0 && (p[0] - a[0]) * (p[0] - b[0]) <= 0 && (p[1] - a[1]) * (p[1] - b[1]) <= 0;
    const simple = (points: readonly Point[]): boolean => {
      const at = (k: number): Point => points[k % points.length]!;
      return points.every((a, k) =>
        points.every((c, m) => {
          const [b, d] = [at(k + 1), at(m + 1)];
          if (k === m) return true;
          if (at(k + 1) === c) return !on(a, b, d) && !on(c, d, a);
          if (at(m + 1) === a) return !on(c, d, b) && !on(a, b, c);
          const proper = cross(a, b, c) * cross(a, b, d) < 0 && cross(c, d, a) * cross(c, d, b) < 0;
          return !proper && !on(a, b, c) && !on(a, b, d) && !on(c, d, a) && !on(c, d, b);
        }),
      );
    };
    const corner = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }));
    const points = fc.uniqueArray(corner, { minLength: 3, maxLength: 8, selector: String });
    let accepted = 0;
    fc.assert(
      fc.property(points, (ring) => {
        const error = refusal(polygon(close(ring)));
        if (error === undefined) accepted++;
        expect(error === undefined, JSON.stringify(ring)).to.equal(simple(ring));
      }),
      { numRuns: 5000 },
    );
    expect(accepted).to.be.greaterThan(500);
  });

  it("refuses two simple polygons exactly when a point lies inside both", () => {
    const corner = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }));
    const ring = fc
      .uniqueArray(corner, { minLength: 3, maxLength: 4, selector: String })
      .filter((points) => refusal(polygon(close(points))) === undefined);
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(ring, ring, (a, b) => {
        const sides = [a, b].flatMap((points) => points.map((p, k) => [p, points[(k + 1) % points.length]!] as const));
        // Every corner of the common area is a corner of one or a crossing of two sides, so it holds the centroid of three.
        const corners: Point[] = [...a, ...b];
        for (const [p, q] of sides)
          for (const [r, s] of sides) {
            const d = (q[0] - p[0]) * (s[1] - r[1]) - (q[1] - p[1]) * (s[0] - r[0]);
            if (d === 0) continue;
            const t = ((r[0] - p[0]) * (s[1] - r[1]) - (r[1] - p[1]) * (s[0] - r[0])) / d;
            if (t > 0 && t < 1) corners.push([p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])]);
          }
        const insideBoth = (point: Point): boolean =>
          [a, b].every((points) => {
            const away = sides.map(([p, q]) =>
              Math.abs((q[0] - p[0]) * (point[1] - p[1]) - (q[1] - p[1]) * (point[0] - p[0])),
            );
            return Math.min(...away) > 1e-9 && pointInBoundary(edgesOf(parseBoundary(polygon(close(points)))))(point);
          });
        const centroids = corners.flatMap((p, i) =>
          corners
            .slice(i + 1)
            .flatMap((q, j) =>
              corners.slice(i + j + 2).map((r): Point => [(p[0] + q[0] + r[0]) / 3, (p[1] + q[1] + r[1]) / 3]),
            ),
        );
        const error = refusal(multi([close(a)], [close(b)]));
        if (error === undefined) seen.accepted++;
        else seen.refused++;
        expect(error?.code, JSON.stringify([a, b])).to.equal(
          centroids.some(insideBoth) ? "GROUND_POLYGONS_OVERLAP" : undefined,
        );
      }),
      { numRuns: 60 },
    );
    expect(seen.accepted).to.be.greaterThan(3);
    expect(seen.refused).to.be.greaterThan(3);
  });

  /** Shapes of about n positions whose sides crowd a sweep in different ways. */
  const crowded = (n: number): readonly (readonly (readonly Point[])[])[] => {
    const lobed = Array.from({ length: n }, (_, k): Point => {
      const t = (2 * Math.PI * k) / n;
      const r = 1 + 0.3 * Math.sin(5 * t) + 0.001 * Math.sin(9000 * t);
      return [r * Math.cos(t), r * Math.sin(t)];
    });
    const comb: Point[] = Array.from({ length: n }, (_, k): Point => [(k * 10) / n, (k >> 1) % 2 === 0 ? 1 : 2]);
    const side = Math.floor(Math.sqrt(n) / 2);
    const fields = Array.from({ length: side * side }, (_, k) => {
      const [i, j] = [(k % side) / side, Math.floor(k / side) / side];
      return box(i, j, ((k % side) + 1) / side, (Math.floor(k / side) + 1) / side);
    });
    const lying = comb.map(([x, y]): Point => [y, x]);
    return [[close(lobed)], [close([...comb, [10, 0], [0, 0]])], [close([...lying, [0, 10], [0, 0]])], fields];
  };

  it("accepts 100,000 positions, whatever their shape", function () {
    this.timeout(60_000);
    for (const rings of crowded(100_000)) expectAccepted(multi(...rings.map((ring) => [ring])));
  });

  it("looks at positions n log n times, whatever their shape", function () {
    this.timeout(60_000);
    let looks = 0;
    class Watched {
      readonly #point: Point;
      constructor(point: Point) {
        this.#point = point;
      }
      get 0(): number {
        looks += 1;
        return this.#point[0];
      }
      get 1(): number {
        looks += 1;
        return this.#point[1];
      }
    }
    const watched = (point: Point): Point => new Watched(point) as unknown as Point;
    const looksAt = (rings: readonly (readonly Point[])[]): number => {
      looks = 0;
      refuseOverlaps(
        rings.map((ring, polygon) => {
          const pointers = ring.map((_, k) => `/${polygon}/${k}`);
          return { ring: ring.map(watched), polygon, hole: false, pointers };
        }),
      );
      return looks;
    };
    for (const rings of crowded(4_000)) {
      const positions = rings.reduce((sum, ring) => sum + ring.length, 0);
      // 4 to 13 when this was written; to compare every side with every other one would be n / log2 n = 330 and more.
      expect(looksAt(rings) / (positions * Math.log2(positions))).to.be.lessThan(50);
    }
  });

  it("refuses more positions than it could check soon", () => {
    const ring = Array.from({ length: MAX_VERTICES + 1 }, (): Point => [0, 0]);
    expectRefused(polygon(ring), "VERTICES");
  });
});
