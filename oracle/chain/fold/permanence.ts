import { zeroAddress, zeroHash } from "viem";

import type { Draft } from "./draft.ts";
import { ignore, inconsistent, known } from "./handlers.ts";
import type { Handlers } from "./handlers.ts";
import type { WatchRecord } from "./registry.ts";

const CLOSED = { alertId: zeroHash, opener: zeroAddress, deadline: 0 } as const;
const UNSEEN: WatchRecord = { ...CLOSED, observedUntil: 0 };

const watchOf = (draft: Draft, projectId: bigint): WatchRecord => draft.now().watches.get(projectId) ?? UNSEEN;

const change = (draft: Draft, projectId: bigint, changed: Partial<WatchRecord>): void =>
  draft.put("watches", projectId, { ...watchOf(draft, projectId), ...changed });

/** A look never takes back a later one. */
const lookedUntil = (draft: Draft, projectId: bigint, spanEnd: number): void =>
  change(draft, projectId, { observedUntil: Math.max(watchOf(draft, projectId).observedUntil, spanEnd) });

export const permanenceHandlers: Handlers<"PermanenceMonitor"> = {
  AlertOpened: (draft, log) => {
    const { alertId, projectId, operator, alert, deadline } = log.args;
    const { alertId: open } = watchOf(draft, projectId);
    if (open !== zeroHash || draft.now().alerts.has(alertId)) throw inconsistent(log, open, "no alert is open");
    change(draft, projectId, { alertId, opener: operator, deadline });
    draft.put("alerts", alertId, {
      ...alert,
      state: "open",
      opener: operator,
      signedBy: 0,
      countedKg: 0n,
      observationId: undefined,
    });
  },
  AlertConfirmed: (draft, log) => {
    const { alertId, projectId, alert, signedBy, countedKg } = log.args;
    const before = draft.now().alerts.get(alertId);
    if (before !== undefined && before.state !== "open") throw inconsistent(log, before.state, "the alert is open");
    if (before !== undefined) change(draft, projectId, CLOSED);
    // Whoever is silent has not looked.
    if (signedBy > 0) lookedUntil(draft, projectId, alert.spanEnd);
    draft.put("alerts", alertId, {
      ...alert,
      state: "confirmed",
      opener: before?.opener,
      signedBy,
      countedKg,
      observationId: undefined,
    });
  },
  AlertDismissed: (draft, log) => {
    const { alertId, projectId, opener, observationId, restsUntil } = log.args;
    const alert = known(log, draft.now().alerts, alertId, "alert");
    known(log, draft.now().observations, observationId, "observation");
    draft.put("alerts", alertId, { ...alert, state: "dismissed", observationId });
    draft.putIn("rests", opener, projectId, restsUntil);
    change(draft, projectId, CLOSED);
  },
  ReportedLossCounted: (draft, log) => {
    const { reportId, projectId, lossKg, countedKg } = log.args;
    const report = known(log, draft.now().reports, reportId, "report");
    if (report.netLossKg !== lossKg) throw inconsistent(log, lossKg, `the net loss of the report, ${report.netLossKg}`);
    draft.put("reports", reportId, { ...report, countedKg });
    // Whoever signed the report has looked.
    lookedUntil(draft, projectId, report.periodEnd);
  },
  ProjectObserved: (draft, { args: { observationId, projectId, observation, signedBy } }) => {
    draft.put("observations", observationId, { ...observation, signedBy });
    lookedUntil(draft, projectId, observation.spanEnd);
  },
  EIP712DomainChanged: ignore,
};
