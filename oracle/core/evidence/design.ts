import { sha256 } from "viem";
import type { Hex } from "viem";

import { canonicalJson, parseCanonicalJson } from "./canonical-json.ts";
import { readWhole } from "./files.ts";
import type { Bundle } from "./files.ts";
import { FIELDS_PATH, PROJECT_PATH } from "./paths.ts";

/**
 * What a project does and with what it is compared: its practice, its fields with their roles, and the history by which
 * its controls are chosen; null where it has none.
 */
export type Design = { readonly practice: unknown; readonly fields: unknown; readonly history: unknown };

/** The design of a project as its documents state it. @param project project.json @param fields fields.geojson */
export const designOf = (project: unknown, fields: unknown): Design => ({
  practice: (Object(project) as { readonly practice?: unknown }).practice ?? null,
  fields: fields ?? null,
  history: (Object(project) as { readonly history?: unknown }).history ?? null,
});

/** sha2-256 of a design as canonical JSON (RFC 8785): what the ProjectRegistry holds (L18). */
export const designDigest = (design: Design): Hex => sha256(canonicalJson(design, "design"));

/** The digest of the design that a bundle was measured by. */
export const designOfBundle = async (bundle: Bundle): Promise<Hex> => {
  const json = async (path: string): Promise<unknown> => parseCanonicalJson(await readWhole(bundle, path), path);
  return designDigest(
    designOf(await json(PROJECT_PATH), bundle.has(FIELDS_PATH) ? await json(FIELDS_PATH) : undefined),
  );
};
