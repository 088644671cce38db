import { expect } from "chai";
import fc from "fast-check";

import { mapFrame, pathOf } from "../../../../api/web/parts/map-frame.ts";

const lon = fc.double({ min: -179.9, max: 179.9, noNaN: true });
const lat = fc.double({ min: -84, max: 84, noNaN: true });

describe("api/web/parts/map-frame", () => {
  it("holds every position, north up and east to the right, and leads back to it", () => {
    fc.assert(
      fc.property(lon, lat, fc.double({ min: 1e-4, max: 20, noNaN: true }), (west, south, span) => {
        const positions = [
          [west, south],
          [((west + span + 180) % 360) - 180, Math.min(south + span / 2, 85)],
        ];
        const frame = mapFrame(positions)!;
        const [low, high] = positions.map(([x, y]) => frame.at(x!, y!)) as [
          readonly [number, number],
          readonly [number, number],
        ];
        expect(high[0]).to.be.above(low[0]);
        expect(high[1]).to.be.below(low[1]);
        for (const [x, y] of [low, high]) {
          expect(x).to.be.within(-0.01, frame.width + 0.01);
          expect(y).to.be.within(-0.01, frame.height + 0.01);
        }
        const [backLon, backLat] = frame.lonLat(...low);
        expect(Math.abs(((backLon - west + 540) % 360) - 180)).to.be.below(1e-6);
        expect(backLat).to.be.closeTo(south, 1e-6);
      }),
    );
  });

  it("is one piece over the antimeridian, and nothing without a position", () => {
    const frame = mapFrame([
      [179.9, 10],
      [-179.9, 10.1],
    ])!;
    expect(Math.abs(frame.middle[0])).to.be.closeTo(180, 1e-9);
    expect(frame.at(-179.9, 10)[0] - frame.at(179.9, 10)[0]).to.be.within(1, frame.width);
    expect(mapFrame([])).to.equal(undefined);
  });

  it("closes each ring of a path", () => {
    const frame = mapFrame([[0, 0], [1, 1]])!; // prettier-ignore
    const ring = [[0, 0], [1, 0], [1, 1], [0, 0]]; // prettier-ignore
    expect(pathOf(frame, [[ring], [ring, ring]])).to.match(/^(M[\d. L-]+Z){3}$/);
  });
});
