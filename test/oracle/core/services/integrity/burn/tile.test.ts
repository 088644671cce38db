import { expect } from "chai";

import { UNSEEN } from "../../../../../../oracle/core/kernels/burn-indices.ts";
import {
  OUTSIDE,
  packTile,
  unpackTile,
  type Planes,
} from "../../../../../../oracle/core/services/integrity/burn/tile.ts";
import { noise } from "../../../evidence/samples.ts";

const SIDE = 256;
const PIXELS = SIDE * SIDE;
const WINDOW = { col: 0, row: 0, width: SIDE, height: SIDE };

/** Sum of two dice of 0 to `most`, about 0. */
const dice = (seed: number, most: number): Int16Array => {
  const bytes = noise(2 * PIXELS, seed);
  return Int16Array.from({ length: PIXELS }, (_, i) =>
    Math.round(((bytes[2 * i]! + bytes[2 * i + 1]! - 255) / 255) * most),
  );
};
const bytesAPixel = (planes: Planes): number => packTile(WINDOW, planes).packed.length / PIXELS;

/** Unburned ground by the reference parameters: dNBR spreads by 50 thousandths, NBR before by twice as much. */
const ground: Planes = { change: dice(1, 120), before: dice(2, 240).map((value) => 500 + value) };

describe("a window's tile", () => {
  it("is unpacked to what was packed, whatever the values", () => {
    const any = new Int16Array(noise(2 * PIXELS, 3).buffer);
    const odd = Int16Array.from({ length: PIXELS }, (_, i) => [OUTSIDE, UNSEEN, 32_767, -32_768, 0][i % 5]!);
    for (const planes of [ground, { change: any, before: odd }, { change: odd, before: any }]) {
      const again = unpackTile(structuredClone(packTile(WINDOW, planes)));
      expect([again.change, again.before]).to.deep.equal([planes.change, planes.before]);
    }
  });

  it("holds no more memory than its bytes", () => {
    const { packed } = packTile(WINDOW, ground);
    expect(packed.byteLength).to.equal(packed.buffer.byteLength);
  });

  it("costs nothing outside, less than 3 bytes a pixel of noisy ground, and never more than 4 and a little", () => {
    const nothing = new Int16Array(PIXELS).fill(OUTSIDE);
    const worst = new Int16Array(noise(2 * PIXELS, 5).buffer);
    const costs = [
      bytesAPixel({ change: nothing, before: nothing }),
      bytesAPixel(ground),
      bytesAPixel({ change: worst, before: worst.toReversed() }),
    ];
    console.log(`      bytes a pixel: ${costs.map((bytes) => bytes.toFixed(3)).join(", ")}`);
    expect(costs[0]).to.be.below(0.01);
    expect(costs[1]).to.be.below(3);
    expect(costs[2]).to.be.below(4 * 1.0005 + 64 / PIXELS);
  });
});
