import { deflateSync, zstdCompressSync } from "node:zlib";

import { expect } from "chai";
import fc from "fast-check";

import { decodeBlock } from "../../../oracle/scenes/decode-block.ts";
import { lzwExactly } from "../../../oracle/scenes/lzw.ts";
import { inflateExactly, zstdExactly } from "../../../oracle/scenes/native-inflate.ts";
import { packBitsExactly } from "../../../oracle/scenes/pack-bits.ts";
import type { TiffLayout } from "../../../oracle/scenes/tiff-layout.ts";

/** TIFF 6.0 section 13's encoder, by the book. */
const lzwEncode = (bytes: Uint8Array): Uint8Array => {
  const out: number[] = [];
  let buffer = 0;
  let bits = 0;
  let table = new Map<string, number>();
  let width = 9;
  let next = 258;
  const emit = (code: number): void => {
    buffer = (buffer << width) | code;
    bits += width;
    while (bits >= 8) {
      bits -= 8;
      out.push((buffer >> bits) & 255);
      buffer &= (1 << bits) - 1;
    }
  };
  const codeOf = (text: string): number => (text.length === 1 ? text.charCodeAt(0) : (table.get(text) as number));
  emit(256);
  let text = "";
  for (const byte of bytes) {
    const longer = text + String.fromCharCode(byte);
    if (longer.length === 1 || table.has(longer)) {
      text = longer;
      continue;
    }
    emit(codeOf(text));
    table.set(longer, next);
    next += 1;
    if (next === 511 || next === 1023 || next === 2047) width += 1;
    if (next === 4094) {
      emit(256);
      table = new Map();
      width = 9;
      next = 258;
    }
    text = String.fromCharCode(byte);
  }
  if (text !== "") emit(codeOf(text));
  emit(257);
  if (bits > 0) out.push((buffer << (8 - bits)) & 255);
  return Uint8Array.from(out);
};

const bytesOf = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  fc.array(fc.constantFrom(0, 1, 7), { maxLength: 30_000 }).map((list) => Uint8Array.from(list)),
);

const CODECS = [
  { name: "inflateExactly", pack: deflateSync, unpack: inflateExactly },
  { name: "zstdExactly", pack: zstdCompressSync, unpack: zstdExactly },
] as const;

for (const { name, pack, unpack } of CODECS) {
  describe(name, () => {
    it("gives back what was packed, and nothing where the size is wrong or bytes are missing", async () => {
      await fc.assert(
        fc.asyncProperty(
          bytesOf.filter(({ length }) => length > 1),
          async (bytes) => {
            const stored = new Uint8Array(pack(bytes));
            expect(await unpack(stored, bytes.length)).to.deep.equal(bytes);
            expect(await unpack(stored, bytes.length + 1)).to.equal(undefined);
            expect(await unpack(stored, bytes.length - 1)).to.equal(undefined);
            expect(await unpack(stored.slice(0, -1), bytes.length)).to.equal(undefined);
          },
        ),
        { numRuns: 200 },
      );
    });

    it("never throws, and never gives another size, on any bytes", async () => {
      await fc.assert(
        fc.asyncProperty(bytesOf, fc.nat(5000), fc.nat(), fc.nat(255), async (bytes, size, where, bits) => {
          const bent = new Uint8Array(pack(bytes));
          bent[where % bent.length] = (bent[where % bent.length] as number) ^ bits;
          expect((await unpack(bent, size + 1))?.length ?? size + 1).to.equal(size + 1);
        }),
      );
    });

    it("stops soon at a bomb", async () => {
      const bomb = new Uint8Array(pack(Buffer.alloc(100_000_000)));
      const before = Date.now();
      expect(await unpack(bomb, 1000)).to.equal(undefined);
      expect(Date.now() - before).to.be.below(5000);
    });
  });
}

it("inflateExactly gives nothing where a checksum is wrong", async () => {
  await fc.assert(
    fc.asyncProperty(
      bytesOf.filter(({ length }) => length > 0),
      fc.nat(),
      async (bytes, where) => {
        const stored = new Uint8Array(deflateSync(bytes));
        const last = stored.slice();
        last[last.length - 1 - (where % 4)] = (last[last.length - 1 - (where % 4)] as number) ^ 1;
        expect(await inflateExactly(last, bytes.length)).to.equal(undefined);
        const bent = stored.slice();
        bent[2 + (where % (bent.length - 2))] = (bent[2 + (where % (bent.length - 2))] as number) ^ (1 << (where % 8));
        const got = await inflateExactly(bent, bytes.length);
        if (got !== undefined) expect(got).to.deep.equal(bytes);
      },
    ),
    { numRuns: 200 },
  );
});

describe("packBitsExactly", () => {
  it("gives the example of TIFF 6.0, page 42, and passes over the header that stands for nothing", () => {
    const packed = [0xfe, 0xaa, 0x02, 0x80, 0x00, 0x2a, 0xfd, 0xaa, 0x03, 0x80, 0x00, 0x2a, 0x22, 0xf7, 0xaa];
    const plain = [
      ...[0xaa, 0xaa, 0xaa, 0x80, 0x00, 0x2a, 0xaa, 0xaa, 0xaa, 0xaa, 0x80, 0x00],
      ...[0x2a, 0x22, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa],
    ];
    expect([...(packBitsExactly(Uint8Array.from(packed), 24) ?? [])]).to.deep.equal(plain);
    expect([...(packBitsExactly(Uint8Array.from([0x80, ...packed]), 24) ?? [])]).to.deep.equal(plain);
    expect(packBitsExactly(Uint8Array.from(packed), 23)).to.equal(undefined);
    expect(packBitsExactly(Uint8Array.from(packed), 25)).to.equal(undefined);
  });

  it("never throws, and never gives another size, on any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(5000), (bytes, size) => {
        expect(packBitsExactly(bytes, size)?.length ?? size).to.equal(size);
      }),
    );
  });
});

describe("lzwExactly", () => {
  it("gives back what was encoded", () => {
    fc.assert(
      fc.property(bytesOf, (bytes) => {
        expect(lzwExactly(lzwEncode(bytes), bytes.length)).to.deep.equal(bytes);
      }),
      { numRuns: 200 },
    );
  });

  it("never throws, and never gives another size, on any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(5000), (bytes, size) => {
        expect(lzwExactly(bytes, size)?.length ?? size).to.equal(size);
      }),
    );
  });
});

describe("decodeBlock", () => {
  const layout: TiffLayout = {
    width: 5,
    height: 3,
    samples: 2,
    bytesPerSample: 4,
    kind: "float",
    compression: 1,
    predictor: 1,
    planar: false,
    tiled: false,
    blockWidth: 5,
    blockHeight: 3,
    blocksAcross: 1,
    blocksDown: 1,
    offsets: [8],
    byteCounts: [120],
  };

  /** The predictors, forward. */
  const predict = (
    plain: Uint8Array,
    rowBytes: number,
    predictor: 2 | 3,
    width: 2 | 4,
    stride: number,
    little: boolean,
  ): Uint8Array => {
    const out = plain.slice();
    for (let top = 0; top < out.length; top += rowBytes) {
      const row = out.subarray(top, top + rowBytes);
      const view = new DataView(out.buffer, top, rowBytes);
      const count = rowBytes / width;
      if (predictor === 3) {
        const source = row.slice();
        for (let i = 0; i < count; i += 1)
          for (let b = 0; b < width; b += 1)
            row[b * count + i] = source[i * width + (little ? width - 1 - b : b)] as number;
        for (let i = rowBytes - 1; i >= stride; i -= 1) row[i] = (row[i] as number) - (row[i - stride] as number);
      } else {
        for (let i = count - 1; i >= stride; i -= 1) {
          if (width === 2)
            view.setUint16(i * 2, view.getUint16(i * 2, little) - view.getUint16((i - stride) * 2, little), little);
          else view.setUint32(i * 4, view.getUint32(i * 4, little) - view.getUint32((i - stride) * 4, little), little);
        }
      }
    }
    return out;
  };

  for (const little of [true, false]) {
    it(`undoes predictors in ${little ? "little" : "big"}-endian files`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ minLength: 120, maxLength: 120 }), async (plain) => {
          expect(
            await decodeBlock({ ...layout, predictor: 3 }, predict(plain, 40, 3, 4, 2, little), 3, little),
          ).to.deep.equal(plain);
          const integers: TiffLayout = { ...layout, kind: "uint", predictor: 2 };
          expect(await decodeBlock(integers, predict(plain, 40, 2, 4, 2, little), 3, little)).to.deep.equal(plain);
          const shorts = plain.slice(0, 60);
          expect(
            await decodeBlock({ ...integers, bytesPerSample: 2 }, predict(shorts, 20, 2, 2, 2, little), 3, little),
          ).to.deep.equal(shorts);
        }),
      );
    });
  }

  it("tells a block that is too short", async () => {
    expect(await decodeBlock(layout, new Uint8Array(119), 3, true)).to.equal(undefined);
  });
});
