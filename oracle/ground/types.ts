/** Longitude and latitude in degrees on WGS84. Longitude in [-180, 180], latitude in [-90, 90]. */
export type LonLat = readonly [lon: number, lat: number];

/** First and last position are equal, at least four positions. */
export type Ring = readonly LonLat[];

/** A valid, normalised area: every polygon is an outer ring followed by its holes. Made by `parseBoundary` only. */
export type Boundary = {
  readonly type: "MultiPolygon";
  readonly coordinates: readonly (readonly Ring[])[];
};

/** The finest S2 level a project claims: about 140 m (16) or 9 m (20) across. */
export type EdgeLevel = 16 | 20;

/** A parent cell at level 8, 12 or 16 with those of its 256 descendants four levels down that are claimed whole. */
export type Block = {
  /** S2 cell id, uint64. */
  readonly cell: bigint;
  /** Bit i is descendant i in Hilbert order, uint256, never zero. */
  readonly bits: bigint;
};

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
