import { expect } from "chai";
import fc from "fast-check";

import type { BlockLayout } from "../../../../oracle/core/tiff/block-layout.ts";
import { copyRows } from "../../../../oracle/core/tiff/copy-rows.ts";
import { createCore } from "../../../../oracle/core/wasm/core.ts";
import { blockLayout } from "../../../helpers/block-layout.ts";

const core = createCore(2 ** 22);

type Read = {
  readonly littleEndian?: boolean;
  readonly sample?: number;
  readonly firstCol?: number;
  readonly scale?: number;
  readonly offset?: number;
  readonly nodata?: readonly number[];
};

/** The physical values of one sample of a block of rows, from a column on. */
const valuesOf = (
  bytes: Uint8Array,
  layout: BlockLayout,
  { littleEndian = true, sample = 0, firstCol = 0, scale = 1, offset = 0, nodata = [] }: Read = {},
): number[] => {
  const { width, height } = layout;
  const mark = core.mark();
  const at = core.alloc(bytes.length);
  core.u8(at, bytes.length).set(bytes);
  const strip = { col: firstCol, row: 0, width: width - firstCol, height };
  const to = core.alloc(strip.width * height * 4);
  const source = { href: "", layout, littleEndian, sample, scale, offset, nodata, col: 0, row: 0 };
  copyRows(core, source, { col: 0, row: 0, width, height, at }, strip, to);
  // Minus zero, as some ways keep it, is zero.
  const values = Array.from(core.f32(to, strip.width * height), (value) => value + 0);
  core.release(mark);
  return values;
};

/** Bits one by one, the high bit of each byte first, each row from a byte on. */
const naive = (
  bytes: Uint8Array,
  { width, height, samples, bits }: BlockLayout,
  { sample = 0, firstCol = 0 }: Read,
): number[] => {
  const rowBytes = Math.ceil((width * samples * bits) / 8);
  return Array.from({ length: (width - firstCol) * height }, (_, i) => {
    const [row, col] = [Math.floor(i / (width - firstCol)), firstCol + (i % (width - firstCol))];
    let value = 0;
    for (let bit = 0; bit < bits; bit += 1) {
      const place = (col * samples + sample) * bits + bit;
      value = value * 2 + (((bytes[row * rowBytes + (place >> 3)] as number) >> (7 - (place & 7))) & 1);
    }
    return Math.fround(value);
  });
};

/** Sign, exponent and fraction of a float by IEEE 754's formula; NaN for what is not finite. */
const floatOf = (word: number, exponentBits: number, fractionBits: number): number => {
  const sign = word >> (exponentBits + fractionBits) === 1 ? -1 : 1;
  const exponent = (word >> fractionBits) & (2 ** exponentBits - 1);
  const fraction = (word & (2 ** fractionBits - 1)) / 2 ** fractionBits;
  const bias = 2 ** (exponentBits - 1) - 1;
  if (exponent === 2 ** exponentBits - 1) return NaN;
  return exponent === 0 ? sign * fraction * 2 ** (1 - bias) + 0 : sign * (1 + fraction) * 2 ** (exponent - bias);
};

const floatLayout = (bits: number, width: number, predictor: 1 | 3 = 1): BlockLayout =>
  blockLayout({ width, height: 1, kind: "float", bits, predictor });

const float24s = [
  ...Array.from({ length: 40 }, (_, i) => i),
  ...Array.from({ length: 256 }, (_, i) => (i << 16) | ((i * 257 * 7) & 0xffff)),
  ...[0x7f0000, 0x7f0001, 0xff0000, 0x800000, 0x800001, 0x00ffff, 0x7effff, 0xfeffff],
];

const bytesOf24 = (words: readonly number[], littleEndian: boolean): Uint8Array =>
  Uint8Array.from(
    words.flatMap((word) => {
      const [high, middle, low] = [word >> 16, (word >> 8) & 255, word & 255];
      return littleEndian ? [low, middle, high] : [high, middle, low];
    }),
  );

describe("copyRows", () => {
  it("scales integers in double arithmetic and hides nodata, however many lanes it takes at a time", () => {
    const types = [Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array] as const;
    const factor = fc.constantFrom([1, 0], [0.0001, -0.1], [2, 0], [1, -3.5], [1e-3, 1e6]);
    const nodata = fc.oneof(
      fc.integer({ min: -3, max: 3 }),
      fc.constantFrom(0.5, NaN, 255, -32768, 65535, 65536, 2 ** 31),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer()), { minLength: 1, maxLength: 40 }),
        factor,
        fc.array(nodata, { maxLength: 2 }),
        fc.nat(),
        (type, list, [scale, offset], hidden, place) => {
          const stored = type.from(list);
          const kind = type.name.startsWith("U") ? "uint" : "int";
          const layout = blockLayout({ width: list.length, height: 1, kind, bits: stored.BYTES_PER_ELEMENT * 8 });
          const firstCol = place % list.length;
          const expected = Array.from(stored, (value) =>
            hidden.includes(value) ? NaN : Math.fround(value * scale! + offset!) + 0,
          ).slice(firstCol);
          const read = { firstCol, scale: scale!, offset: offset!, nodata: hidden };
          expect(valuesOf(new Uint8Array(stored.buffer), layout, read)).to.deep.equal(expected);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("reads samples of 1 to 31 bits as a naive reader does, from any column and sample", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 31 }).filter((bits) => ![8, 16, 24].includes(bits)),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 3 }),
        fc.nat(),
        fc.boolean(),
        fc.infiniteStream(fc.nat(255)),
        (bits, samples, width, height, place, littleEndian, stream) => {
          const layout = blockLayout({ width, height, samples, bits });
          const bytes = Uint8Array.from(stream.take(height * Math.ceil((width * samples * bits) / 8)));
          const read = { littleEndian, sample: place % samples, firstCol: place % width };
          expect(valuesOf(bytes, layout, read)).to.deep.equal(naive(bytes, layout, read));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("reads integers of 24 bits as GDAL 3.6 writes them: against the file's byte order", () => {
    const layout = blockLayout({ width: 2, height: 1, bits: 24 });
    expect(valuesOf(Uint8Array.of(0, 1, 2, 0, 0, 3), layout)).to.deep.equal([258, 3]);
    expect(valuesOf(Uint8Array.of(2, 1, 0, 3, 0, 0), layout, { littleEndian: false })).to.deep.equal([258, 3]);
  });

  it("reads every half float exactly", () => {
    const words = Uint16Array.from({ length: 2 ** 16 }, (_, i) => i);
    const expected = Array.from(words, (word) => floatOf(word, 5, 10));
    expect(valuesOf(new Uint8Array(words.buffer), floatLayout(16, words.length))).to.deep.equal(expected);
  });

  it("reads floats of 24 bits exactly, in either byte order and by significance", () => {
    const expected = float24s.map((word) => floatOf(word, 7, 16));
    const { length } = float24s;
    for (const littleEndian of [true, false]) {
      const bytes = bytesOf24(float24s, littleEndian);
      expect(valuesOf(bytes, floatLayout(24, length), { littleEndian })).to.deep.equal(expected);
      const planes = [16, 8, 0].flatMap((shift) => float24s.map((word) => (word >> shift) & 255));
      const differences = Uint8Array.from(planes, (byte, i) => byte - (planes[i - 1] ?? 0));
      expect(valuesOf(differences, floatLayout(24, length, 3), { littleEndian })).to.deep.equal(expected);
    }
  });
});
