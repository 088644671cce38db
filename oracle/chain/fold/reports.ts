import { ignore, inconsistent, known } from "./handlers.ts";
import type { Draft } from "./draft.ts";
import type { Handlers } from "./handlers.ts";
import type { LogOf } from "./log.ts";

/** `ReportState` of Report.sol. */
const STATE = { pending: 1, frozen: 2, struck: 3 } as const;

const move =
  (to: keyof typeof STATE) =>
  (draft: Draft, log: LogOf<"VerificationOracle", "ReportFrozen" | "ReportStruck">): void => {
    const { reportId } = log.args;
    const report = known(log, draft.now().reports, reportId, "report");
    draft.put("reports", reportId, { ...report, state: STATE[to] });
  };

export const reportHandlers: Handlers<"VerificationOracle"> = {
  ReportPosted: (draft, log) => {
    const { reportId, report, verifier, signedBy, deductionKg, netKg, bufferKg, issuableAt } = log.args;
    const { operatorSets, projects, reports } = draft.now();
    if (reports.has(reportId)) throw inconsistent(log, reportId, "a report that was not accepted before");
    // Epochs count from 1: as many as there are sets.
    const set = known(log, operatorSets, operatorSets.size, "operator set");
    if (set.digest !== report.operatorSet) throw inconsistent(log, report.operatorSet, "the operator set in force");
    draft.put("reports", reportId, {
      ...report,
      state: STATE.pending,
      verifier,
      signedBy,
      held: false,
      deductionKg,
      netKg,
      bufferKg,
      netLossKg: 0n,
      countedKg: undefined,
      issuableAt,
      creditedBefore: known(log, projects, report.projectId, "project").creditedUntil,
      epoch: set.epoch,
      transactionHash: log.transactionHash,
    });
  },
  ReportFrozen: move("frozen"),
  ReportUnfrozen: (draft, log) => {
    const { reportId, issuableAt } = log.args;
    const report = known(log, draft.now().reports, reportId, "report");
    draft.put("reports", reportId, { ...report, state: STATE.pending, issuableAt });
  },
  ReportHeld: (draft, log) => {
    const { reportId, issuableAt } = log.args;
    const report = known(log, draft.now().reports, reportId, "report");
    draft.put("reports", reportId, { ...report, held: true, issuableAt });
  },
  LossReported: (draft, log) => {
    const { reportId, lossKg } = log.args;
    const report = known(log, draft.now().reports, reportId, "report");
    draft.put("reports", reportId, { ...report, netLossKg: lossKg });
  },
  ReportStruck: move("struck"),
  SignaturesAdded: (draft, log) => {
    const { reportId, signedBy } = log.args;
    const report = known(log, draft.now().reports, reportId, "report");
    draft.put("reports", reportId, { ...report, signedBy });
  },
  AuthorityUpdated: ignore,
  EIP712DomainChanged: ignore,
};
