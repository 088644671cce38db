import type { Hex } from "viem";

import type { ManifestInput } from "../core/evidence/manifest.ts";
import { verifyDigest } from "../core/scenes/checksum.ts";

/**
 * Holds every file that was read whole against the checksum that its catalogue states. Of a file read in part the
 * checksum says nothing.
 *
 * @throws SixfoldError SCENE_CHECKSUM
 */
export const verifyWholeFiles = (inputs: readonly ManifestInput[]): void => {
  for (const { href, size, checksum, ranges } of inputs) {
    const [only] = ranges;
    if (ranges.length === 1 && only?.start === 0 && only.end === size) verifyDigest(href, checksum, only.sha256 as Hex);
  }
};
