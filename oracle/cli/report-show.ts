import type { Command } from "commander";
import type { Hex } from "viem";

import { day, reportId as parseReportId } from "./identifiers.ts";
import { addVerb, connectFrom, withChain } from "./options.ts";
import type { ChainOptions } from "./options.ts";
import { openOutput } from "./output.ts";

const STATE = ["none", "pending", "challenged", "rejected"] as const;

/** `sixfold report show`: an accepted report, and the CID of its evidence. */
export const addReportShow = (noun: Command): void => {
  withChain(addVerb(noun, "show", "show an accepted report").argument("<report-id>", "", parseReportId)).action(
    async (reportId: Hex, options: ChainOptions) => {
      const [{ readAcceptedReport }, { cidOfDigest }] = await Promise.all([
        import("../chain/accepted-report.ts"),
        import("../evidence/cid.ts"),
      ]);
      const chain = await connectFrom(options);
      const report = await readAcceptedReport(chain, reportId);
      const cid = cidOfDigest(report.evidence).toString();
      const state = STATE[report.state] ?? String(report.state);
      openOutput(options).result({ reportId, cid, ...report, state }, [
        `report       ${reportId}, ${state}`,
        `project      ${report.projectId}`,
        `period       ${day(report.periodStart)} to ${day(report.periodEnd)}`,
        `measured     ${report.measuredKg} kg`,
        `baseline     ${report.baselineKg} kg`,
        `leakage      ${report.leakageKg} kg`,
        `half-width   ${report.halfWidthKg} kg (90 %)`,
        `net          ${report.netKg} kg, of which buffer ${report.bufferKg} kg`,
        `observed     ${report.observedM2} of ${report.claimedM2} m2`,
        `issuable     ${new Date(report.issuableAt * 1000).toISOString()}`,
        `signed by    ${report.operatorCount} operators and verifier ${report.verifier}`,
        `evidence     ${cid}`,
      ]);
    },
  );
};
