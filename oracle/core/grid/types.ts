/** Longitude and latitude in degrees on WGS84. Longitude in [-180, 180], latitude in [-90, 90]. */
export type LonLat = readonly [lon: number, lat: number];

/**
 * A north-up raster grid: a value, not a file. The centre of pixel (col, row) is at
 * x = originX + (col + 0.5) * pixelWidth, y = originY - (row + 0.5) * pixelHeight, in units of the CRS.
 */
export type Grid = {
  readonly epsg: number;
  readonly width: number;
  readonly height: number;
  readonly originX: number;
  readonly originY: number;
  readonly pixelWidth: number;
  readonly pixelHeight: number;
};
