import type { Grid } from "../grid/types.ts";
import { GEO_KEY, TAG } from "./tiff-tags.ts";
import { refused } from "../errors.ts";
import type { TiffDirectory } from "./tiff-directory.ts";

const PROJECTED = 1;
const GEOGRAPHIC = 2;
const PIXEL_IS_POINT = 2;
const USER_DEFINED = 32767;

/** Upper left corner and pixel size, before the half-pixel shift of PixelIsPoint. */
const affine = (directory: TiffDirectory): readonly [x: number, y: number, width: number, height: number] => {
  const { href } = directory;
  const scale = directory.numbers(TAG.modelPixelScale);
  const tiepoint = directory.numbers(TAG.modelTiepoint);
  const matrix = directory.numbers(TAG.modelTransformation);
  if (scale !== undefined && tiepoint?.length === 6) {
    const [i, j, , x, y] = tiepoint as [number, number, number, number, number, number];
    const [width, height] = scale as [number, number];
    return [x - i * width, y + j * height, width, height];
  }
  if (matrix?.length === 16) {
    const [a, b, , x, c, d, , y] = matrix as [number, number, number, number, number, number, number, number];
    if (b !== 0 || c !== 0)
      throw refused("TIFF_GEOTRANSFORM", href, matrix.slice(0, 8), "a scene is north-up, neither rotated nor sheared");
    return [x, y, a, -d];
  }
  throw refused(
    "TIFF_GEOTRANSFORM_MISSING",
    href,
    { scale, tiepoints: (tiepoint?.length ?? 0) / 6 },
    "a scene is on a map grid: a pixel scale with one tie point, or a transformation; ground control points are not enough",
  );
};

/**
 * The grid a GeoTIFF says it is on (OGC GeoTIFF 1.1, 19-008r4). PixelIsPoint places the tie point at a pixel's centre:
 * the origin moves by half a pixel.
 *
 * @throws SixfoldError TIFF_GEOTRANSFORM_MISSING, TIFF_GEOTRANSFORM (rotated, flipped, not finite), TIFF_CRS
 */
export const tiffGrid = (directory: TiffDirectory, width: number, height: number): Grid => {
  const { href } = directory;
  const [x, y, pixelWidth, pixelHeight] = affine(directory);
  if (![x, y, pixelWidth, pixelHeight].every(Number.isFinite) || pixelWidth <= 0 || pixelHeight <= 0) {
    throw refused(
      "TIFF_GEOTRANSFORM",
      href,
      [x, y, pixelWidth, pixelHeight],
      "a scene is north-up: x grows with columns, y falls with rows",
    );
  }
  const modelType = directory.geoKey(GEO_KEY.modelType);
  const epsg =
    modelType === GEOGRAPHIC
      ? directory.geoKey(GEO_KEY.geographicType)
      : modelType === PROJECTED
        ? directory.geoKey(GEO_KEY.projectedType)
        : undefined;
  if (epsg === undefined || epsg === USER_DEFINED || !Number.isInteger(epsg) || epsg < 1) {
    throw refused(
      "TIFF_CRS",
      href,
      { modelType, epsg },
      "a scene's CRS has an EPSG code; user-defined ones are not read",
    );
  }
  const shift = directory.geoKey(GEO_KEY.rasterType) === PIXEL_IS_POINT ? 0.5 : 0;
  return {
    epsg,
    width,
    height,
    originX: x - shift * pixelWidth,
    originY: y + shift * pixelHeight,
    pixelWidth,
    pixelHeight,
  };
};
