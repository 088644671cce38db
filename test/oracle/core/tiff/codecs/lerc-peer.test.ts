import { expect } from "chai";

import { programCodecs } from "../../../../../oracle/core/program/program-codecs.ts";
import { unpackedBytes, unpackedForm } from "../../../../../oracle/core/tiff/block-layout.ts";
import { lercHeader } from "../../../../../oracle/core/tiff/codecs/lerc-header.ts";
import { unpackLerc } from "../../../../../oracle/core/tiff/codecs/lerc.ts";
import { seededRandom } from "../../../../../oracle/core/uncertainty/random.ts";
import { createCore } from "../../../../../oracle/core/wasm/core.ts";
import { blockLayout } from "../../../../helpers/block-layout.ts";
import { joined, mended } from "../../../../helpers/lerc-blob.ts";
import { LERC_HEIGHT, LERC_WIDTH, lercCases, liblerc } from "../../../../helpers/liblerc.ts";
import type { LercCase } from "../../../../helpers/liblerc.ts";
import { skipWithout } from "../../../../helpers/skip-without.ts";

const codecs = await programCodecs();

/** How the first blob of a case stores its pixels. */
const wayOf = ({ blobs, bits }: LercCase): string => {
  const { dims, valid, zMin, zMax, type, maxZError } = lercHeader(blobs, 0)!;
  const view = new DataView(blobs.buffer);
  const ranges = 70 + view.getInt32(66, true);
  const size = (dims * bits) / 8;
  if (valid === 0) return "none";
  if (zMin === zMax) return "flat";
  const [least, most] = [blobs.subarray(ranges, ranges + size), blobs.subarray(ranges + size, ranges + 2 * size)];
  if (least.every((byte, i) => byte === most[i])) return "layers";
  const body = ranges + 2 * size;
  if (blobs[body] !== 0) return "raw";
  if (type > 1 || maxZError !== 0.5) return "tiles";
  return ["tiles of bytes", "deltas", "codes"][blobs[body + 1]!]!;
};

const GUARD_BYTES = 64;
const random = seededRandom(7n);
const below = (count: number): number => Math.floor(random() * count);

/** The blobs with a few bytes of the first changed, which still has a right checksum. */
const bent = ({ blobs }: LercCase): Uint8Array => {
  const { bytes } = lercHeader(blobs, 0)!;
  const first = blobs.slice(0, bytes);
  // Mostly where counts and flags are; the header's own fields are held against the block elsewhere.
  for (let i = below(4); i >= 0; i -= 1)
    first[66 + below(below(2) === 0 ? Math.min(60, bytes - 66) : bytes - 66)] = below(256);
  return joined(mended(first), blobs.subarray(bytes));
};

describe("LERC, against liblerc", function () {
  this.timeout(60_000);
  const core = createCore(2 ** 24);
  let cases: readonly LercCase[];
  before(function () {
    skipWithout(this, liblerc);
    cases = lercCases();
  });

  /** Unpacks between guards, which must stand. */
  const unpack = ({ kind, bits, samples }: LercCase, blobs: Uint8Array): Float32Array | Float64Array | string => {
    const layout = blockLayout({ kind, bits, samples, width: LERC_WIDTH, height: LERC_HEIGHT, compression: 34887 });
    const mark = core.mark();
    const size = unpackedBytes(layout, LERC_HEIGHT);
    const before = core.alloc(GUARD_BYTES);
    const to = core.alloc(size);
    const after = core.alloc(GUARD_BYTES);
    for (const guard of [before, after]) core.u8(guard, GUARD_BYTES).fill(0xa5);
    const broken = unpackLerc(core, blobs, to, layout, LERC_HEIGHT, codecs);
    for (const guard of [before, after])
      expect(core.u8(guard, GUARD_BYTES).every((byte) => byte === 0xa5)).to.equal(true);
    core.release(mark);
    const values = LERC_WIDTH * LERC_HEIGHT * samples;
    return broken ?? (unpackedForm(layout).bits === 32 ? core.f32(to, values) : core.f64(to, values));
  };

  it("reads every type, mask, error and way of storing as liblerc does, and nothing cut short", () => {
    const ways = new Set<string>();
    for (const one of cases) {
      const got = unpack(one, one.blobs);
      if (typeof got === "string") throw new TypeError(`${one.name}: ${got}`);
      const wrong = one.values.findIndex((value, i) => !Object.is(value, got[i]) && value !== got[i]);
      expect(wrong < 0 ? [] : [wrong, one.values[wrong], got[wrong]], one.name).to.deep.equal([]);
      expect(unpack(one, one.blobs.slice(0, -1)), one.name).to.be.a("string");
      ways.add(wayOf(one));
    }
    expect(cases.length).to.be.above(800);
    expect([...ways].sort()).to.deep.equal([
      ...["codes", "deltas", "flat", "layers", "none", "raw", "tiles", "tiles of bytes"],
    ]);
  });

  it("never writes beside its block, whatever bytes have a right checksum", () => {
    let refused = 0;
    for (const one of cases)
      for (let i = 0; i < 4; i += 1) refused += typeof unpack(one, bent(one)) === "string" ? 1 : 0;
    expect(refused).to.be.within(cases.length / 2, 3.5 * cases.length);
  });
});
