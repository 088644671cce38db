import * as z from "zod";

import { SixfoldError } from "../errors.ts";
import type { Block, EdgeLevel } from "../ground/types.ts";
import { parsedBy } from "../schema-faults.ts";
import { canonicalJson, parseCanonicalJson } from "./canonical-json.ts";

export const GROUND_PATH = "ground.json";

const groundSchema = z.strictObject({
  edgeLevel: z.union([z.literal(16), z.literal(20)]),
  /** S2 cell id as 16 hex digits; the claimed descendants as 64. */
  blocks: z.array(
    z.strictObject({ cell: z.string().regex(/^0x[0-9a-f]{16}$/), bits: z.string().regex(/^0x[0-9a-f]{64}$/) }),
  ),
});

const hex = (value: bigint, digits: number): string => `0x${value.toString(16).padStart(digits, "0")}`;

/** `ground.json`: the cells that count, ascending by cell. */
export const encodeGround = (edgeLevel: EdgeLevel, blocks: readonly Block[]): Uint8Array =>
  canonicalJson(
    { edgeLevel, blocks: blocks.map(({ cell, bits }) => ({ cell: hex(cell, 16), bits: hex(bits, 64) })) },
    GROUND_PATH,
  );

/** @throws SixfoldError `EVIDENCE_GROUND_INVALID`, `EVIDENCE_JSON_NOT_CANONICAL` */
export const decodeGround = (
  bytes: Uint8Array,
): { readonly edgeLevel: EdgeLevel; readonly blocks: readonly Block[] } => {
  const { edgeLevel, blocks } = parsedBy(
    groundSchema,
    parseCanonicalJson(bytes, GROUND_PATH),
    ({ pointer, ...fault }) =>
      new SixfoldError({
        code: "EVIDENCE_GROUND_INVALID",
        failure: "check",
        field: `${GROUND_PATH}#${pointer}`,
        ...fault,
      }),
  );
  return { edgeLevel, blocks: blocks.map(({ cell, bits }) => ({ cell: BigInt(cell), bits: BigInt(bits) })) };
};
