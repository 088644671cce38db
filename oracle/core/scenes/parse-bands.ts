import type { StacAsset, StacBand } from "./stac-schema.ts";
import type { SceneBand } from "./types.ts";

const nodataOf = (value: number | string | null | undefined): number | undefined => {
  if (value === "nan") return NaN;
  if (value === "inf") return Infinity;
  if (value === "-inf") return -Infinity;
  return typeof value === "number" ? value : undefined;
};

const isRaster = (asset: StacAsset): boolean =>
  /tiff/i.test(asset.type ?? "") ||
  (asset.type == null && /\.tiff?(\?|$)/i.test(asset.href)) ||
  asset["raster:bands"] !== undefined;

/** Band objects of either version, those of STAC 1.0's two extensions joined by position. */
const statedBands = (asset: StacAsset): readonly StacBand[] => {
  if (asset.bands !== undefined) return asset.bands;
  const named = asset["eo:bands"] ?? [];
  const raster = asset["raster:bands"] ?? [];
  return Array.from({ length: Math.max(named.length, raster.length) }, (_, i) => ({ ...named[i], ...raster[i] }));
};

/**
 * The bands of an asset: STAC 1.1 `bands`, whose fields may also stand on the asset, or STAC 1.0 `eo:bands` and
 * `raster:bands`. A raster without any has one band with the asset's key; so has a nameless only band.
 */
export const parseBands = (key: string, asset: StacAsset): readonly SceneBand[] => {
  if (!isRaster(asset)) return [];
  const stated = statedBands(asset);
  const bands: readonly StacBand[] = stated.length === 0 ? [{}] : stated;
  return bands.map((band, index) => {
    const commonName = band["eo:common_name"] ?? band.common_name;
    return {
      name: band.name ?? (bands.length === 1 ? key : `${key}-${index + 1}`),
      ...(commonName === undefined ? {} : { commonName }),
      index,
      scale: band["raster:scale"] ?? band.scale ?? asset["raster:scale"] ?? 1,
      offset: band["raster:offset"] ?? band.offset ?? asset["raster:offset"] ?? 0,
      nodata: nodataOf(band.nodata ?? asset.nodata),
      dataType: band.data_type ?? asset.data_type,
    };
  });
};
