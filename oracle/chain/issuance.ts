import type { Hex } from "viem";

import { SixfoldError } from "../core/errors.ts";
import type { AcceptedReport } from "./accepted-report.ts";
import { chainTime } from "./chain-time.ts";
import type { Chain } from "./connect.ts";
import { onChain } from "./errors.ts";
import { readLogs } from "./read-logs.ts";

/** The credits that a report became. Amounts in kg CO2e. */
export type IssuedBatch = {
  readonly batchId: bigint;
  readonly issuedKg: bigint;
  readonly bufferedKg: bigint;
  readonly retiredKg: bigint;
  readonly cancelledKg: bigint;
  /** Time of the block in which they were issued, Unix seconds. */
  readonly issuedAt: number;
  readonly transaction: Hex;
};

/** Where an accepted report stands on its way to credits. */
export type Issuance =
  | { readonly state: "window open" | "issuable" | "nothing to issue" | "frozen" | "struck" }
  | { readonly state: "issued"; readonly batch: IssuedBatch };

/** VerificationOracle's ReportState. */
const FROZEN = 2;
const STRUCK = 3;

/** The batch of a project and period: project << 80 | period start << 40 | period end (BatchIdLib). */
export const batchIdOf = ({
  projectId,
  periodStart,
  periodEnd,
}: Pick<AcceptedReport, "projectId" | "periodStart" | "periodEnd">): bigint =>
  (projectId << 80n) | (BigInt(periodStart) << 40n) | BigInt(periodEnd);

/** Whether a batch was issued: the contract knows no other. A period has one report that stands (L4), so it was from that. */
const isIssued = async (chain: Chain, batchId: bigint): Promise<boolean> =>
  onChain("batchId", () => chain.contracts.credits.read.reportOf([batchId])).then(
    () => true,
    (error: unknown) => {
      if (error instanceof SixfoldError && error.code === "CHAIN_CARBON_CREDIT_BATCH_UNKNOWN") return false;
      throw error;
    },
  );

const readBatch = async (chain: Chain, reportId: Hex, batchId: bigint): Promise<IssuedBatch> => {
  const { credits } = chain.contracts;
  const [log] = await readLogs(chain, { contract: "CarbonCredit", events: ["CreditsIssued"], args: { reportId } });
  if (log === undefined)
    throw new SixfoldError({
      code: "CHAIN_ISSUE_LOGS",
      failure: "check",
      field: "reportId",
      value: reportId,
      rule: "the issue of the batch is in the logs that the RPC endpoint serves",
    });
  const [batch, { timestamp }] = await onChain("batchId", () =>
    Promise.all([credits.read.batch([batchId]), chain.client.getBlock({ blockNumber: log.blockNumber })]),
  );
  return { batchId, ...batch, issuedAt: Number(timestamp), transaction: log.transactionHash };
};

/**
 * Where an accepted report stands, by the chain's own clock: the time of its latest block.
 * @throws SixfoldError `CHAIN_ISSUE_LOGS` (check) when the endpoint leaves the log out; errors of the RPC
 */
export const readIssuance = async (chain: Chain, reportId: Hex, report: AcceptedReport): Promise<Issuance> => {
  if (report.state === FROZEN) return { state: "frozen" };
  // Another report may have taken its period since, and been issued.
  if (report.state === STRUCK) return { state: "struck" };
  const batchId = batchIdOf(report);
  const [now, issued] = await Promise.all([chainTime(chain), isIssued(chain, batchId)]);
  if (issued) return { state: "issued", batch: await readBatch(chain, reportId, batchId) };
  if (report.netKg === 0n) return { state: "nothing to issue" };
  return { state: now < report.issuableAt ? "window open" : "issuable" };
};
