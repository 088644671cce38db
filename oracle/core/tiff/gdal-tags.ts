import { TAG } from "./tiff-tags.ts";
import type { TiffDirectory } from "./tiff-directory.ts";

export type GdalBand = {
  readonly scale: number | undefined;
  readonly offset: number | undefined;
  readonly description: string | undefined;
};

/** GDAL_NODATA as a number, which may be NaN; undefined where absent or not a number. */
export const gdalNodata = (directory: TiffDirectory): number | undefined => {
  const text = directory.text(TAG.gdalNodata);
  if (text === undefined || text === "") return undefined;
  if (/^[+-]?nan$/i.test(text)) return NaN;
  const value = Number(text);
  return Number.isNaN(value) ? undefined : value;
};

const attribute = (attributes: string, name: string): string | undefined =>
  new RegExp(`\\b${name}="([^"]{0,256})"`).exec(attributes)?.[1];

/** Per-sample SCALE, OFFSET and DESCRIPTION of GDAL_METADATA. */
export const gdalBand = (directory: TiffDirectory, sample: number): GdalBand => {
  const xml = directory.text(TAG.gdalMetadata) ?? "";
  const found = new Map<string, string>();
  for (const [, attributes, text] of xml.matchAll(/<Item ([^>]{0,1024})>([^<]{0,4096})<\/Item>/g)) {
    if (attribute(attributes ?? "", "sample") !== String(sample)) continue;
    const role = attribute(attributes ?? "", "role");
    if (role !== undefined) found.set(role, text ?? "");
  }
  const number = (role: string): number | undefined => {
    const text = found.get(role);
    const value = text === undefined || text.trim() === "" ? NaN : Number(text);
    return Number.isFinite(value) ? value : undefined;
  };
  return { scale: number("scale"), offset: number("offset"), description: found.get("description") };
};
