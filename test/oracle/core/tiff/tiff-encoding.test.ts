import { expect } from "chai";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { TAG } from "../../../../oracle/core/tiff/tiff-tags.ts";
import type { TiffDirectory } from "../../../../oracle/core/tiff/tiff-directory.ts";
import { tiffEncoding } from "../../../../oracle/core/tiff/tiff-encoding.ts";
import type { TiffEncoding } from "../../../../oracle/core/tiff/tiff-encoding.ts";

type Tags = Partial<Record<keyof typeof TAG, readonly number[]>>;

const encodingOf = (tags: Tags, samples = 1, littleEndian = true): TiffEncoding => {
  const byNumber = new Map(Object.entries(tags).map(([name, values]) => [TAG[name as keyof typeof TAG], values]));
  const directory: TiffDirectory = {
    href: "mem://scene.tif",
    size: 0,
    littleEndian,
    numbers: (tag) => byNumber.get(tag as (typeof TAG)[keyof typeof TAG]),
    text: () => undefined,
    geoKey: () => undefined,
  };
  return tiffEncoding(directory, samples);
};

/** Code and tag of the refusal. */
const refusal = (tags: Tags, samples = 1, littleEndian = true): readonly [string, keyof typeof TAG] => {
  try {
    encodingOf(tags, samples, littleEndian);
  } catch (error) {
    if (!(error instanceof SixfoldError)) throw error;
    expect(error.rule).not.to.equal("");
    const tag = Number(error.field.split("#")[1]);
    const [name] = Object.entries(TAG).find(([, number]) => number === tag) ?? [];
    return [error.code, name as keyof typeof TAG];
  }
  throw new TypeError("nothing was refused");
};

const LAYOUT = "TIFF_LAYOUT";
const COMPRESSION = "TIFF_COMPRESSION";

describe("tiffEncoding", () => {
  it("takes the standard's defaults: one bit, no compression, no predictor", () => {
    expect(encodingOf({})).to.deep.equal({
      kind: "uint",
      bits: 1,
      compression: 1,
      lercWrapping: 0,
      predictor: 1,
      hasAlpha: false,
    });
  });

  it("takes integers of 1 to 32 and 64 bits and floats of 16, 24, 32 and 64, in every compression", () => {
    for (const compression of [1, 5, 8, 32773, 50000]) {
      for (const bits of [...Array.from({ length: 32 }, (_, i) => i + 1), 64])
        expect(encodingOf({ bitsPerSample: [bits], compression: [compression] }).bits).to.equal(bits);
      for (const bits of [16, 24, 32, 64]) {
        const { kind } = encodingOf({ bitsPerSample: [bits], sampleFormat: [3], compression: [compression] });
        expect(kind).to.equal("float");
      }
    }
    expect(encodingOf({ compression: [32946] }).compression).to.equal(8);
  });

  it("refuses complex and untyped samples by their format", () => {
    for (const format of [0, 4, 5, 6, 7])
      expect(refusal({ bitsPerSample: [32], sampleFormat: [format] })).to.deep.equal([LAYOUT, "sampleFormat"]);
  });

  it("refuses bits that no such sample has", () => {
    for (const bits of [0, 33, 40, 63, 65, 128])
      expect(refusal({ bitsPerSample: [bits] })).to.deep.equal([LAYOUT, "bitsPerSample"]);
    for (const bits of [1, 4, 12, 24, 31])
      expect(refusal({ bitsPerSample: [bits], sampleFormat: [2] })).to.deep.equal([LAYOUT, "bitsPerSample"]);
    for (const bits of [8, 12, 20, 128])
      expect(refusal({ bitsPerSample: [bits], sampleFormat: [3] })).to.deep.equal([LAYOUT, "bitsPerSample"]);
  });

  it("refuses samples of several types, and reversed bits", () => {
    expect(refusal({ bitsPerSample: [8, 16] }, 2)).to.deep.equal([LAYOUT, "bitsPerSample"]);
    expect(refusal({ bitsPerSample: [8, 8] }, 3)).to.deep.equal([LAYOUT, "bitsPerSample"]);
    expect(refusal({ bitsPerSample: [8], fillOrder: [2] })).to.deep.equal([LAYOUT, "fillOrder"]);
  });

  it("refuses a predictor where bits, type or compression do not allow it", () => {
    for (const compression of [5, 8, 50000]) {
      for (const bits of [1, 2, 4, 7, 9, 12, 15, 17, 24, 31]) {
        const tags = { bitsPerSample: [bits], compression: [compression], predictor: [2] };
        expect(refusal(tags)).to.deep.equal([COMPRESSION, "predictor"]);
      }
      const half = { bitsPerSample: [24], sampleFormat: [3], compression: [compression] };
      expect(refusal({ ...half, predictor: [2] })).to.deep.equal([COMPRESSION, "predictor"]);
      expect(encodingOf({ ...half, predictor: [3] }).predictor).to.equal(3);
      const whole = { bitsPerSample: [16], compression: [compression] };
      expect(refusal({ ...whole, predictor: [3] })).to.deep.equal([COMPRESSION, "predictor"]);
      expect(refusal({ ...whole, predictor: [4] })).to.deep.equal([COMPRESSION, "predictor"]);
      expect(encodingOf({ ...whole, predictor: [2] }).predictor).to.equal(2);
    }
    for (const compression of [1, 32773, 34887]) {
      const tags = { bitsPerSample: [16], compression: [compression], predictor: [2], lercParameters: [4, 0] };
      expect(refusal(tags)).to.deep.equal([COMPRESSION, "predictor"]);
    }
  });

  it("refuses compressions it does not read", () => {
    for (const compression of [0, 2, 3, 4, 6, 7, 34712, 34925, 50001])
      expect(refusal({ compression: [compression] })).to.deep.equal([COMPRESSION, "compression"]);
  });

  it("takes LERC of the types it holds, and refuses others, other versions and big-endian files", () => {
    const lerc = { compression: [34887], lercParameters: [4, 2] };
    for (const [format, bits] of [
      [1, 8],
      [2, 8],
      [1, 16],
      [2, 16],
      [1, 32],
      [2, 32],
      [3, 32],
      [3, 64],
    ] as const) {
      expect(encodingOf({ ...lerc, sampleFormat: [format], bitsPerSample: [bits] }).lercWrapping).to.equal(2);
    }
    for (const [format, bits] of [
      [1, 1],
      [1, 12],
      [1, 24],
      [1, 64],
      [2, 64],
      [3, 16],
      [3, 24],
    ] as const) {
      const tags = { ...lerc, sampleFormat: [format], bitsPerSample: [bits] };
      expect(refusal(tags)).to.deep.equal([COMPRESSION, "bitsPerSample"]);
    }
    const bytes = { ...lerc, bitsPerSample: [8] };
    for (const parameters of [[], [2, 0], [5, 0], [6, 1], [4, 3], [4, -1]])
      expect(refusal({ ...bytes, lercParameters: parameters })).to.deep.equal([COMPRESSION, "lercParameters"]);
    expect(refusal(bytes, 1, false)).to.deep.equal([COMPRESSION, "compression"]);
  });
});
