import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, type Hex } from "viem";

import { EvidenceError } from "../errors.ts";
import { stripsOf } from "../raster/layer.ts";
import type { Measurement } from "../services/common/types.ts";

const DOMAIN = "sixfold-output/1\0";
const AMOUNTS = ["measuredKg", "baselineKg", "leakageKg", "halfWidthKg", "claimedM2", "observedM2"] as const;

const refuse = (field: string, value: unknown, rule: string): never => {
  throw new EvidenceError({ code: "EVIDENCE_OUTPUT_INVALID", failure: "check", field, value, rule });
};

/** Int32 values, big-endian. */
const encodeValues = (values: Int32Array): Uint8Array => {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  for (let i = 0; i < values.length; i += 1) view.setInt32(4 * i, values[i] as number);
  return new Uint8Array(view.buffer);
};

const encodeCounts = (...counts: readonly number[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(4 * counts.length));
  counts.forEach((count, i) => view.setUint32(4 * i, count));
  return new Uint8Array(view.buffer);
};

/**
 * The sha-256 of what was measured, and of nothing that depends on how a file is encoded. Layout, big-endian:
 * the ASCII text `sixfold-output/1` and a zero byte; measuredKg, baselineKg, leakageKg, halfWidthKg, claimedM2 and
 * observedM2 as int64 (two's complement); the number of layers as uint32; then each layer in ascending order of name:
 * length of the UTF-8 name (uint32), name, width (uint32), height (uint32), width * height row-major int32 values.
 * Layers are read in strips: none is ever held whole.
 * @throws EvidenceError `EVIDENCE_OUTPUT_INVALID` for an amount outside int64 or a name used twice; SceneError
 * `RASTER_ROWS` for a layer of wrong length
 */
export const outputDigest = (measurement: Omit<Measurement, "diagnostics">): Hex => {
  const layers = [...measurement.layers].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  layers.forEach(({ name }, i) => {
    if (name === layers[i - 1]?.name) refuse("layers", name, "must have a name of its own");
  });
  const amounts = new DataView(new ArrayBuffer(8 * AMOUNTS.length));
  AMOUNTS.forEach((amount, i) => {
    const value = measurement[amount];
    if (BigInt.asIntN(64, value) !== value) refuse(amount, value, "must fit a signed 64-bit integer");
    amounts.setBigInt64(8 * i, value);
  });

  const text = new TextEncoder();
  const hash = sha256.create();
  hash.update(text.encode(DOMAIN)).update(new Uint8Array(amounts.buffer)).update(encodeCounts(layers.length));
  for (const layer of layers) {
    const name = text.encode(layer.name);
    hash.update(encodeCounts(name.length)).update(name);
    hash.update(encodeCounts(layer.grid.width, layer.grid.height));
    for (const strip of stripsOf(layer)) hash.update(encodeValues(strip));
  }
  return bytesToHex(hash.digest());
};
