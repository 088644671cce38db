import type { Core } from "../../wasm/core.ts";
import { withStored } from "./with-stored.ts";

/** How far beyond its output the core's inflate may write; see assembly/codecs/inflate/inflate.ts. */
export const INFLATE_SLACK_BYTES = 290;

/**
 * Inflates a zlib stream (RFC 1950) into the core's memory.
 *
 * @param to room for `most` bytes and INFLATE_SLACK_BYTES more.
 * @returns how many bytes it gave; undefined where it is corrupt, fails its Adler-32 or gives more than `most`.
 * @throws SixfoldError WASM_MEMORY
 */
export const inflate = (core: Core, stored: Uint8Array, to: number, most: number): number | undefined => {
  const size = withStored(core, stored, (from, length) => core.run.inflate(from, length, to, most));
  return size < 0 ? undefined : size;
};
