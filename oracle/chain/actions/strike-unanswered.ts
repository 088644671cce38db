import type { Hex } from "viem";

import { action, eventOf } from "./action.ts";
import type { Action, Args } from "./action.ts";

/** Strikes a report whose challenge nobody decided in time. Anyone may. */
export const strikeUnanswered = (
  report: Args<"Disputes", "resolveBySilence">[0],
): Action<{ readonly challengeId: Hex }> =>
  action({
    contract: "Disputes",
    functionName: "resolveBySilence",
    args: [report],
    happened: (logs) => ({ challengeId: eventOf(logs, "Disputes", "ChallengeUnanswered").challengeId }),
  });
