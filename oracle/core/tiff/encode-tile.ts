import { zlibSync } from "fflate";

import { empty } from "../empty.ts";

/** Side of a tile; TIFF 6.0 section 15 wants a multiple of 16. */
export const TILE_PX = 512;

/** Of the size that goes before a tile's bytes, and of the last bytes repeated after them. */
export const LEADER_BYTES = 4;
export const TRAILER_BYTES = 4;

const BYTES_PER_SAMPLE = 4;
const RAW_BYTES = TILE_PX * TILE_PX * BYTES_PER_SAMPLE;

/**
 * No tile is longer, leader and trailer included. What fflate 0.8.3 can not shrink it stores; its own bound is 5 bytes
 * for each 7,000 symbols, and zlib (RFC 1950) adds 6.
 */
export const LONGEST_TILE_BYTES = RAW_BYTES + 5 * (1 + Math.ceil(RAW_BYTES / 7000)) + 6 + LEADER_BYTES + TRAILER_BYTES;

/**
 * One tile as a file holds it: each row as differences to the sample on its left (predictor 2, TIFF 6.0 section 14),
 * little endian, deflated. Before it go its size, after it its last bytes again, as a COG's ghost area promises.
 * The compressor is plain JavaScript, so that equal samples give equal bytes on any engine.
 *
 * @param samples TILE_PX * TILE_PX, row-major.
 */
export const encodeTile = (samples: Int32Array): Uint8Array => {
  const raw = new Uint8Array(RAW_BYTES);
  const view = new DataView(raw.buffer);
  let at = 0;
  for (let row = 0; row < TILE_PX; row += 1) {
    let left = 0;
    for (let col = 0; col < TILE_PX; col += 1) {
      const value = samples[row * TILE_PX + col] as number;
      view.setInt32(at, value - left, true);
      left = value;
      at += BYTES_PER_SAMPLE;
    }
  }
  const data = zlibSync(raw, { level: 6 });
  empty(raw);
  const block = new Uint8Array(LEADER_BYTES + data.length + TRAILER_BYTES);
  new DataView(block.buffer).setUint32(0, data.length, true);
  block.set(data, LEADER_BYTES);
  block.set(data.subarray(-TRAILER_BYTES), LEADER_BYTES + data.length);
  return block;
};
