import { sha256 } from "viem";
import type { Hex } from "viem";

import { GroundError } from "../errors.ts";
import { BOUNDARY_PATH } from "../evidence/bundle.ts";
import { canonicalJson } from "../evidence/canonical-json.ts";
import { parseBoundary } from "../ground/boundary.ts";
import type { Boundary } from "../ground/types.ts";

export type PublishedBoundary = {
  readonly boundary: Boundary;
  /** sha2-256 of the normalised boundary as canonical JSON: what the ProjectRegistry holds and a bundle contains. */
  readonly digest: Hex;
};

/**
 * A boundary from the bytes of a GeoJSON file. Two files that state the same area have the same digest.
 * @throws GroundError when the bytes are not UTF-8 JSON or not a valid boundary.
 */
export const readBoundary = (bytes: Uint8Array): PublishedBoundary => {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new GroundError({
      code: "GROUND_NOT_JSON",
      failure: "usage",
      field: "geojson",
      value: `${bytes.length} bytes`,
      rule: "the file is UTF-8 JSON",
      cause,
    });
  }
  const boundary = parseBoundary(json);
  return { boundary, digest: sha256(canonicalJson(boundary, BOUNDARY_PATH)) };
};
