import { zstdCompressSync } from "node:zlib";

import { expect } from "chai";
import fc from "fast-check";

import { nodeCodecs } from "../../../oracle/engine/node-codecs.ts";

const { unzstd } = nodeCodecs;

const bytesOf = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  fc.array(fc.constantFrom(0, 1, 7), { maxLength: 30_000 }).map((list) => Uint8Array.from(list)),
);

describe("unzstd", () => {
  it("gives back what was packed, and nothing where it is more than wanted or bytes are missing", () => {
    fc.assert(
      fc.property(
        bytesOf.filter(({ length }) => length > 1),
        (bytes) => {
          const stored = new Uint8Array(zstdCompressSync(bytes));
          expect(Uint8Array.from(unzstd(stored, bytes.length) ?? [])).to.deep.equal(bytes);
          expect(Uint8Array.from(unzstd(stored, bytes.length + 1) ?? [])).to.deep.equal(bytes);
          expect(unzstd(stored, bytes.length - 1)).to.equal(undefined);
          expect(unzstd(stored.slice(0, -1), bytes.length)).to.equal(undefined);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("never throws, and never gives more than is wanted, on any bytes", () => {
    fc.assert(
      fc.property(bytesOf, fc.nat(5000), fc.nat(), fc.nat(255), (bytes, size, where, bits) => {
        const bent = new Uint8Array(zstdCompressSync(bytes));
        bent[where % bent.length] = (bent[where % bent.length] as number) ^ bits;
        expect(unzstd(bent, size)?.length ?? 0).to.be.at.most(size);
      }),
    );
  });

  it("gives nothing for a bomb", () => {
    expect(unzstd(new Uint8Array(zstdCompressSync(Buffer.alloc(100_000_000))), 1000)).to.equal(undefined);
  });
});
