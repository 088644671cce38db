import type { Hex } from "viem";

import type { Chain } from "../chain/connect.ts";
import { readLogs } from "../chain/read-logs.ts";
import type { Report } from "../core/statements/report.ts";

/**
 * A report and all that came before it, oldest first, as the chain's logs have them: each names the one before. Struck
 * reports are named by none. Empty where a log is missing.
 */
export const historyOf = async (chain: Chain, projectId: bigint, reportId: Hex): Promise<readonly Report[]> => {
  const logs = await readLogs(chain, {
    contract: "VerificationOracle",
    events: ["ReportPosted"],
    args: { projectId },
  });
  const byId = new Map(logs.map(({ args }) => [args.reportId, args.report]));
  const history: Report[] = [];
  for (let id = reportId; BigInt(id) !== 0n;) {
    const report = byId.get(id);
    if (report === undefined) return [];
    history.unshift(report);
    id = report.previous;
  }
  return history;
};
