import { expect } from "chai";
import { createHash } from "node:crypto";

import { outputDigest } from "../../../oracle/evidence/output-digest.ts";
import type { Layer, Measurement } from "../../../oracle/services/types.ts";
import { evidenceError } from "./samples.ts";

const layer = (name: string, values: readonly number[]): Layer => ({
  name,
  grid: { epsg: 4326, width: values.length, height: 1, originX: 0, originY: 0, pixelWidth: 1, pixelHeight: 1 },
  values: Int32Array.from(values),
  nodata: -1,
  unit: "1",
  scale: 1,
});

const sample = (rest: Partial<Measurement> = {}): Measurement => ({
  measuredKg: 10n,
  baselineKg: 3n,
  leakageKg: 2n,
  halfWidthKg: 1n,
  claimedM2: 100n,
  observedM2: 90n,
  layers: [layer("b", [1, -2]), layer("a", [3])],
  diagnostics: null,
  ...rest,
});

describe("evidence/output-digest", () => {
  it("is the sha-256 of the layout that it states, written down by hand", () => {
    const int64 = (value: bigint) => { const b = Buffer.alloc(8); b.writeBigInt64BE(value); return b; }; // prettier-ignore
    const int32 = (value: number) => { const b = Buffer.alloc(4); b.writeInt32BE(value); return b; }; // prettier-ignore
    const bytes = Buffer.concat([
      Buffer.from("sixfold-output/1\0"),
      ...[10n, 3n, 2n, 1n, 100n, 90n].map(int64),
      int32(2),
      ...[int32(1), Buffer.from("a"), int32(1), int32(1), int32(3)],
      ...[int32(1), Buffer.from("b"), int32(2), int32(1), int32(1), int32(-2)],
    ]);
    expect(outputDigest(sample())).to.equal(`0x${createHash("sha256").update(bytes).digest("hex")}`);
  });

  it("does not depend on the order of layers or on diagnostics", () => {
    const other = sample({ layers: [...sample().layers].reverse(), diagnostics: { note: "other" } });
    expect(outputDigest(other)).to.equal(outputDigest(sample()));
  });

  it("depends on every amount and every pixel", () => {
    const changes: Partial<Measurement>[] = [
      { measuredKg: 11n },
      { measuredKg: -10n },
      { baselineKg: 4n },
      { leakageKg: 3n },
      { halfWidthKg: 2n },
      { claimedM2: 101n },
      { observedM2: 91n },
      { layers: [layer("b", [1, -3]), layer("a", [3])] },
      { layers: [layer("b", [1, -2]), layer("c", [3])] },
      { layers: [layer("b", [1, -2])] },
    ];
    const digests = [{}, ...changes].map((change) => outputDigest(sample(change)));
    expect(new Set(digests).size).to.equal(digests.length);
  });

  it("refuses an amount outside 64 bits, a name used twice and a layer of another size", async () => {
    const narrow = { ...layer("a", [1]), values: Int32Array.from([1, 2]) };
    for (const change of [
      { measuredKg: 2n ** 63n },
      { layers: [layer("a", [1]), layer("a", [2])] },
      { layers: [narrow] },
    ])
      expect((await evidenceError(() => outputDigest(sample(change)))).code).to.equal("EVIDENCE_OUTPUT_INVALID");
  });
});
