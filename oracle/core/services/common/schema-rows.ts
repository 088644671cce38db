import * as z from "zod";

/** One line of a table of fields. */
export type Row = {
  readonly field: string;
  readonly type: string;
  readonly unit: string;
  readonly range: string;
  readonly meaning: string;
};

/** The part of JSON Schema that zod writes for the schemas at hand. */
type Node = {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Node[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly unit?: string;
  readonly description?: string;
};

const FORMATS: Readonly<Record<string, string>> = {
  date: "date",
  "date-time": "instant",
  geojson: "GeoJSON geometry",
};

const choicesOf = ({ const: only, enum: several }: Node): readonly unknown[] | undefined =>
  several ?? (only === undefined ? undefined : [only]);

const typeOf = (node: Node): string => {
  if (node.anyOf !== undefined) return node.anyOf.map(typeOf).join(" or ");
  if (node.format !== undefined) return FORMATS[node.format] ?? node.format;
  if (node.type === "array") return `list, ${limits(node.minItems ?? 0, node.maxItems)} entries`;
  return node.type ?? "any";
};

const limits = (low: number, high: number | undefined): string =>
  high === undefined ? `${low} or more` : `${low} to ${high}`;

/** A bound that zod gives every integer is none. */
const bound = (sign: string, limit: number | undefined): readonly string[] =>
  limit === undefined || Math.abs(limit) === Number.MAX_SAFE_INTEGER ? [] : [`${sign} ${limit}`];

const rangeOf = (node: Node): string => {
  const choices = choicesOf(node);
  if (choices !== undefined) return choices.map((choice) => `\`${JSON.stringify(choice)}\``).join(", ");
  const { minLength, maxLength, pattern, format } = node;
  return [
    ...bound(">=", node.minimum),
    ...bound(">", node.exclusiveMinimum),
    ...bound("<=", node.maximum),
    ...bound("<", node.exclusiveMaximum),
    ...(minLength === undefined ? [] : [`${limits(minLength, maxLength)} characters`]),
    ...(pattern === undefined || format !== undefined ? [] : [`\`${pattern}\``]),
  ].join(", ");
};

const walk = (field: string, node: Node): readonly Row[] => {
  const properties = Object.entries(node.properties ?? node.items?.properties ?? {});
  const inside = node.items === undefined ? `${field}.` : `${field}[].`;
  return [
    { field, type: typeOf(node), unit: node.unit ?? "", range: rangeOf(node), meaning: node.description ?? "" },
    ...properties.flatMap(([key, inner]) => walk(`${inside}${key}`, inner)),
  ];
};

/**
 * Every field of an object's schema, in its order, the fields of objects and lists below their own.
 *
 * @param under what stands before each name.
 */
export const rowsOf = (schema: z.ZodType, under = ""): readonly Row[] => {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Node;
  return Object.entries(properties).flatMap(([key, node]) => walk(`${under}${key}`, node));
};
