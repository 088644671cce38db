import type * as z from "zod";

import { SixfoldError } from "../../errors.ts";
import { parsedBy, schemaFaults } from "../../schema-faults.ts";
import type { SchemaFault } from "../../schema-faults.ts";

/** A document as it is named to its author, with the code of what is wrong in it. */
export type Document = { readonly name: string; readonly code: "SERVICE_PROJECT" | "SERVICE_PARAMETERS" };

export const PROJECT_DOCUMENT: Document = { name: "project.json", code: "SERVICE_PROJECT" };
export const BOUNDARY_DOCUMENT: Document = { name: "boundary.geojson", code: "SERVICE_PROJECT" };
export const FIELDS_DOCUMENT: Document = { name: "fields.geojson", code: "SERVICE_PROJECT" };
export const PARAMETERS_DOCUMENT: Document = { name: "parameters.json", code: "SERVICE_PARAMETERS" };

const refusalOfFault = ({ name, code }: Document, at: string, { pointer, ...fault }: SchemaFault): SixfoldError =>
  new SixfoldError({ code, failure: "usage", field: `${name}#${at}${pointer}`, ...fault });

/**
 * Everything that a schema refuses in a document, as errors that name the file and the JSON Pointer in it.
 *
 * @param at JSON Pointer of the value in its document.
 */
export const refusalsOf = (schema: z.ZodType, document: Document, value: unknown, at = ""): readonly SixfoldError[] =>
  schemaFaults(schema, value).map((fault) => refusalOfFault(document, at, fault));

/** The value as its schema has it. @throws SixfoldError, the first of `refusalsOf` */
export const parsed = <T>(schema: z.ZodType<T>, document: Document, value: unknown, at = ""): T =>
  parsedBy(schema, value, (fault) => refusalOfFault(document, at, fault));
