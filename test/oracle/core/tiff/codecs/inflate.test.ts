import { constants, deflateRawSync, deflateSync, inflateRawSync, inflateSync } from "node:zlib";

import { expect } from "chai";
import fc from "fast-check";

import { inflate as inflateInto, INFLATE_SLACK_BYTES } from "../../../../../oracle/core/tiff/codecs/inflate.ts";
import { createCore } from "../../../../../oracle/core/wasm/core.ts";

const core = createCore(2 ** 28);

/** What it gives, where that is exactly `size` bytes. */
const inflate = (stored: Uint8Array, size: number): Uint8Array | undefined => {
  const mark = core.mark();
  const at = core.alloc(size + INFLATE_SLACK_BYTES);
  const bytes = inflateInto(core, stored, at, size) === size ? core.u8(at, size).slice() : undefined;
  core.release(mark);
  return bytes;
};

/** What zlib makes of it, where it gives exactly `size` bytes. */
const byZlib = (stored: Uint8Array, size: number): Uint8Array | undefined => {
  try {
    const bytes = inflateSync(stored, { maxOutputLength: Math.max(size, 1) });
    return bytes.length === size ? new Uint8Array(bytes) : undefined;
  } catch {
    return undefined;
  }
};

/** Noise, few letters, runs, differences of 16-bit samples, repeats from afar. */
const bytesOf = fc
  .tuple(fc.nat(4), fc.integer({ min: 0, max: 70_000 }), fc.integer({ min: 1, max: 256 }), fc.integer())
  .map(([kind, length, letters, seed]) => {
    let state = seed | 1;
    const random = (): number => {
      state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
      return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
    };
    const bytes = new Uint8Array(length);
    for (let i = 0; i < length; i += 1) {
      if (kind === 0) bytes[i] = random() * 256;
      else if (kind === 1) bytes[i] = random() ** 5 * letters;
      else if (kind === 2) bytes[i] = random() < 0.02 ? random() * 256 : (bytes[i - 1] as number);
      else if (kind === 3) bytes[i] = i & 1 ? (random() < 0.5 ? 0 : 255) : (random() + random()) * (letters / 2);
      else bytes[i] = random() < 0.1 || i < letters ? random() * 256 : (bytes[i - letters] as number);
    }
    return bytes;
  });

const optionsOf = fc.record({
  level: fc.constantFrom(0, 1, 6, 9),
  memLevel: fc.integer({ min: 1, max: 9 }),
  windowBits: fc.integer({ min: 9, max: 15 }),
  strategy: fc.constantFrom(
    constants.Z_DEFAULT_STRATEGY,
    constants.Z_FILTERED,
    constants.Z_HUFFMAN_ONLY,
    constants.Z_RLE,
    constants.Z_FIXED,
  ),
});

const adler32 = (bytes: Uint8Array): Uint8Array => {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return Uint8Array.of(b >> 8, b & 255, a >> 8, a & 255);
};

const HEADER = Uint8Array.of(0x78, 0x9c);

describe("inflate", function () {
  this.timeout(120_000);

  it("gives back what zlib packed, and nothing where the size is wrong or bytes are missing", () => {
    fc.assert(
      fc.property(bytesOf, optionsOf, fc.nat(), (bytes, options, cut) => {
        const stored = new Uint8Array(deflateSync(bytes, options));
        expect(Buffer.compare(inflate(stored, bytes.length) ?? new Uint8Array(1), bytes)).to.equal(0);
        expect(inflate(stored, bytes.length + 1)).to.equal(undefined);
        if (bytes.length > 0) expect(inflate(stored, bytes.length - 1)).to.equal(undefined);
        expect(inflate(stored.slice(0, cut % stored.length), bytes.length)).to.equal(undefined);
      }),
      { numRuns: 500 },
    );
  });

  it("takes and refuses what zlib does, bit by bit", () => {
    fc.assert(
      fc.property(bytesOf, optionsOf, fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), (bytes, options, flips) => {
        const bent = new Uint8Array(deflateSync(bytes.subarray(0, 3000), options));
        // Early bits are those of headers and codes, where most can go wrong.
        for (const flip of flips) {
          const bit = flip % (flip % 3 === 0 ? bent.length * 8 : Math.min(bent.length * 8, 600));
          bent[bit >> 3] = (bent[bit >> 3] as number) ^ (1 << (bit & 7));
        }
        const size = Math.min(bytes.length, 3000);
        expect(inflate(bent, size)).to.deep.equal(byZlib(bent, size));
      }),
      { numRuns: 2000 },
    );
  });

  it("decodes bent streams as zlib does, where their checksum is mended", () => {
    let decoded = 0;
    fc.assert(
      fc.property(bytesOf, optionsOf, fc.nat(), (bytes, { windowBits: _, ...options }, flip) => {
        const raw = new Uint8Array(deflateRawSync(bytes.subarray(0, 5000), options));
        raw[(flip >> 3) % raw.length] = (raw[(flip >> 3) % raw.length] as number) ^ (1 << (flip & 7));
        let plain: Uint8Array;
        let used: number;
        try {
          const { buffer, engine } = inflateRawSync(raw, { info: true }) as unknown as {
            buffer: Uint8Array;
            engine: { bytesWritten: number };
          };
          [plain, used] = [new Uint8Array(buffer), engine.bytesWritten];
        } catch {
          return;
        }
        decoded += 1;
        const stored = Buffer.concat([HEADER, raw.subarray(0, used), adler32(plain)]);
        expect(Buffer.compare(inflate(stored, plain.length) ?? new Uint8Array(1), plain)).to.equal(0);
      }),
      { numRuns: 2000 },
    );
    expect(decoded).to.be.above(500);
  });

  it("refuses another method, a dictionary and a header that fails its check", () => {
    const stored = new Uint8Array(deflateSync(Buffer.from("carbon")));
    expect(inflate(stored, 6)).to.deep.equal(new Uint8Array(Buffer.from("carbon")));
    for (const [cmf, flg] of [
      [0x79, 0x9c],
      [0x88, 0x1c],
      [0x78, 0x9d],
      [0x78, 0xbb],
      [0x77, 0x85],
    ] as const)
      expect(inflate(Uint8Array.of(cmf, flg, ...stored.subarray(2)), 6), `${cmf} ${flg}`).to.equal(undefined);
    expect(inflate(new Uint8Array(0), 0)).to.equal(undefined);
  });

  it("leaves what lies beside its room alone", () => {
    const bytes = new Uint8Array(1000).fill(7);
    const stored = new Uint8Array(deflateSync(bytes));
    const mark = core.mark();
    const before = core.alloc(64);
    core.u8(before, 64).fill(0xa5);
    const at = core.alloc(bytes.length + INFLATE_SLACK_BYTES);
    const after = core.alloc(64);
    core.u8(after, 64).fill(0x5a);
    expect(inflateInto(core, stored, at, bytes.length)).to.equal(bytes.length);
    expect(core.u8(before, 64).every((byte) => byte === 0xa5)).to.equal(true);
    expect(core.u8(after, 64).every((byte) => byte === 0x5a)).to.equal(true);
    core.release(mark);
  });

  it("gives nothing for a bomb, in the memory of what was asked for", () => {
    const small = createCore(2 ** 21);
    const at = small.alloc(1000 + INFLATE_SLACK_BYTES);
    expect(inflateInto(small, new Uint8Array(deflateSync(Buffer.alloc(100_000_000))), at, 1000)).to.equal(undefined);
  });
});
