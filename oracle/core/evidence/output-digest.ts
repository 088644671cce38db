import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "viem";
import type { Hex } from "viem";

import { empty } from "../empty.ts";
import { SixfoldError } from "../errors.ts";
import { stripsOf } from "../raster/layer.ts";
import { figuresOf, wordsOf } from "../services/common/outcome.ts";
import type { Outcome } from "../services/common/outcome.ts";

const DOMAIN = "sixfold-output/2\0";

const refuse = (field: string, value: unknown, rule: string): never => {
  throw new SixfoldError({ code: "EVIDENCE_OUTPUT_INVALID", failure: "check", field, value, rule });
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

const text = new TextEncoder();

/** Length of the UTF-8 text (uint32), and the text. */
const encodeText = (value: string): readonly Uint8Array[] => {
  const bytes = text.encode(value);
  return [encodeCounts(bytes.length), bytes];
};

const encodeFigures = (figures: ReadonlyMap<string, bigint>): Uint8Array => {
  const view = new DataView(new ArrayBuffer(8 * figures.size));
  [...figures].forEach(([name, value], i) => {
    if (BigInt.asIntN(64, value) !== value) refuse(name, value, "must fit a signed 64-bit integer");
    view.setBigInt64(8 * i, value);
  });
  return new Uint8Array(view.buffer);
};

/**
 * The sha-256 of an outcome, and of nothing that depends on how a file is encoded. Layout, big-endian: the ASCII text
 * `sixfold-output/2` and a zero byte; the outcome's kind and then its words, each as its length (uint32) and UTF-8; its
 * figures as int64 (two's complement), both in the order of `outcome.ts`; the number of layers as uint32; then each layer
 * in ascending order of name: name (length and UTF-8), width (uint32), height (uint32), width * height row-major int32
 * values. Layers are read in strips: none is ever held whole.
 * @throws SixfoldError `EVIDENCE_OUTPUT_INVALID` for a figure outside int64 or a name used twice, `RASTER_ROWS`
 *   for a layer of wrong length
 */
export const outputDigest = async (outcome: Outcome): Promise<Hex> => {
  const layers = [...outcome.layers].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  layers.forEach(({ name }, i) => {
    if (name === layers[i - 1]?.name) refuse("layers", name, "must have a name of its own");
  });
  const hash = sha256.create().update(text.encode(DOMAIN));
  for (const word of [outcome.kind, ...wordsOf(outcome).values()])
    for (const bytes of encodeText(word)) hash.update(bytes);
  hash.update(encodeFigures(figuresOf(outcome))).update(encodeCounts(layers.length));
  for (const layer of layers) {
    for (const bytes of encodeText(layer.name)) hash.update(bytes);
    hash.update(encodeCounts(layer.grid.width, layer.grid.height));
    for await (const strip of stripsOf(layer)) {
      const bytes = encodeValues(strip);
      empty(strip);
      hash.update(bytes);
      empty(bytes);
    }
  }
  return bytesToHex(hash.digest());
};
