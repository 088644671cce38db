import { ZSTDDecoder } from "zstddec";

import type { Codecs } from "../tiff/codecs/unpack-block.ts";
import { zstdFrameBytes } from "./zstd-frame.ts";

/**
 * What a browser's thread has for decompressors. Zstandard is the reference decoder compiled to WebAssembly, which
 * writes at most the size given. Like Node's it is given the first frame alone, and what follows is not looked at.
 */
export const programCodecs = async (): Promise<Codecs> => {
  const zstd = new ZSTDDecoder();
  await zstd.init();
  return {
    unzstd: (stored, most) => {
      const frame = zstdFrameBytes(stored);
      if (frame === undefined) return undefined;
      // It gives nothing where it fails.
      const bytes = zstd.decode(stored.subarray(0, frame), most);
      return bytes.length > 0 ? bytes : undefined;
    },
  };
};
