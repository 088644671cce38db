import { sha256, type Hex } from "viem";

import { EvidenceError } from "../errors.ts";
import type { Measurement } from "../services/types.ts";

const DOMAIN = "sixfold-output/1\0";
const AMOUNTS = ["measuredKg", "baselineKg", "leakageKg", "halfWidthKg", "claimedM2", "observedM2"] as const;

const refuse = (field: string, value: unknown, rule: string): never => {
  throw new EvidenceError({ code: "EVIDENCE_OUTPUT_INVALID", failure: "check", field, value, rule });
};

/**
 * The sha-256 of what was measured, and of nothing that depends on how a file is encoded. Layout, big-endian:
 * the ASCII text `sixfold-output/1` and a zero byte; measuredKg, baselineKg, leakageKg, halfWidthKg, claimedM2 and
 * observedM2 as int64 (two's complement); the number of layers as uint32; then each layer in ascending order of name:
 * length of the UTF-8 name (uint32), name, width (uint32), height (uint32), width * height row-major int32 values.
 * @throws EvidenceError `EVIDENCE_OUTPUT_INVALID` for an amount outside int64, a name used twice, a layer of wrong length
 */
export const outputDigest = (measurement: Omit<Measurement, "diagnostics">): Hex => {
  const layers = [...measurement.layers].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const names = layers.map(({ name }) => new TextEncoder().encode(name));
  layers.forEach(({ name, grid, values }, i) => {
    if (name === layers[i - 1]?.name) refuse("layers", name, "must have a name of its own");
    if (values.length !== grid.width * grid.height)
      refuse(`layers/${name}`, values.length, `must hold width * height = ${grid.width * grid.height} values`);
  });

  const size = layers.reduce(
    (sum, { values }, i) => sum + 12 + names[i]!.length + 4 * values.length,
    DOMAIN.length + 8 * AMOUNTS.length + 4,
  );
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(DOMAIN));
  let at = DOMAIN.length;
  for (const amount of AMOUNTS) {
    const value = measurement[amount];
    if (BigInt.asIntN(64, value) !== value) refuse(amount, value, "must fit a signed 64-bit integer");
    view.setBigInt64(at, value);
    at += 8;
  }
  view.setUint32(at, layers.length);
  at += 4;
  layers.forEach(({ grid, values }, i) => {
    view.setUint32(at, names[i]!.length);
    bytes.set(names[i]!, at + 4);
    at += 4 + names[i]!.length;
    view.setUint32(at, grid.width);
    view.setUint32(at + 4, grid.height);
    at += 8;
    for (const value of values) {
      view.setInt32(at, value);
      at += 4;
    }
  });
  return sha256(bytes);
};
