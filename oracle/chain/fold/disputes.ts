import { RULINGS } from "../../core/statements/resolution.ts";
import { ignore, inconsistent, known } from "./handlers.ts";
import type { Draft } from "./draft.ts";
import type { Handlers } from "./handlers.ts";
import type { LogOf } from "./log.ts";
import type { ChallengeRecord } from "./registry.ts";

const close = (
  draft: Draft,
  log: LogOf<"Disputes", "ChallengeResolved" | "ChallengeUnanswered">,
  outcome: Pick<ChallengeRecord, "state" | "resolution">,
): void => {
  const { challengeId } = log.args;
  const challenge = known(log, draft.now().challenges, challengeId, "challenge");
  if (challenge.state !== "open") throw inconsistent(log, challenge.state, "the challenge is open");
  draft.put("challenges", challengeId, { ...challenge, ...outcome });
};

export const disputeHandlers: Handlers<"Disputes"> = {
  ReportChallenged: (draft, log) => {
    const { challengeId, ...challenge } = log.args;
    known(log, draft.now().reports, challenge.reportId, "report");
    draft.put("challenges", challengeId, { ...challenge, state: "open", resolution: undefined });
  },
  ChallengeResolved: (draft, log) => {
    const { ruling, resolutionId, evidence, resolvedBy } = log.args;
    const state = RULINGS[ruling];
    if (state === undefined) throw inconsistent(log, ruling, "a ruling that there is");
    // Epochs count from 1: as many as there are sets.
    const epoch = draft.now().operatorSets.size;
    close(draft, log, { state, resolution: { resolutionId, evidence, resolvedBy, epoch } });
  },
  ChallengeUnanswered: (draft, log) => close(draft, log, { state: "unanswered", resolution: undefined }),
  EIP712DomainChanged: ignore,
};
