/** One band of an asset. physical = stored * scale + offset, unless stored is nodata. */
export type SceneBand = {
  readonly name: string;
  /** `eo:common_name`, such as "red". Absent where the item gives none. */
  readonly commonName?: string;
  /** Zero-based sample index in the file. */
  readonly index: number;
  readonly scale: number;
  readonly offset: number;
  /** May be NaN. Undefined where neither the item nor the file declares one. */
  readonly nodata: number | undefined;
  readonly dataType: string | undefined;
};

export type SceneAsset = {
  readonly key: string;
  /** Absolute. */
  readonly href: string;
  readonly mediaType: string | undefined;
  /** As `data` or `metadata`; none where the item gives none. */
  readonly roles: readonly string[];
  readonly bands: readonly SceneBand[];
  readonly epsg: number | undefined;
  /** `proj:transform`, row-major affine of 6 or 9 numbers. */
  readonly transform: readonly number[] | undefined;
  /** `proj:shape`, rows then columns. */
  readonly shape: readonly [rows: number, columns: number] | undefined;
  /** `file:checksum`, a multihash in hex. */
  readonly checksum: string | undefined;
  readonly requesterPays: boolean;
};

export type Scene = {
  readonly id: string;
  readonly collection: string;
  /** RFC 3339, UTC, ends in Z. */
  readonly datetime: string;
  readonly platform: string | undefined;
  /** Scenes of one viewing geometry share it, e.g. "26-descending". */
  readonly track: string | undefined;
  /** Percent. */
  readonly cloudCover: number | undefined;
  readonly simulated: boolean;
  /** West, south, east, north in degrees. */
  readonly bbox: readonly [number, number, number, number];
  readonly assets: Readonly<Record<string, SceneAsset>>;
  /** The STAC item as served. */
  readonly item: unknown;
};

/** Bytes start to end - 1. */
export type ByteRange = { readonly start: number; readonly end: number };

/** What the archive said of a file. */
export type AssetHead = {
  readonly size: number;
  readonly etag?: string;
  readonly lastModified?: string;
};

/** Where bytes come from. Both answer exactly what was asked or throw a SixfoldError. */
export type Transport = {
  readonly head: (href: string, signal?: AbortSignal) => Promise<AssetHead>;
  readonly read: (href: string, range: ByteRange, signal?: AbortSignal) => Promise<Uint8Array>;
};

/**
 * Bytes that lie somewhere, and are read range by range: so no file need ever be whole in memory. A range that is inside
 * comes whole, in a buffer that the caller may keep, or a SixfoldError is thrown.
 */
export type Stored = {
  readonly size: number;
  readonly read: (range: ByteRange) => Promise<Uint8Array>;
};

/** The bytes an archive served, kept so that the same analysis can be run again without it. */
export type Recording = {
  readonly href: string;
  readonly head: AssetHead;
  /** Disjoint, ascending. */
  readonly ranges: readonly (ByteRange & { readonly stored: Stored })[];
};
