import { GeoTIFF } from "geotiff";

import { SceneError } from "../errors.ts";
import { boundedSource } from "./bounded-source.ts";
import { refused } from "../scene-error.ts";
import type { Transport } from "../scenes/types.ts";

/** The first directory of a TIFF: what its tags say, as numbers or text. */
export type TiffDirectory = {
  readonly href: string;
  readonly size: number;
  readonly littleEndian: boolean;
  readonly numbers: (tag: number) => readonly number[] | undefined;
  readonly text: (tag: number) => string | undefined;
  /** Numeric GeoKeys, by the names the `geotiff` package gives them. */
  readonly geoKey: (name: string) => number | undefined;
};

const MAX_ENTRIES = 1024;

const countEntries = async (tiff: GeoTIFF): Promise<number> => {
  const { firstIFDOffset, bigTiff } = tiff;
  const slice = await tiff.getSlice(firstIFDOffset, bigTiff ? 8 : 2);
  return bigTiff ? slice.readUint64(firstIFDOffset) : slice.readUint16(firstIFDOffset);
};

/** Names a fault that `geotiff` found in the bytes it was given: RangeError where they end too soon. */
const named = (href: string, code: string, rule: string, error: Error): SceneError => {
  const short = error instanceof RangeError && !/field type/.test(error.message);
  return short
    ? refused("TRUNCATED", href, error.message, "everything a TIFF points to lies inside the file", error)
    : refused(code, href, error.message, rule, error);
};

/**
 * Reads the header and first directory of a classic TIFF or BigTIFF, either byte order, through the `geotiff` package
 * over a source that bounds it.
 *
 * Its parser (3.0.5) is made eager: a deferred array is allocated as declared before a byte is read, and then read as
 * little-endian whatever the file says. Entries are counted first, because it keeps the last of repeated tags.
 *
 * @throws SceneError SCENE_TIFF_HEADER, SCENE_TIFF_TAG, SCENE_TRUNCATED
 */
export const readTiffDirectory = async (
  href: string,
  transport: Transport,
  signal?: AbortSignal,
): Promise<TiffDirectory> => {
  const { size } = await transport.head(href, signal);
  const naming =
    (code: string, rule: string) =>
    (error: unknown): never => {
      const foreign = error instanceof Error && !(error instanceof SceneError) && signal?.aborted !== true;
      throw foreign ? named(href, code, rule, error) : error;
    };
  const tiff = await GeoTIFF.fromSource(boundedSource(href, size, transport, signal)).catch(
    naming("TIFF_HEADER", "a TIFF starts with II or MM and 42, or 43 for BigTIFF"),
  );
  tiff.parser.eager = true;
  const tagRule = "a tag has a known type and a sane count, and appears once";
  const read = async (): Promise<Pick<TiffDirectory, "numbers" | "text" | "geoKey">> => {
    const entries = await countEntries(tiff);
    if (entries === 0 || entries > MAX_ENTRIES) {
      throw refused("TIFF_HEADER", href, entries, `a directory has 1 to ${MAX_ENTRIES} entries`);
    }
    const { fileDirectory } = await tiff.getImage(0);
    const fields: ReadonlyMap<string | number, unknown> = fileDirectory.actualizedFields;
    if (fields.size !== entries) throw refused("TIFF_TAG", href, { entries, tags: fields.size }, tagRule);
    const geoKeys: Readonly<Record<string, unknown>> = fileDirectory.parseGeoKeyDirectory() ?? {};
    return {
      numbers: (tag) => {
        const value = fields.get(tag);
        if (typeof value === "number") return [value];
        if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return undefined;
        const values = Array.from(value as ArrayLike<number>);
        if (values.length === 0) throw refused("TIFF_TAG", `${href}#${tag}`, values, tagRule);
        return values;
      },
      text: (tag) => {
        const value = fields.get(tag);
        return typeof value === "string" ? value.replace(/\0[^]*$/, "").trim() : undefined;
      },
      geoKey: (name) => {
        const value = geoKeys[name];
        return typeof value === "number" ? value : undefined;
      },
    };
  };
  return { href, size, littleEndian: tiff.littleEndian, ...(await read().catch(naming("TIFF_TAG", tagRule))) };
};
