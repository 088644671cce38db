import { zstdCompressSync } from "node:zlib";

import { expect } from "chai";
import fc from "fast-check";

import { nodeCodecs } from "../../../../oracle/engine/node-codecs.ts";
import { lzwExactly } from "../../../../oracle/raster/codecs/lzw.ts";
import { packBitsExactly } from "../../../../oracle/raster/codecs/pack-bits.ts";
import { lzwEncode } from "../../../helpers/lzw-encode.ts";

const { unzstd } = nodeCodecs;

const bytesOf = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  fc.array(fc.constantFrom(0, 1, 7), { maxLength: 30_000 }).map((list) => Uint8Array.from(list)),
);

describe("unzstd", () => {
  it("gives back what was packed, and nothing where the size is wrong or bytes are missing", () => {
    fc.assert(
      fc.property(
        bytesOf.filter(({ length }) => length > 1),
        (bytes) => {
          const stored = new Uint8Array(zstdCompressSync(bytes));
          expect(Uint8Array.from(unzstd(stored, bytes.length) ?? [])).to.deep.equal(bytes);
          expect(unzstd(stored, bytes.length + 1)).to.equal(undefined);
          expect(unzstd(stored, bytes.length - 1)).to.equal(undefined);
          expect(unzstd(stored.slice(0, -1), bytes.length)).to.equal(undefined);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("never throws, and never gives another size, on any bytes", () => {
    fc.assert(
      fc.property(bytesOf, fc.nat(5000), fc.nat(), fc.nat(255), (bytes, size, where, bits) => {
        const bent = new Uint8Array(zstdCompressSync(bytes));
        bent[where % bent.length] = (bent[where % bent.length] as number) ^ bits;
        expect(unzstd(bent, size + 1)?.length ?? size + 1).to.equal(size + 1);
      }),
    );
  });

  it("gives nothing for a bomb", () => {
    expect(unzstd(new Uint8Array(zstdCompressSync(Buffer.alloc(100_000_000))), 1000)).to.equal(undefined);
  });
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
