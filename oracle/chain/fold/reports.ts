import { ignore, inconsistent, known } from "./handlers.ts";
import type { Handlers } from "./handlers.ts";

/** `ReportState.Pending` of Report.sol: no event challenges or rejects a report yet. */
const PENDING = 1;

export const reportHandlers: Handlers<"VerificationOracle"> = {
  ReportPosted: (draft, log) => {
    const { reportId, report, verifier, signedBy, deductionKg, netKg, bufferKg, issuableAt } = log.args;
    const { methodologies, operatorSets, reports } = draft.now();
    if (reports.has(reportId)) throw inconsistent(log, reportId, "a report that was not accepted before");
    const methodology = known(log, methodologies, report.methodologyId, "methodology");
    // Epochs count from 1: as many as there are sets.
    const set = known(log, operatorSets, operatorSets.size, "operator set");
    if (set.digest !== report.operatorSet) throw inconsistent(log, report.operatorSet, "the operator set in force");
    draft.put("reports", reportId, {
      ...report,
      state: PENDING,
      verifier,
      signedBy,
      deductionKg,
      netKg,
      bufferKg,
      issuableAt,
      // The window opens with acceptance, and a methodology never changes.
      postedAt: issuableAt - methodology.challengeWindow,
      epoch: set.epoch,
      transactionHash: log.transactionHash,
    });
  },
  SignaturesAdded: (draft, log) => {
    const { reportId, signedBy } = log.args;
    const report = known(log, draft.now().reports, reportId, "report");
    draft.put("reports", reportId, { ...report, signedBy });
  },
  EIP712DomainChanged: ignore,
};
