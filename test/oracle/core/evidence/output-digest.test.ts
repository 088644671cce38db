import { createHash } from "node:crypto";

import { expect } from "chai";

import { outputDigest } from "../../../../oracle/core/evidence/output-digest.ts";
import type { Layer } from "../../../../oracle/core/raster/layer.ts";
import { ipccScheme } from "../../../../oracle/core/services/paddy/ipcc-scheme.ts";
import { lookAtPaddy } from "../../../../oracle/core/services/paddy/look.ts";
import { planPaddy } from "../../../../oracle/core/services/paddy/plan.ts";
import type { Measurement } from "../../../../oracle/core/services/common/outcome.ts";
import { layerOf, rowsOf } from "../../../helpers/layers.ts";
import { farmOf, lookAt, multiple, plots, readingsOf } from "../services/paddy/farm.ts";
import { evidenceError, noise } from "./samples.ts";

const layer = (name: string, values: readonly number[]): Layer =>
  layerOf([values.length, 1], (col) => values[col]!, { name });

/** Int32 noise over a grid. */
const noisyLayer = (name: string, width: number, height: number, seed: number): Layer => {
  const bytes = noise(4 * width * height, seed);
  const values = Int32Array.from({ length: width * height }, (_, i) => new DataView(bytes.buffer).getInt32(4 * i));
  return layerOf([width, height], () => 0, { name, rows: rowsOf({ width }, values) });
};

const sample = (rest: Partial<Measurement> = {}): Measurement => ({
  kind: "measurement",
  refused: [],
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
  it("is the sha-256 of the layout that it states, written down by hand", async () => {
    const int64 = (value: bigint) => { const b = Buffer.alloc(8); b.writeBigInt64BE(value); return b; }; // prettier-ignore
    const int32 = (value: number) => { const b = Buffer.alloc(4); b.writeInt32BE(value); return b; }; // prettier-ignore
    const bytes = Buffer.concat([
      Buffer.from("sixfold-output/2\0"),
      ...[int32(11), Buffer.from("measurement")],
      ...[10n, 3n, 2n, 1n, 100n, 90n].map(int64),
      int32(2),
      ...[int32(1), Buffer.from("a"), int32(1), int32(1), int32(3)],
      ...[int32(1), Buffer.from("b"), int32(2), int32(1), int32(1), int32(-2)],
    ]);
    expect(await outputDigest(sample())).to.equal(`0x${createHash("sha256").update(bytes).digest("hex")}`);
  });

  it("does not depend on the order of layers or on diagnostics", async () => {
    const other = sample({ layers: [...sample().layers].reverse(), diagnostics: { note: "other" } });
    expect(await outputDigest(other)).to.equal(await outputDigest(sample()));
  });

  it("depends on every amount and every pixel", async () => {
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
    const digests = await Promise.all([{}, ...changes].map((change) => outputDigest(sample(change))));
    expect(new Set(digests).size).to.equal(digests.length);
  });

  it("test_L13_is_what_it_was_when_its_layout_was_fixed", async () => {
    const layers = [
      noisyLayer("wide", 1100, 3, 1),
      noisyLayer("tall", 2, 900, 2),
      noisyLayer("one", 1, 1, 3),
      noisyLayer("naïve", 333, 217, 4),
    ];
    const none = await outputDigest(sample({ baselineKg: -3n, layers: [] }));
    expect(none).to.equal("0x9c89aa45fbedd5b5ad06bba46bf4f5ceeba31051887f4de19033fd14a2d31f21");
    const noisy = await outputDigest(sample({ baselineKg: -3n, layers }));
    expect(noisy).to.equal("0xdefe1924b067351069a77213bed09971437f6af4f09fb5848d9b3bea6334d214");

    const farm = farmOf(plots(multiple, []));
    const plan = planPaddy(farm);
    const paddy = lookAt(lookAtPaddy(ipccScheme, { ...farm, plan }), readingsOf(farm, plan));
    expect(await outputDigest(paddy)).to.equal("0xddb745cb972f5bded5b7cb20ee2436459353e7aeb3063fda59035df1c843825d");
  });

  it("does not depend on how many rows a strip holds", async () => {
    // 1,200 rows of 1,000 px are more than one strip, the last of them shorter.
    const layers = [layerOf([1000, 1200], (col, row) => col * row)];
    const bytes = Buffer.alloc(1000 * 1200 * 4);
    for (let i = 0; i < 1000 * 1200; i += 1) bytes.writeInt32BE((i % 1000) * Math.floor(i / 1000), 4 * i);
    const head = Buffer.alloc(17 + 15 + 48 + 4 + 4 + 4 + 8);
    head.write("sixfold-output/2\0");
    head.writeUInt32BE(11, 17);
    head.write("measurement", 21);
    [10n, 3n, 2n, 1n, 100n, 90n].forEach((amount, i) => head.writeBigInt64BE(amount, 32 + 8 * i));
    head.writeUInt32BE(1, 80);
    head.writeUInt32BE(4, 84);
    head.write("made", 88);
    head.writeUInt32BE(1000, 92);
    head.writeUInt32BE(1200, 96);
    const wanted = createHash("sha256").update(head).update(bytes).digest("hex");
    expect(await outputDigest(sample({ layers }))).to.equal(`0x${wanted}`);
  });

  it("refuses an amount outside 64 bits, a name used twice and a layer of another size", async () => {
    for (const change of [{ measuredKg: 2n ** 63n }, { layers: [layer("a", [1]), layer("a", [2])] }])
      expect((await evidenceError(() => outputDigest(sample(change)))).code).to.equal("EVIDENCE_OUTPUT_INVALID");
    const narrow = { ...layer("a", [1]), rows: () => Int32Array.from([1, 2]) };
    expect((await evidenceError(() => outputDigest(sample({ layers: [narrow] })))).code).to.equal("RASTER_ROWS");
  });
});
