import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";
import { batchIdOf } from "../chain/issuance.ts";
import type { BundleSource } from "../store/bundle-source.ts";
import { holds, same } from "./checks.ts";
import type { Check } from "./checks.ts";
import type { Rerun } from "../attest/rerun.ts";
import type { VerifyOptions } from "./verify-bundle.ts";
import { verifyReport } from "./verify-report.ts";

export type VerifiedLot = {
  readonly batchId: bigint;
  readonly amountKg: bigint;
  readonly reportId: string;
  readonly cid: string;
  readonly checks: readonly Check[];
  readonly rerun: Rerun | undefined;
};

/**
 * Follows a certificate back to the ground: lots -> batches -> reports -> evidence, and checks each step. The reports of
 * a certificate are verified one after the other; each may hold one machine's cores and memory.
 */
export const verifyCertificate = async (
  chain: Chain,
  certificateId: bigint,
  source: BundleSource,
  options: VerifyOptions = {},
): Promise<readonly VerifiedLot[]> => {
  const { certificates, credits } = chain.contracts;
  const record = await onChain("certificateId", () => certificates.read.record([certificateId]));
  const verified: VerifiedLot[] = [];
  for (const { batchId, amountKg, serialStart } of record.lots) {
    const [batch, reportId] = await onChain("batchId", () =>
      Promise.all([credits.read.batch([batchId]), credits.read.reportOf([batchId])]),
    );
    const report = await onChain("reportId", () => chain.contracts.oracle.read.getReport([reportId]));
    const { checks, cid, rerun } = await verifyReport(chain, reportId, source, options);
    const spentKg = batch.retiredKg + batch.cancelledKg;
    verified.push({
      batchId,
      amountKg,
      reportId,
      cid,
      rerun,
      checks: [
        same("batch is the report's project and period", batchId, batchIdOf(report)),
        same("issued is the report's net", batch.issuedKg, report.netKg),
        holds(
          "serials were spent from this batch",
          serialStart + amountKg <= spentKg && spentKg <= batch.issuedKg,
          `${serialStart} to ${serialStart + amountKg - 1n} of ${spentKg} spent and ${batch.issuedKg} issued`,
        ),
        ...checks,
      ],
    });
  }
  return verified;
};
