import type { Address, Hex } from "viem";

import type { SerialsClaim } from "../stated-serials.ts";
import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

/** A draft and a verifier's signature over it as it is. */
export type Activation = {
  readonly projectId: bigint;
  /** Area of the ground, as the verifier measured it. */
  readonly areaM2: bigint;
  readonly verifier: Address;
  /** Unix seconds; the signature is good up to and with this time. */
  readonly expiry: number;
  readonly signature: Hex;
  /** All that the draft stated, in its order: `statedSerials`. */
  readonly serials: readonly SerialsClaim[];
};

export type ActivatedProject = {
  readonly groundRoot: Hex;
  /** Cells of the project's edge level. */
  readonly edgeCells: bigint;
};

/** Activates a draft, seals its ground, and takes what it stated of other programmes; its bond may be withdrawn from then on. Anyone may. */
export const activateProject = ({
  projectId,
  areaM2,
  verifier,
  expiry,
  signature,
  serials,
}: Activation): Action<ActivatedProject> =>
  action({
    contract: "ProjectRegistry",
    functionName: "activate",
    args: [projectId, { areaM2, verifier, expiry, signature }, serials],
    happened: (logs) => {
      const { groundRoot, edgeCells } = eventOf(logs, "ProjectRegistry", "ProjectActivated");
      return { groundRoot, edgeCells };
    },
  });
