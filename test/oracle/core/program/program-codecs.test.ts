import { constants, zstdCompressSync } from "node:zlib";

import { expect } from "chai";
import fc from "fast-check";

import { programCodecs } from "../../../../oracle/core/program/program-codecs.ts";
import { nodeCodecs } from "../../../helpers/node-codecs.ts";
import { noise } from "../evidence/samples.ts";

const browser = await programCodecs();

const bytesOf = fc.oneof(
  fc.uint8Array({ minLength: 2, maxLength: 3000 }),
  fc.array(fc.constantFrom(0, 1, 7), { minLength: 2, maxLength: 30_000 }).map((list) => Uint8Array.from(list)),
);

const withChecksum = (bytes: Uint8Array) => zstdCompressSync(bytes, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });

const CODECS = [
  { title: "unzstd", pack: (bytes: Uint8Array) => zstdCompressSync(bytes) },
  { title: "unzstd with a checksum", pack: withChecksum },
] as const;

describe("program/codecs", () => {
  for (const { title, pack } of CODECS) {
    const same = (stored: Uint8Array, size: number): void => {
      const [ours, theirs] = [browser.unzstd(stored, size), nodeCodecs.unzstd(stored, size)];
      expect(ours === undefined).to.equal(theirs === undefined);
      if (ours !== undefined) expect(Uint8Array.from(ours)).to.deep.equal(Uint8Array.from(theirs!));
    };

    it(`${title}: unpacks and refuses what Node does`, () => {
      fc.assert(
        fc.property(bytesOf, fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, where, bits) => {
          const stored = new Uint8Array(pack(bytes));
          expect(Uint8Array.from(browser.unzstd(stored, bytes.length)!)).to.deep.equal(bytes);
          expect(Uint8Array.from(browser.unzstd(stored, bytes.length + 1)!)).to.deep.equal(bytes);
          expect(browser.unzstd(stored, bytes.length - 1)).to.equal(undefined);
          same(stored.subarray(0, where % stored.length), bytes.length);
          const bent = stored.slice();
          bent[where % bent.length]! ^= bits;
          same(bent, bytes.length);
        }),
        { numRuns: 300 },
      );
    });

    it(`${title}: takes the first frame and nothing else, as Node does`, () => {
      const skippable = Uint8Array.from([0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9]);
      const parts = fc.oneof(
        bytesOf.map((bytes) => new Uint8Array(pack(bytes))),
        fc.constant(skippable),
        fc.uint8Array(),
      );
      fc.assert(
        fc.property(fc.array(parts, { maxLength: 3 }), fc.nat(4000), (several, size) => {
          const stored = Uint8Array.from(several.flatMap((part) => [...part]));
          same(stored, 1 + size);
        }),
      );
      const first = noise(500);
      const stored = Uint8Array.from([...pack(first), ...pack(first), 7]);
      expect(browser.unzstd(stored, 500)).to.deep.equal(first);
      expect(browser.unzstd(stored, 1000)).to.deep.equal(first);
      expect(browser.unzstd(stored, 499)).to.equal(undefined);
      expect(browser.unzstd(Uint8Array.from([...skippable, ...pack(first)]), 500)).to.equal(undefined);
    });

    it(`${title}: keeps nothing of a bomb`, () => {
      expect(browser.unzstd(new Uint8Array(pack(new Uint8Array(20_000_000))), 1000)).to.equal(undefined);
    });
  }
});
