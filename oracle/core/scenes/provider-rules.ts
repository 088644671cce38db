import { refused } from "../errors.ts";
import type { StacItem } from "./stac-schema.ts";
import type { SceneAsset } from "./types.ts";

/** Asset keys and names of Sentinel-2's reflectance bands across providers. */
const REFLECTANCE =
  /^(B0[1-9]|B1[0-2]|B8A|blue|green|red|rededge[1-3]?|nir|nir08|nir09|swir16|swir22|coastal|cirrus)([-_]jp2|_\d+m)?$/i;

/** Baseline from which stored = reflectance * 10000 + 1000 (ESA, 25 January 2022). */
const OFFSET_SINCE = 4;

const baselineOf = (item: StacItem): number => {
  const { properties } = item;
  const stated =
    properties["s2:processing_baseline"] ??
    properties["processing:version"] ??
    properties["sentinel:processing_baseline"];
  if (typeof stated === "number") return stated;
  return typeof stated === "string" ? Number.parseFloat(stated) : NaN;
};

/**
 * Sentinel-2 from baseline 04.00 on is wrong by 0.1 in reflectance unless its offset is applied exactly once.
 *
 * - An item that states no scale and offset for its reflectance bands is refused rather than guessed.
 * - An item that says the offset is already in the pixels (`earthsearch:boa_offset_applied`) and also states one is
 *   refused: applying it would count it twice, and the flag is known to be wrong on some scenes
 *   (Element84/earth-search issues 66 and 71). The collection sentinel-2-c1-l2a does not have the defect.
 *
 * @throws SixfoldError SCENE_SCALE_MISSING, SCENE_SCALE_CONTRADICTION
 */
export const checkProviderRules = (item: StacItem, assets: Readonly<Record<string, SceneAsset>>): void => {
  if (!/sentinel-?2/i.test(item.collection ?? "") || !(baselineOf(item) >= OFFSET_SINCE)) return;
  const applied =
    item.properties["earthsearch:boa_offset_applied"] === true ||
    item.properties["sentinel:boa_offset_applied"] === true;
  for (const [key, { bands }] of Object.entries(assets)) {
    if (!REFLECTANCE.test(key)) continue;
    for (const { name, scale, offset } of bands) {
      const where = `${item.id}/assets/${key}/${name}`;
      if (applied && offset !== 0) {
        throw refused(
          "SCENE_SCALE_CONTRADICTION",
          where,
          { offset, applied },
          "an offset is either in the pixels already or stated for the reader, not both",
        );
      }
      if (!applied && (scale === 1 || offset === 0)) {
        throw refused(
          "SCENE_SCALE_MISSING",
          where,
          { scale, offset },
          "scale/offset missing where the provider needs it: Sentinel-2 from baseline 04.00",
        );
      }
    }
  }
};
