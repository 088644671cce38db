import * as z from "zod";

import { refused } from "../../../errors.ts";
import { parsedBy } from "../../../schema-faults.ts";
import type { Scene, SceneAsset } from "../../../scenes/types.ts";

const united = z.looseObject({ unit: z.string().optional() });
const stated = z.looseObject({
  assets: z.record(
    z.string(),
    united.extend({ bands: z.array(united).optional(), "raster:bands": z.array(united).optional() }),
  ),
});

/**
 * The unit of every band of an asset, as its item states it (STAC 1.1 bands, 1.0 raster extension).
 *
 * @throws SixfoldError SERVICE_ITEM
 */
export const unitsOfBands = ({ id, item }: Scene, { key, bands }: SceneAsset): readonly (string | undefined)[] => {
  const { assets } = parsedBy(stated, item, ({ pointer, value, rule }) =>
    refused("SERVICE_ITEM", `${id}${pointer}`, value, rule),
  );
  const asset = assets[key];
  return bands.map((_, k) => (asset?.bands?.[k] ?? asset?.["raster:bands"]?.[k])?.unit ?? asset?.unit);
};
