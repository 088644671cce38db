import type { Core } from "../wasm/core.ts";

/** What the core's inflate may read beyond its input and write beyond its output; see assembly/inflate/inflate.ts. */
const [INPUT_SLACK_BYTES, OUTPUT_SLACK_BYTES] = [32, 290];

/**
 * Inflates a zlib stream (RFC 1950) in the core's memory, where its output stays.
 *
 * @returns where it starts; undefined where it does not give exactly `size` bytes or fails its Adler-32.
 * @throws SceneError RASTER_MEMORY
 */
export const inflate = (core: Core, stored: Uint8Array, size: number): number | undefined => {
  const to = core.alloc(size + OUTPUT_SLACK_BYTES);
  const mark = core.mark();
  const from = core.alloc(stored.length + INPUT_SLACK_BYTES);
  core.u8(from, stored.length).set(stored);
  core.u8(from + stored.length, INPUT_SLACK_BYTES).fill(0);
  const isWhole = core.run.inflate(from, stored.length, to, size) === 1;
  core.release(mark);
  return isWhole ? to : undefined;
};
