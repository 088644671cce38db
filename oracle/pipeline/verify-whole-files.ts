import { verifyChecksum } from "../core/scenes/checksum.ts";
import type { Recording } from "../core/scenes/types.ts";

/**
 * Holds every file that was read whole against the checksum that its catalogue states. Of a file read in part the
 * checksum says nothing.
 *
 * @param checksums `file:checksum` by public href.
 * @throws SixfoldError SCENE_CHECKSUM
 */
export const verifyWholeFiles = (
  checksums: ReadonlyMap<string, string | undefined>,
  recordings: readonly Recording[],
): void => {
  for (const { href, head, ranges } of recordings) {
    const [only] = ranges;
    if (ranges.length === 1 && only?.start === 0 && only.end === head.size)
      verifyChecksum(href, checksums.get(href), only.bytes);
  }
};
