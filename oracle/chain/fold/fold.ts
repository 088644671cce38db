import type { ContractName, Log } from "./log.ts";
import { bufferHandlers } from "./buffer.ts";
import { certificateHandlers, creditHandlers } from "./credits.ts";
import { disputeHandlers } from "./disputes.ts";
import { developerHandlers } from "./developers.ts";
import { openDraft } from "./draft.ts";
import type { Draft } from "./draft.ts";
import { governanceHandlers } from "./governance.ts";
import { groundHandlers } from "./ground.ts";
import { inconsistent } from "./handlers.ts";
import type { Handlers } from "./handlers.ts";
import { methodologyHandlers } from "./methodologies.ts";
import { permanenceHandlers } from "./permanence.ts";
import { operatorHandlers } from "./operators.ts";
import { programmeHandlers } from "./programmes.ts";
import { projectHandlers } from "./projects.ts";
import type { Registry } from "./registry.ts";
import { reportHandlers } from "./reports.ts";
import { scorecardHandlers } from "./scorecards.ts";
import { stakeHandlers } from "./stakes.ts";
import { verifierHandlers } from "./verifiers.ts";

const HANDLERS: { readonly [C in ContractName]: Handlers<C> } = {
  AccessManager: governanceHandlers,
  MethodologyRegistry: methodologyHandlers,
  OperatorRegistry: operatorHandlers,
  VerifierRegistry: verifierHandlers,
  DeveloperRegistry: developerHandlers,
  ProgrammeRegistry: programmeHandlers,
  ProjectRegistry: projectHandlers,
  GroundRegistry: groundHandlers,
  VerificationOracle: reportHandlers,
  CarbonCredit: creditHandlers,
  RetirementCertificate: certificateHandlers,
  PermanenceMonitor: permanenceHandlers,
  BufferPool: bufferHandlers,
  Stakes: stakeHandlers,
  Disputes: disputeHandlers,
  Scorecards: scorecardHandlers,
};

const isBefore = (a: Log, b: Log): boolean =>
  a.blockNumber < b.blockNumber || (a.blockNumber === b.blockNumber && a.logIndex < b.logIndex);

/**
 * The registry after more logs: a pure function, and the same however the logs are cut into batches (L17). The state
 * given is left as it is; tables that no log touches are shared with it.
 * @param logs all logs of all contracts of a deployment that follow the state, in order, as `followLogs` reads them.
 * @throws SixfoldError `CHAIN_LOGS_INCONSISTENT` (check) when a log can not follow those before it: some were left out,
 *   come out of order, or are none of these contracts'.
 */
export const fold = (registry: Registry, logs: readonly Log[]): Registry => {
  const draft = openDraft(registry);
  logs.forEach((log, index) => {
    const before = logs[index - 1];
    if (before !== undefined && !isBefore(before, log))
      throw inconsistent(log, before.logIndex, "logs come in order, each once");
    const handle = HANDLERS[log.contract][log.eventName as never] as (draft: Draft, log: Log) => void;
    handle(draft, log);
  });
  return draft.now();
};
