import { expect } from "chai";
import fc from "fast-check";

import { withStored } from "../../../../../oracle/core/tiff/codecs/with-stored.ts";
import { createCore } from "../../../../../oracle/core/wasm/core.ts";
import { lzwEncode } from "../../../../helpers/lzw-encode.ts";

const core = createCore(2 ** 22);
const GUARD = 0xa5;

/** Decodes between guards, which must stand. */
const unpack = (codec: "lzw" | "packBits", stored: Uint8Array, size: number): Uint8Array | undefined => {
  const mark = core.mark();
  const before = core.alloc(size + 64);
  core.u8(before, size + 64).fill(GUARD);
  const to = before + 16;
  const whole = withStored(core, stored, (from, length) => core.run[codec](from, length, to, size));
  const around = core.u8(before, size + 64);
  expect([...around.subarray(0, 16), ...around.subarray(16 + size)].every((byte) => byte === GUARD)).to.equal(true);
  core.release(mark);
  return whole === 1 ? around.slice(16, 16 + size) : undefined;
};

const bytesOf = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  fc.array(fc.constantFrom(0, 1, 7), { maxLength: 30_000 }).map((list) => Uint8Array.from(list)),
);
const some = bytesOf.filter(({ length }) => length > 1);

describe("packBits", () => {
  const packed = [0xfe, 0xaa, 0x02, 0x80, 0x00, 0x2a, 0xfd, 0xaa, 0x03, 0x80, 0x00, 0x2a, 0x22, 0xf7, 0xaa];
  const plain = [
    ...[0xaa, 0xaa, 0xaa, 0x80, 0x00, 0x2a, 0xaa, 0xaa, 0xaa, 0xaa, 0x80, 0x00],
    ...[0x2a, 0x22, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa],
  ];
  const of = (bytes: readonly number[], size = 24): readonly number[] | undefined => {
    const got = unpack("packBits", Uint8Array.from(bytes), size);
    return got === undefined ? undefined : [...got];
  };

  it("gives the example of TIFF 6.0, page 42, and passes over the header that stands for nothing", () => {
    expect(of(packed)).to.deep.equal(plain);
    expect(of([0x80, ...packed])).to.deep.equal(plain);
    expect(of(packed, 23)).to.equal(undefined);
    expect(of(packed, 25)).to.equal(undefined);
  });

  it("takes a byte of padding, and nothing that decodes to more", () => {
    expect(of([...packed, 0x80])).to.deep.equal(plain);
    expect(of([...packed, 0])).to.deep.equal(plain);
    expect(of([...packed, 0, 0])).to.equal(undefined);
    expect(of([...packed, 0xff, 0])).to.equal(undefined);
  });

  it("refuses a run that is cut short", () => {
    expect(of(packed.slice(0, -1))).to.equal(undefined);
    expect(of([23, ...plain.slice(1)])).to.equal(undefined);
    expect(of([23, ...plain])).to.deep.equal(plain);
  });

  it("never writes beside its place, on any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(5000), (bytes, size) => {
        unpack("packBits", bytes, size);
      }),
    );
  });
});

describe("lzw", () => {
  it("gives back what was encoded, and nothing where the size is wrong or bytes are missing", () => {
    fc.assert(
      fc.property(some, (bytes) => {
        const stored = lzwEncode(bytes);
        expect(unpack("lzw", stored, bytes.length)).to.deep.equal(bytes);
        expect(unpack("lzw", stored, bytes.length + 1)).to.equal(undefined);
        expect(unpack("lzw", stored, bytes.length - 1)).to.equal(undefined);
        expect(unpack("lzw", stored.slice(0, -3), bytes.length)).to.equal(undefined);
      }),
      { numRuns: 200 },
    );
  });

  it("does without an end code", () => {
    // Clear, 7, 8 in nine bits each.
    expect(unpack("lzw", Uint8Array.from([0x80, 0x01, 0xc1, 0x00]), 2)).to.deep.equal(Uint8Array.from([7, 8]));
  });

  it("refuses what does not start with a clear code, as the reversed bits of old writers do not", () => {
    expect(unpack("lzw", Uint8Array.of(0x00, 0x01, 0x0e, 0x20, 0x20, 0x20), 2)).to.equal(undefined);
    expect(unpack("lzw", Uint8Array.of(0x80), 0)).to.equal(undefined);
  });

  it("takes the end code of the standard's encoder where codes grow by a bit just then", () => {
    for (let count = 250; count < 260; count += 1) {
      const bytes = Uint8Array.from({ length: count }, (_, i) => i);
      expect(unpack("lzw", Uint8Array.from([...lzwEncode(bytes), 0]), count), `${count}`).to.deep.equal(bytes);
    }
  });

  it("never writes beside its place, on any bytes", () => {
    fc.assert(
      fc.property(some, fc.nat(5000), fc.nat(), fc.nat(255), (bytes, size, where, bits) => {
        const bent = lzwEncode(bytes);
        bent[where % bent.length] = (bent[where % bent.length] as number) ^ bits;
        unpack("lzw", bent, size);
        unpack("lzw", bytes, size);
      }),
      { numRuns: 500 },
    );
  });
});
