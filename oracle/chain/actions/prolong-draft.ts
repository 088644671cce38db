import { onChain } from "../errors.ts";
import type { Chain } from "../connect.ts";
import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

export type ProlongedDraft = {
  readonly projectId: bigint;
  /** When the draft lapses now unless it is active by then, Unix seconds. */
  readonly draftExpiry: number;
  /** Burnt, in wei. */
  readonly feeWei: bigint;
};

/** Lets a draft that holds ground live for another draft's life from now, for a fee. Owner only. */
export const prolongDraft = (projectId: bigint, feeWei: bigint): Action<ProlongedDraft> =>
  action({
    contract: "GroundRegistry",
    functionName: "prolong",
    args: [projectId],
    value: feeWei,
    happened: (logs) => {
      const { draftExpiry } = eventOf(logs, "ProjectRegistry", "ProjectDraftProlonged");
      return { projectId, draftExpiry, feeWei: eventOf(logs, "GroundRegistry", "ProlongationPaid").fee };
    },
  });

/** The fee for prolonging a draft now, in wei: it doubles with each time. @throws SixfoldError when the RPC fails. */
export const prolongationFee = (chain: Chain, projectId: bigint): Promise<bigint> =>
  onChain("projectId", () => chain.contracts.ground.read.prolongationFee([projectId]));
