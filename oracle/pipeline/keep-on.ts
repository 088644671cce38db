import { refused } from "../core/errors.ts";
import type { Bundle } from "../core/evidence/files.ts";
import { requireSafePath } from "../core/evidence/files.ts";
import { partOf } from "../core/evidence/stored.ts";
import type { ByteRange } from "../core/scenes/types.ts";
import type { Aside } from "../core/raster/set-aside.ts";
import type { Keep } from "../core/tiff/piece.ts";
import type { Shelf } from "../transport/shelf.ts";

/** No map's: those lie below outputs/. */
const ASIDE = "aside";

/**
 * Puts what a program hands over on a shelf: maps, and what it sets aside. It writes nowhere else.
 *
 * `keep` throws EVIDENCE_PATH_UNSAFE, PIPELINE_KEEP (check), and what the shelf throws.
 */
export const keepOn = (
  shelf: Shelf,
): {
  readonly keep: Keep;
  readonly aside: Aside;
  readonly kept: () => Bundle;
} => {
  const sizes = new Map<string, number>();
  return {
    keep: async (path, { at, bytes }) => {
      if (!requireSafePath(path).startsWith("outputs/") || !Number.isSafeInteger(at) || at < 0)
        throw refused("PIPELINE_KEEP", path, at, "a program keeps pieces of files below outputs/, from their start on");
      sizes.set(path, Math.max(sizes.get(path) ?? 0, at + bytes.length));
      await shelf.write(path, at, bytes);
    },
    aside: {
      write: (at, bytes) => shelf.write(ASIDE, at, bytes),
      read: (range) => shelf.read(ASIDE, range),
    },
    kept: () =>
      new Map(
        [...sizes].map(([path, size]) => [
          path,
          partOf({ read: (range: ByteRange) => shelf.read(path, range) }, 0, size),
        ]),
      ),
  };
};
