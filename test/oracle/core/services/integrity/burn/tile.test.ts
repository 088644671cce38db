import { expect } from "chai";

import { UNSEEN } from "../../../../../../oracle/core/kernels/burn-indices.ts";
import {
  OUTSIDE,
  packTile,
  setTileAside,
  unpackTile,
} from "../../../../../../oracle/core/services/integrity/burn/tile.ts";
import type { Planes } from "../../../../../../oracle/core/services/integrity/burn/tile.ts";
import { noise } from "../../../evidence/samples.ts";
import { setAsideInMemory } from "../../../../../../oracle/core/raster/set-aside.ts";

const SIDE = 256;
const PIXELS = SIDE * SIDE;
const WINDOW = { col: 0, row: 0, width: SIDE, height: SIDE };

/** Whole numbers from -most to most that look random. */
const spread = (seed: number, most: number): Int16Array => {
  const bytes = new DataView(noise(2 * PIXELS, seed).buffer);
  return Int16Array.from({ length: PIXELS }, (_, i) => (bytes.getUint16(2 * i) % (2 * most + 1)) - most);
};
const bytesOf = (planes: Planes): number => {
  const { packed, spans } = packTile(WINDOW, planes) as { packed: Uint8Array; spans: Uint32Array };
  // What a structured clone and the main thread hold: whole buffers.
  return packed.buffer.byteLength + spans.buffer.byteLength;
};

/** Every pixel looked at, with any indices that there can be. */
const full: Planes = { change: spread(1, 2000), before: spread(2, 1000) };
/** The same, where some pixels were not seen and others lie outside. */
const holed = (at: (col: number, row: number) => number | undefined): Planes => {
  const put = (plane: Int16Array): Int16Array => plane.map((value, i) => at(i % SIDE, Math.floor(i / SIDE)) ?? value);
  return { change: put(full.change), before: put(full.before) };
};

describe("a window's tile", () => {
  it("is unpacked to what was packed, to the ends of what indices can be", async () => {
    const edge = Int16Array.from({ length: PIXELS }, (_, i) => [-2000, 2000, 0][i % 3]!);
    for (const planes of [
      full,
      { change: edge, before: edge.map((value) => value / 2) },
      holed((col, row) => ((col * row) % 7 === 0 ? OUTSIDE : (col + row) % 5 === 0 ? UNSEEN : undefined)),
      holed((col) => (col < 100 ? OUTSIDE : undefined)),
      holed(() => OUTSIDE),
      holed(() => UNSEEN),
    ]) {
      const tile = structuredClone(packTile(WINDOW, planes));
      for (const again of [await unpackTile(tile), await unpackTile(await setTileAside(tile, setAsideInMemory))])
        expect([again.change, again.before]).to.deep.equal([planes.change, planes.before]);
    }
  });

  it("costs 3 bytes for a pixel that is looked at, whatever it shows, 8 for a row, and nothing beside the ground", () => {
    expect(bytesOf(full)).to.equal(3 * PIXELS + 8 * SIDE);
    expect(bytesOf(holed(() => UNSEEN))).to.equal(3 * PIXELS + 8 * SIDE);
    expect(bytesOf(holed(() => OUTSIDE))).to.equal(8 * SIDE);
    // A circle, as the edge of a project may be.
    const radius = 100;
    const isIn = (col: number, row: number): boolean => Math.hypot(col - 128, row - 128) < radius;
    const inside = full.change.filter((_, i) => isIn(i % SIDE, Math.floor(i / SIDE))).length;
    expect(bytesOf(holed((col, row) => (isIn(col, row) ? undefined : OUTSIDE)))).to.equal(3 * inside + 8 * SIDE);
  });
});
