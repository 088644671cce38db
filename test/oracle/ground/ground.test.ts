import { expect } from "chai";
import proj4 from "proj4";
import { s2 } from "s2js";
import { boundaryAreaM2 } from "../../../oracle/ground/area.ts";
import { parseBoundary } from "../../../oracle/ground/boundary.ts";
import { coverBoundary, edgeCellCount } from "../../../oracle/ground/cover.ts";
import { groundMask } from "../../../oracle/ground/ground-mask.ts";
import { pixelAreaM2 } from "../../../oracle/ground/pixel-area.ts";
import { edgesOf, pointInBoundary } from "../../../oracle/ground/point-in-boundary.ts";
import { projection } from "../../../oracle/ground/projection.ts";
import { cellId, cellOfLonLat, lonLatOfVector, parentCell, vectorOfIJ } from "../../../oracle/ground/s2.ts";

let state = 7;
const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
const lobed = (lon: number, lat: number, r: number) => {
  const ring = Array.from({ length: 90 }, (_, k) => {
    const t = (k * Math.PI) / 45;
    const s = r * (1 + 0.3 * Math.sin(5 * t) + 0.1 * Math.cos(11 * t));
    return [lon + s * Math.cos(t), lat + s * Math.sin(t)];
  });
  return parseBoundary({ type: "Polygon", coordinates: [[...ring, ring[0]]] });
};

describe("ground", () => {
  it("agrees with s2js on cell ids", () => {
    for (let k = 0; k < 10000; k++) {
      const [lon, lat] = [random() * 360 - 180, random() * 180 - 90];
      const theirs = s2.cellid.fromLatLng(s2.LatLng.fromDegrees(lat, lon));
      const leaf = cellId(cellOfLonLat(lon, lat, 20), 20);
      expect(leaf).to.equal(s2.cellid.parent(theirs, 20));
      expect(parentCell(leaf, 12)).to.equal(s2.cellid.parent(theirs, 12));
    }
  });
  it("agrees with proj4 within a millimetre, both ways", () => {
    for (const [epsg, def] of [
      [32654, "+proj=utm +zone=54 +datum=WGS84"],
      [32754, "+proj=utm +zone=54 +south +datum=WGS84"],
      [3857, "EPSG:3857"],
      [6933, "+proj=cea +lat_ts=30 +lon_0=0 +x_0=0 +y_0=0 +datum=WGS84"],
    ] as const)
      for (let k = 0; k < 200; k++) {
        const [lon, lat] = [138 + random() * 6, random() * 160 - 80];
        const [x, y] = projection(epsg).fromLonLat(lon, lat);
        const other = proj4(def, [lon, lat]);
        expect(x).to.be.closeTo(other[0]!, 1e-3);
        expect(y).to.be.closeTo(other[1]!, 1e-3);
        const back = projection(epsg).toLonLat(x, y);
        expect(back[0]).to.be.closeTo(lon, 1e-10);
        expect(back[1]).to.be.closeTo(lat, 1e-9);
      }
  });
  it("gives the golden areas", () => {
    const whole = { epsg: 4326, width: 1, height: 1, originX: 0, originY: 90, pixelWidth: 180, pixelHeight: 180 };
    expect((2 * pixelAreaM2({ ...whole, pixelWidth: 90 }, 0, 0) * 2) / 1e6).to.be.closeTo(510065621.7, 0.1);
    expect(
      boundaryAreaM2(
        parseBoundary({
          type: "Polygon",
          coordinates: [
            [
              [0, 0],
              [1, 0],
              [1, 1],
              [0, 1],
              [0, 0],
            ],
          ],
        }),
      ) / 1e6,
    ).to.be.closeTo(12308.464, 0.001);
  });
  it("test_L1_cover_equals_a_brute_force_of_centres_and_neighbours_share_none", () => {
    for (const [lon, lat] of [
      [140, 36],
      [45, 10],
      [20, 45.2],
      [-70, -5],
    ] as const) {
      const shape = lobed(lon, lat, 0.05);
      const inside = pointInBoundary(edgesOf(shape));
      let count = 0n;
      const seen = new Set<bigint>();
      for (let a = -0.08; a < 0.08; a += 0.0004)
        for (let b = -0.08; b < 0.08; b += 0.0004) {
          const at = cellOfLonLat(lon + a, lat + b, 16);
          const id = cellId(at, 16);
          if (seen.has(id)) continue;
          seen.add(id);
          if (inside(lonLatOfVector(vectorOfIJ(at.face, 16, at.i + 0.5, at.j + 0.5)))) count++;
        }
      expect(edgeCellCount(coverBoundary(shape, 16), 16)).to.equal(count);
    }
  });
  it("test_L2_a_pixel_counts_only_in_a_claimed_cell", () => {
    const shape = lobed(140, 36, 0.02);
    const inside = pointInBoundary(edgesOf(shape));
    const grid = {
      epsg: 4326,
      width: 100,
      height: 100,
      originX: 139.97,
      originY: 36.03,
      pixelWidth: 0.0006,
      pixelHeight: 0.0006,
    };
    const mask = groundMask(grid, coverBoundary(shape, 16));
    for (let k = 0; k < 10000; k++) {
      const at = cellOfLonLat(
        grid.originX + ((k % 100) + 0.5) * 0.0006,
        grid.originY - (Math.floor(k / 100) + 0.5) * 0.0006,
        16,
      );
      expect(mask[k] === 1).to.equal(inside(lonLatOfVector(vectorOfIJ(at.face, 16, at.i + 0.5, at.j + 0.5))));
    }
  });
  it("refuses crossing, unclosed and empty rings", () => {
    const parse = (ring: unknown) => () => parseBoundary({ type: "Polygon", coordinates: [ring] });
    expect(
      parse([
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
        [0, 0],
      ]),
    ).to.throw("may not cross");
    expect(
      parse([
        [0, 0],
        [1, 1],
        [1, 0],
      ]),
    ).to.throw("must end at its first");
    expect(parse([])).to.throw("non-empty");
  });
});
