import * as z from "zod";

import { SixfoldError } from "../errors.ts";
import { parsedBy } from "../schema-faults.ts";
import type { Block, EdgeLevel, ProjectGround } from "../ground/types.ts";
import { canonicalJson, parseCanonicalJson } from "./canonical-json.ts";

export const GROUND_PATH = "ground.json";

/** S2 cell id as 16 hex digits; descendants as 64. */
const blockSchema = z.strictObject({
  cell: z.string().regex(/^0x[0-9a-f]{16}$/),
  bits: z.string().regex(/^0x[0-9a-f]{64}$/),
});

const groundSchema = z.strictObject({
  edgeLevel: z.union([z.literal(16), z.literal(20)]),
  /** What the project claims. */
  blocks: z.array(blockSchema),
  /** What it does not claim of its boundary's cover; absent where it claims all of it. */
  leftOut: z
    .array(blockSchema.extend({ heldBy: z.array(z.string().regex(/^[1-9][0-9]{0,19}$/)) }))
    .min(1)
    .optional(),
});

const hex = (value: bigint, digits: number): string => `0x${value.toString(16).padStart(digits, "0")}`;

const toJson = ({ cell, bits }: Block) => ({ cell: hex(cell, 16), bits: hex(bits, 64) });

const fromJson = ({ cell, bits }: z.infer<typeof blockSchema>): Block => ({ cell: BigInt(cell), bits: BigInt(bits) });

/** `ground.json`: the cells that count, ascending by cell, and those of the cover that do not, with who holds them. */
export const encodeGround = (edgeLevel: EdgeLevel, { blocks, leftOut }: ProjectGround): Uint8Array =>
  canonicalJson(
    {
      edgeLevel,
      blocks: blocks.map(toJson),
      ...(leftOut.length === 0
        ? {}
        : { leftOut: leftOut.map((block) => ({ ...toJson(block), heldBy: block.heldBy.map(String) })) }),
    },
    GROUND_PATH,
  );

/** @throws SixfoldError `EVIDENCE_GROUND_INVALID`, `EVIDENCE_JSON_NOT_CANONICAL` */
export const decodeGround = (bytes: Uint8Array): ProjectGround & { readonly edgeLevel: EdgeLevel } => {
  const {
    edgeLevel,
    blocks,
    leftOut = [],
  } = parsedBy(
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
  return {
    edgeLevel,
    blocks: blocks.map(fromJson),
    leftOut: leftOut.map((block) => ({ ...fromJson(block), heldBy: block.heldBy.map(BigInt) })),
  };
};
