import type { ContractFunctionReturnType, Hex } from "viem";

import type { verificationOracleAbi } from "../../contracts/abi/index.ts";
import { SixfoldError } from "../core/errors.ts";
import type { Chain } from "./connect.ts";
import { onChain } from "./errors.ts";
import { readLogs } from "./read-logs.ts";

export type AcceptedReport = ContractFunctionReturnType<typeof verificationOracleAbi, "view", "getReport">;

/** No report with this id was accepted. */
export const unknownReport = (reportId: Hex): SixfoldError =>
  new SixfoldError({
    code: "CHAIN_REPORT_UNKNOWN",
    failure: "check",
    field: "reportId",
    value: reportId,
    rule: "the oracle has accepted this report",
  });

/** The log by which a report was accepted; undefined where none was. */
export const readPostedReport = async (chain: Chain, reportId: Hex) => {
  const [log] = await readLogs(chain, { contract: "VerificationOracle", events: ["ReportPosted"], args: { reportId } });
  return log;
};

/** @throws SixfoldError `CHAIN_REPORT_UNKNOWN` (check) when the oracle has accepted no such report. */
export const readAcceptedReport = async (chain: Chain, reportId: Hex): Promise<AcceptedReport> => {
  const report = await onChain("reportId", () => chain.contracts.oracle.read.getReport([reportId]));
  if (report.state === 0) throw unknownReport(reportId);
  return report;
};
