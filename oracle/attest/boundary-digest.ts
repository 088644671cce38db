import { sha256 } from "viem";
import type { Hex } from "viem";

import { BOUNDARY_PATH } from "../core/evidence/paths.ts";
import { canonicalJson } from "../core/evidence/canonical-json.ts";
import type { Boundary } from "../core/ground/types.ts";

/**
 * sha2-256 of the normalised boundary as canonical JSON (RFC 8785): what the ProjectRegistry holds, and the hash of a
 * bundle's `boundary.geojson`. Two files that state the same area have the same digest.
 */
export const boundaryDigest = (boundary: Boundary): Hex => sha256(canonicalJson(boundary, BOUNDARY_PATH));
