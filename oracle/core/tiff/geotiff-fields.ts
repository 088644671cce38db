import type { Grid } from "../grid/types.ts";
import { GEO_KEY, TAG } from "./tiff-tags.ts";
import type { TiffField } from "./write-directory.ts";

/** One item of GDAL's metadata: of the file, or with a role of its one or first band. */
export type GdalItem = {
  readonly name: string;
  readonly text: string;
  readonly sample?: number;
  readonly role?: "description" | "scale" | "offset" | "unittype";
};

/** Values of type SHORT. */
export const short = (tag: number, ...values: number[]): TiffField => ({ tag, type: 3, values });

/** Values of type LONG. */
export const long = (tag: number, ...values: number[]): TiffField => ({ tag, type: 4, values });

const ascii = (tag: number, text: string): TiffField => ({
  tag,
  type: 2,
  values: [...new TextEncoder().encode(text), 0],
});

const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** A grid as PixelIsArea with its CRS by EPSG code (OGC GeoTIFF 1.1, 19-008r4). */
export const georeference = ({
  epsg,
  originX,
  originY,
  pixelWidth,
  pixelHeight,
}: Omit<Grid, "width" | "height">): readonly TiffField[] => {
  const geographic = epsg === 4326;
  return [
    { tag: TAG.modelPixelScale, type: 12, values: [pixelWidth, pixelHeight, 0] },
    { tag: TAG.modelTiepoint, type: 12, values: [0, 0, 0, originX, originY, 0] },
    short(
      TAG.geoKeyDirectory,
      ...[1, 1, 0, 3],
      ...[GEO_KEY.modelType, 0, 1, geographic ? 2 : 1],
      ...[GEO_KEY.rasterType, 0, 1, 1],
      ...[geographic ? GEO_KEY.geographicType : GEO_KEY.projectedType, 0, 1, epsg],
    ),
  ];
};

/** GDAL's metadata, its items in the order given. */
export const gdalMetadata = (items: readonly GdalItem[]): TiffField => {
  const lines = items.map(({ name, text, sample, role }) => {
    const where = sample === undefined ? "" : ` sample="${sample}"`;
    const what = role === undefined ? "" : ` role="${role}"`;
    return `<Item name="${escapeXml(name)}"${where}${what}>${escapeXml(text)}</Item>`;
  });
  return ascii(TAG.gdalMetadata, `<GDALMetadata>${lines.join("")}</GDALMetadata>`);
};

export const gdalNodata = (nodata: number): TiffField =>
  ascii(TAG.gdalNodata, Number.isNaN(nodata) ? "nan" : String(nodata));
