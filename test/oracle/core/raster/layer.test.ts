import { expect } from "chai";

import { outputDigest } from "../../../../oracle/core/evidence/output-digest.ts";
import { cog } from "../../../../oracle/core/tiff/cog.ts";
import { readRows, stripsOf } from "../../../../oracle/core/raster/layer.ts";
import { gather } from "../../../../oracle/core/tiff/piece.ts";
import type { Layer } from "../../../../oracle/core/raster/layer.ts";
import { quicklook } from "../../../../oracle/core/picture/quicklook.ts";
import { layerOf, valuesOf } from "../../../helpers/layers.ts";

/** The layer, and what was asked of it: the most values at once, and all values together. */
const counted = (layer: Layer): { layer: Layer; asked: { most: number; all: number } } => {
  const asked = { most: 0, all: 0 };
  const rows: Layer["rows"] = (first, count) => {
    asked.most = Math.max(asked.most, count * layer.grid.width);
    asked.all += count * layer.grid.width;
    return layer.rows(first, count);
  };
  return { layer: { ...layer, rows }, asked };
};

const amounts = {
  kind: "measurement",
  refused: [],
  diagnostics: null,
  measuredKg: 0n,
  baselineKg: 0n,
  leakageKg: 0n,
  halfWidthKg: 0n,
  claimedM2: 0n,
  observedM2: 0n,
} as const;

const inOrder = async <T>(of: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const each of of) all.push(each);
  return all;
};

describe("layer", () => {
  it("comes whole and in order out of its strips, whatever its shape", async () => {
    for (const [width, height] of [
      [1, 1],
      [1000, 2100],
      [1_100_000, 3],
      [3, 400_000],
    ] as const) {
      // prettier-ignore
      const layer = layerOf([width, height], (col, row) => col + 7 * row);
      const strips = await inOrder(stripsOf(layer));
      expect(Math.max(...strips.map(({ length }) => length))).to.be.at.most(Math.max(2 ** 20, width));
      const joined = Int32Array.from({ length: width * height });
      let at = 0;
      for (const strip of strips) {
        joined.set(strip, at);
        at += strip.length;
      }
      expect(Buffer.from(joined.buffer).equals(Buffer.from(valuesOf(layer).buffer))).to.equal(true);
    }
  });

  it("is never asked for whole by what is made of it", async () => {
    const made: Readonly<Record<string, (layer: Layer) => Promise<unknown>>> = {
      digest: (layer) => outputDigest({ ...amounts, layers: [layer] }),
      picture: quicklook,
      file: (layer) => gather(cog(layer)),
    };
    for (const [name, make] of Object.entries(made)) {
      const { layer, asked } = counted(layerOf([2000, 1500], () => 3));
      await make(layer);
      expect(asked.most, name).to.be.within(1, 2 ** 20);
      expect(asked.all, name).to.be.at.most(2.1 * 2000 * 1500);
    }
  });

  it("refuses rows of another length", async () => {
    const layer = layerOf([4, 4], () => 0, { rows: () => new Int32Array(5) });
    const error = await readRows(layer, 0, 1).catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: "RASTER_ROWS", rule: "rows hold count * width = 4 values" });
  });
});
