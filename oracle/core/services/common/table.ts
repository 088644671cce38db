import * as z from "zod";

import { SixfoldError } from "../../errors.ts";
import { parsedBy } from "../../schema-faults.ts";
import { csvRecords } from "./csv.ts";
import type { AssetRef, TableReading } from "./stage.ts";

const nameOf = ({ sceneId, assetKey }: AssetRef): string => `${sceneId}/${assetKey}`;

const refusal = (field: string, value: unknown, rule: string): SixfoldError =>
  new SixfoldError({ code: "SERVICE_TABLE", failure: "check", field, value, rule });

const refuse = (field: string, value: unknown, rule: string): never => {
  throw refusal(field, value, rule);
};

/** UTF-8, a byte order mark left out. */
const textOf = (bytes: Uint8Array, name: string): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refuse(name, bytes.length, "a table is text in UTF-8");
  }
};

const jsonOf = (text: string, name: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return refuse(name, text.slice(0, 40), "is JSON");
  }
};

const headerOf = (cells: readonly string[] | undefined, name: string, schema: z.ZodObject): readonly string[] => {
  const header = cells ?? refuse(`${name}#row 1`, null, "a table begins with the names of its columns");
  const isStrict = schema.def.catchall instanceof z.ZodNever;
  header.forEach((column, at) => {
    const where = `${name}#row 1, cell ${at + 1}`;
    if (column === "") refuse(where, column, "a column has a name");
    if (header.indexOf(column) < at) refuse(where, column, "a column appears once");
    if (isStrict && !Object.hasOwn(schema.shape, column))
      refuse(where, column, `one of ${Object.keys(schema.shape).join(", ")}; there is no such column`);
  });
  return header;
};

/**
 * A CSV asset, row by row. The first row names the columns, in any order; whether others than the schema's may stand there
 * is the schema's choice (`strictObject`, `object`, `looseObject`). A cell is text, and an empty one is absent: a schema
 * says `exactOptional` where it may be. Rows are counted from 1, the names'.
 */
export const csvTable = <S extends z.ZodObject>(asset: AssetRef, row: S): TableReading<readonly z.infer<S>[]> => ({
  kind: "table",
  asset,
  parse: (bytes) => {
    const name = nameOf(asset);
    const [first, ...records] = csvRecords(textOf(bytes, name), name);
    const header = headerOf(first, name, row);
    return records.map((cells, index) => {
      const at = `${name}#row ${index + 2}`;
      if (cells.length !== header.length)
        refuse(at, cells.length, `a row has ${header.length} cells, as many as there are columns`);
      const filled = header.flatMap((column, i) => (cells[i] === "" ? [] : [[column, cells[i] as string] as const]));
      const record = Object.fromEntries(filled);
      return parsedBy(row as unknown as z.ZodType<z.infer<S>>, record, ({ pointer, value, rule }) =>
        refusal(
          `${at}, column ${pointer.slice(1)}`,
          value ?? null,
          value === undefined ? "is there and not empty" : rule,
        ),
      );
    });
  },
});

/** RFC 7946: positions are longitude and latitude on WGS84, so that a `crs` member can only contradict. */
const collection = z.looseObject({
  type: z.literal("FeatureCollection"),
  crs: z.undefined({ error: "is absent: positions are longitude and latitude on WGS84 (RFC 7946)" }).optional(),
});

/**
 * A GeoJSON asset, feature by feature, each with its properties and its geometry as their schemas have them. Whether other
 * properties may stand there is the schema's choice.
 */
export const geoJsonTable = <P, G>(
  asset: AssetRef,
  schemas: { readonly properties: z.ZodType<P>; readonly geometry: z.ZodType<G> },
): TableReading<readonly { readonly properties: P; readonly geometry: G }[]> => {
  const feature = z.looseObject({ type: z.literal("Feature"), ...schemas });
  const schema = collection.extend({ features: z.array(feature) });
  return {
    kind: "table",
    asset,
    parse: (bytes) => {
      const name = nameOf(asset);
      const json = jsonOf(textOf(bytes, name), name);
      const { features } = parsedBy(schema, json, ({ pointer, value, rule }) =>
        refusal(`${name}#${pointer}`, value ?? null, rule),
      );
      return features.map(({ properties, geometry }) => ({ properties, geometry }));
    },
  };
};
