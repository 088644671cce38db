import { SixfoldError } from "../../../../oracle/core/errors.ts";
import type { Files } from "../../../../oracle/core/evidence/files.ts";

/** Deterministic bytes: a 32-bit xorshift from a seed. */
export const noise = (length: number, seed = 1): Uint8Array => {
  let state = seed | 0 || 1;
  return Uint8Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 255;
  });
};

/** Small and large files, folders in folders, and one file beyond a node's 174 links' first chunk. */
export const sampleFiles = (): Files =>
  new Map([
    ["manifest.json", new TextEncoder().encode("{}")],
    ["inputs/0/0-16384", noise(16_384, 3)],
    ["inputs/10/0-600000", noise(600_000, 5)],
    ["outputs/drained.tif", noise(262_144, 7)],
    ["report.json", new TextEncoder().encode('{"measuredKg":"1"}')],
    ["empty.bin", new Uint8Array()],
  ]);

/** The error of a promise or function, which must be a SixfoldError. */
export const evidenceError = async (work: () => unknown, what = "the call"): Promise<SixfoldError> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof SixfoldError) return error;
    throw error;
  }
  throw new TypeError(`expected a SixfoldError of ${what}, nothing was thrown`);
};

/** The same bytes with one bit turned over. */
export const flipBit = (bytes: Uint8Array, bit: number): Uint8Array => {
  const copy = bytes.slice();
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
};
