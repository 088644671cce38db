import type { ContractFunctionReturnType } from "viem";

import type { scorecardsAbi } from "../../contracts/abi/index.ts";
import { CONDITIONS } from "../../oracle/chain/conditions.ts";
import type { Chain } from "../../oracle/chain/connect.ts";
import { onChain } from "../../oracle/chain/errors.ts";
import { UNIT_KINDS } from "../../oracle/chain/unit-kinds.ts";
import { SixfoldError } from "../../oracle/core/errors.ts";
import { cidOfDigest } from "../../oracle/store/cid.ts";
import { NOT_RECORDED, NOT_TOLD, REQUIREMENTS } from "../certificate/fields.ts";
import type { CertificateLot } from "../certificate/fields.ts";
import { NO_AUTHORISATION } from "../certificate/tell.ts";
import { instantOf, spanOf } from "../http/fields.ts";
import type { OriginRow } from "./certificate-facts.ts";
import { poolOf, wordOf } from "./words.ts";

type Scorecard = ContractFunctionReturnType<typeof scorecardsAbi, "view", "scorecard">;

const scorecardAt = (chain: Chain, batchId: string, blockNumber: bigint): Promise<Scorecard> =>
  onChain("batch", () => chain.contracts.scorecards.read.scorecard([BigInt(batchId)], { blockNumber }));

const labelOf = (card: Scorecard, block: bigint): CertificateLot["labels"]["now"] => ({
  block: `${block}`,
  condition: wordOf(CONDITIONS, card.permanent.condition),
  met: REQUIREMENTS.filter((name) => card[name].met),
});

/** How a batch stood in an old block. Many endpoints keep no state of those: that is said, and not taken for a fault. */
const labelThen = async (chain: Chain, batchId: string, block: bigint): Promise<CertificateLot["labels"]["then"]> => {
  try {
    return labelOf(await scorecardAt(chain, batchId, block), block);
  } catch (error) {
    if (error instanceof SixfoldError && error.failure === "infrastructure") return NOT_TOLD;
    throw error;
  }
};

/** A lot as the certificate tells of it. Conditions are the contracts' own, at both blocks. */
export const lotDocument = async (
  row: OriginRow,
  { now, then }: { readonly now: bigint; readonly then: bigint },
  chain: Chain,
): Promise<CertificateLot> => {
  const { batch_id: batchId, amount_kg: kg, serial_start: serialFirst, report, methodology } = row;
  const [card, before] = await Promise.all([
    scorecardAt(chain, batchId, now),
    then === now ? undefined : labelThen(chain, batchId, then),
  ]);
  const { permanent, verified } = card;
  const kind = wordOf(UNIT_KINDS, methodology.unitKind);
  const pool = poolOf(row.pool);
  const today = labelOf(card, now);
  return {
    kg,
    batchId,
    serialFirst,
    serialLast: `${BigInt(serialFirst) + BigInt(kg) - 1n}`,
    vintage: spanOf(report.periodStart, report.periodEnd),
    project: {
      id: row.project_id,
      name: NOT_RECORDED,
      hostCountry: row.host_country,
      programmeReference: row.programme_reference,
      pool,
      owner: row.owner,
    },
    methodology: { id: row.methodology_id, name: methodology.name, version: methodology.version },
    kind,
    sink: kind === "reduction" ? null : pool === "reservoir" ? "technological" : "biogenic",
    report: {
      id: row.report_id,
      evidence: cidOfDigest(report.evidence).toString(),
      measuredKg: report.measuredKg,
      halfWidthKg: report.halfWidthKg,
      netKg: report.netKg,
      signed: verified.signed,
      operators: verified.operators,
      quorum: verified.quorum,
      verifier: verified.verifier,
    },
    durability: {
      reversible: permanent.reversible,
      watchedUntil: permanent.reversible ? instantOf(permanent.monitoringEnd) : null,
      compensatedBy: permanent.reversible ? chain.deployment.contracts.BufferPool : null,
      bufferedKg: `${permanent.bufferedKg}`,
      lostKg: `${permanent.lostKg}`,
      deficitKg: `${permanent.deficitKg}`,
    },
    authorisation: {
      hostCountry: NOT_RECORDED,
      correspondingAdjustment: NOT_RECORDED,
      says: NO_AUTHORISATION,
    },
    labels: { then: before ?? today, now: today },
  };
};
