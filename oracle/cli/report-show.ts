import type { Command } from "commander";
import type { Hex } from "viem";

import type { AcceptedReport } from "../chain/accepted-report.ts";
import type { Issuance } from "../chain/issuance.ts";
import { day, statementId } from "./identifiers.ts";
import { addVerb, connectFrom, withChain } from "./options.ts";
import type { ChainOptions } from "./options.ts";
import { openOutput } from "./output.ts";

const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** The state in words, with what there is to know about it. */
const stateLines = (reportId: Hex, { issuableAt }: AcceptedReport, issuance: Issuance): readonly string[] => {
  switch (issuance.state) {
    case "issued": {
      const { batchId, issuedKg, bufferedKg, retiredKg, cancelledKg, issuedAt } = issuance.batch;
      return [
        `state        issued ${instant(issuedAt)}`,
        `batch        ${batchId}`,
        `issued       ${issuedKg} kg, of which buffered ${bufferedKg} kg`,
        `retired      ${retiredKg} kg`,
        `cancelled    ${cancelledKg} kg`,
      ];
    }
    case "window open":
      return [`state        challenge window open until ${instant(issuableAt)}`];
    case "issuable":
      return [`state        issuable since ${instant(issuableAt)}`, `next         sixfold credit issue ${reportId}`];
    case "nothing to issue":
      return ["state        net is zero: nothing will be issued"];
    default:
      return [`state        ${issuance.state}`];
  }
};

/** `sixfold report show`: an accepted report, where it stands, and the CID of its evidence. */
export const addReportShow = (noun: Command): void => {
  withChain(
    addVerb(noun, "show", "show an accepted report").argument(
      "<report-id>",
      "0x and 64 hex digits, as `report post` printed it",
      statementId,
    ),
  ).action(async (reportId: Hex, options: ChainOptions) => {
    const [
      { readAcceptedReport },
      { onChain },
      { readIssuance },
      { readOperatorSet, signersOf },
      { cidOfDigest },
      { REPORT_KIND },
    ] = await Promise.all([
      import("../chain/accepted-report.ts"),
      import("../chain/errors.ts"),
      import("../chain/issuance.ts"),
      import("../chain/operator-sets.ts"),
      import("../store/cid.ts"),
      import("../core/statements/report.ts"),
    ]);
    const chain = await connectFrom(options);
    const report = await readAcceptedReport(chain, reportId);
    const netLossKg = await onChain("reportId", () => chain.contracts.oracle.read.netLoss([reportId]));
    const issuance = await readIssuance(chain, reportId, report);
    const { operators, quorum } = await readOperatorSet(chain, report.epoch);
    const cid = cidOfDigest(report.evidence).toString();
    const signers = signersOf(report.signedBy, operators);
    openOutput(options).result({ reportId, cid, ...report, netLossKg, signers, ...issuance }, [
      `report       ${reportId}`,
      `project      ${report.projectId}`,
      `kind         ${report.kind === REPORT_KIND.credit ? "credit" : "observation"}`,
      `period       ${day(report.periodStart)} to ${day(report.periodEnd)}`,
      `measured     ${report.measuredKg} kg`,
      `baseline     ${report.baselineKg} kg`,
      `leakage      ${report.leakageKg} kg`,
      `half-width   ${report.halfWidthKg} kg (90 %)`,
      `net          ${report.netKg} kg, of which buffer ${report.bufferKg} kg`,
      ...(netLossKg === 0n ? [] : [`lost         ${netLossKg} kg on the whole: sixfold report carry-loss ${reportId}`]),
      `observed     ${report.observedM2} of ${report.claimedM2} m2`,
      `signed by    ${signers.length} of ${operators.length} operators (quorum ${quorum}) and verifier ${report.verifier}`,
      `evidence     ${cid}`,
      ...stateLines(reportId, report, issuance),
    ]);
  });
};
