import type { Core } from "../../wasm/core.ts";

/** Decoders read a stored block in words, so they may read so far beyond its end. */
const SLACK_BYTES = 32;

/**
 * Lends a copy of stored bytes in the core's memory, with zeros behind.
 *
 * @throws SixfoldError WASM_MEMORY
 */
export const withStored = <T>(core: Core, stored: Uint8Array, use: (from: number, length: number) => T): T => {
  const mark = core.mark();
  const from = core.alloc(stored.length + SLACK_BYTES);
  const bytes = core.u8(from, stored.length + SLACK_BYTES);
  bytes.set(stored);
  bytes.fill(0, stored.length);
  const result = use(from, stored.length);
  core.release(mark);
  return result;
};
