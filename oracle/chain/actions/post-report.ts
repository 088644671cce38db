import type { Hex } from "viem";

import { action, eventsOf } from "./action.ts";
import type { Action, Args } from "./action.ts";

type PostArgs = Args<"VerificationOracle", "post">;

/** Everything the chain asks for to accept a report. */
export type ReportToPost = {
  readonly report: PostArgs[0];
  /** Strictly ascending by signer. */
  readonly operators: PostArgs[1];
  readonly verifierSignature: PostArgs[2];
};

/** Amounts in kg CO2e. */
export type AcceptedNow = {
  readonly reportId: Hex;
  readonly netKg: bigint;
  readonly deductionKg: bigint;
  readonly bufferKg: bigint;
  /** End of the challenge window, Unix seconds. */
  readonly issuableAt: number;
};

/** Brings a signed report to the chain. Anyone may. One that was accepted before changes nothing: `accepted` is undefined. */
export const postReport = ({
  report,
  operators,
  verifierSignature,
}: ReportToPost): Action<{ readonly accepted: AcceptedNow | undefined }> =>
  action({
    contract: "VerificationOracle",
    functionName: "post",
    args: [report, operators, verifierSignature],
    happened: (logs) => {
      const [posted] = eventsOf(logs, "VerificationOracle", "ReportPosted");
      if (posted === undefined) return { accepted: undefined };
      const { reportId, netKg, deductionKg, bufferKg, issuableAt } = posted;
      return { accepted: { reportId, netKg, deductionKg, bufferKg, issuableAt } };
    },
  });
