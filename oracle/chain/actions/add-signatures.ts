import { action, eventsOf } from "./action.ts";
import type { Action, Args } from "./action.ts";

type AddArgs = Args<"VerificationOracle", "addSignatures">;

/**
 * Adds operators' signatures to an accepted report. Anyone may.
 * @returns the bitmap of all who signed it; undefined when none of the signatures was new.
 */
export const addSignatures = (
  report: AddArgs[0],
  operators: AddArgs[1],
): Action<{ readonly signedBy: number | undefined }> =>
  action({
    contract: "VerificationOracle",
    functionName: "addSignatures",
    args: [report, operators],
    happened: (logs) => ({ signedBy: eventsOf(logs, "VerificationOracle", "SignaturesAdded")[0]?.signedBy }),
  });
