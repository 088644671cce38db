import type { Pool } from "../../oracle/chain/pools.ts";
import { UNIT_TYPES } from "./cad-trust-fields.ts";
import type { CadTrustUnit } from "./cad-trust-fields.ts";

/** A batch, and what became of its kilograms. */
export type BatchParts = {
  readonly id: string;
  readonly reportId: `0x${string}`;
  /** RFC 3339. */
  readonly periodEnd: string;
  readonly pool: Pool;
  readonly kind: "reduction" | "removal";
  readonly heldKg: bigint;
  readonly bufferedKg: bigint;
  readonly bufferPool: string;
  readonly spent: readonly {
    readonly first: bigint;
    readonly kg: bigint;
    readonly owner: string | null;
    readonly status: "Retired" | "Cancelled";
    readonly reason: string;
    readonly link: string;
  }[];
};

const typeOf = ({ pool, kind }: BatchParts): (typeof UNIT_TYPES)[number] =>
  UNIT_TYPES[(kind === "removal" ? 2 : 0) + (pool === "reservoir" ? 1 : 0)]!;

/** The last day of a period is in the year before, where it ends at a new year. */
const vintageYear = (periodEnd: string): number => new Date(Date.parse(periodEnd) - 1).getUTCFullYear();

type Part = { readonly kg: bigint; readonly status: CadTrustUnit["record"]["unitStatus"] } & Partial<
  Omit<BatchParts["spent"][number], "kg" | "status">
>;

const unitOf = (batch: BatchParts, base: string, { kg, status, first, owner, reason, link }: Part): CadTrustUnit => {
  const last = first === undefined ? undefined : first + kg - 1n;
  return {
    batchId: batch.id,
    kg: `${kg}`,
    record: {
      issuanceId: batch.reportId,
      unitOwner: owner ?? null,
      countryJurisdictionOfOwner: null,
      serialNumberBlock: first === undefined ? batch.id : `${batch.id}/${first}-${last}`,
      unitBlockStart: first === undefined ? null : `${first}`,
      unitBlockEnd: last === undefined ? null : `${last}`,
      unitCount: Number(kg / 1_000n),
      vintageYear: vintageYear(batch.periodEnd),
      unitType: typeOf(batch),
      unitStatus: status,
      unitStatusReason: reason ?? null,
      unitRegistryLink: `${base}${link ?? `/v1/batches/${batch.id}`}`,
      correspondingAdjustmentDeclaration: "Unknown",
      correspondingAdjustmentStatus: "Not Started",
    },
    missing: ["countryJurisdictionOfOwner", ...(first === undefined ? ["unitBlockStart", "unitBlockEnd"] : [])],
  };
};

/**
 * A batch as units of CAD Trust: a block of serials for each retirement and cancellation, and one unit without serials for
 * what is held and one for what is buffered, as a kilogram gets its serial when it is spent. Together they are the batch.
 */
export const unitsOf = (batch: BatchParts, base: string): readonly CadTrustUnit[] =>
  [
    ...batch.spent,
    { kg: batch.heldKg, status: "Held" as const },
    { kg: batch.bufferedKg, status: "Buffer" as const, owner: batch.bufferPool },
  ]
    .filter(({ kg }) => kg > 0n)
    .map((part: Part) => unitOf(batch, base, part));
