import type { Boundary, EdgeLevel } from "../../ground/types.ts";

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Carbon that is counted; `Pool` of contracts/types/Pool.sol has the same, in this order from 1. */
export const POOLS = ["biomass", "paddy-methane", "blue-carbon", "peat", "reservoir"] as const;
export type Pool = (typeof POOLS)[number];

/** `project` fields earn; of `control` fields those are chosen by rule that show what would have happened. */
export type FieldRole = "project" | "control";

export type Field = { readonly id: string; readonly role: FieldRole; readonly boundary: Boundary };

/** RFC 3339 instants in UTC; start is in, end is out. */
export type Span = { readonly start: string; readonly end: string };

export type Project = {
  readonly name: string;
  readonly pool: Pool;
  readonly boundary: Boundary;
  readonly edgeLevel: EdgeLevel;
  /** Parts that are followed one by one; none where the project is looked at as a whole. */
  readonly fields: readonly Field[];
  readonly period: Span;
  /** What is looked at to choose control ground: before the project, the same for all of its periods. */
  readonly history?: Span | undefined;
  readonly simulated: boolean;
  /** What the developer did on the ground, as the methodology's schema wants it: seasons, fertiliser and the like. */
  readonly practice: JsonValue;
};

export type RefusedScene = { readonly sceneId: string; readonly rule: string };

/** The files of a project folder, as JSON by name. */
export type ProjectDocuments = Readonly<
  Record<"project.json" | "boundary.geojson" | "parameters.json", JsonValue> & { "fields.geojson"?: JsonValue }
>;
