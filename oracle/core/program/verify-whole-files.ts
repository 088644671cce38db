import { verifyChecksum } from "../scenes/checksum.ts";
import { publicHref } from "../scenes/public-href.ts";
import type { Recording, SceneAsset } from "../scenes/types.ts";

/**
 * Holds every file that was read whole against the checksum that its catalogue states. Of a file read in part the
 * checksum says nothing.
 *
 * @throws SixfoldError SCENE_CHECKSUM
 */
export const verifyWholeFiles = (assets: readonly SceneAsset[], recordings: readonly Recording[]): void => {
  const checksums = new Map(assets.map(({ href, checksum }) => [publicHref(href), checksum]));
  for (const { href, head, ranges } of recordings) {
    const [only] = ranges;
    if (ranges.length === 1 && only?.start === 0 && only.end === head.size)
      verifyChecksum(href, checksums.get(href), only.bytes);
  }
};
