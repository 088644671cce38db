import type { Hex } from "viem";

import { RULINGS } from "../../core/statements/resolution.ts";
import { action, eventOf } from "./action.ts";
import type { Action, Args } from "./action.ts";

type ResolveArgs = Args<"Disputes", "resolve">;

export type Resolved = { readonly resolutionId: Hex; readonly ruling: (typeof RULINGS)[number] | undefined };

/** Decides a challenge by what enough operators signed. Anyone may. */
export const resolveChallenge = (
  report: ResolveArgs[0],
  resolution: ResolveArgs[1],
  operators: ResolveArgs[2],
): Action<Resolved> =>
  action({
    contract: "Disputes",
    functionName: "resolve",
    args: [report, resolution, operators],
    happened: (logs) => {
      const { resolutionId, ruling } = eventOf(logs, "Disputes", "ChallengeResolved");
      return { resolutionId, ruling: RULINGS[ruling] };
    },
    foreseen: (resolutionId) => ({ resolutionId }),
  });
