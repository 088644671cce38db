import type { Address, Hex } from "viem";

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
};

export type ActivatedProject = {
  readonly groundRoot: Hex;
  /** Cells of the project's edge level. */
  readonly edgeCells: bigint;
};

/** Activates a draft and seals its ground; its bond may be withdrawn from then on. Anyone may. */
export const activateProject = ({
  projectId,
  areaM2,
  verifier,
  expiry,
  signature,
}: Activation): Action<ActivatedProject> =>
  action({
    contract: "ProjectRegistry",
    functionName: "activate",
    args: [projectId, areaM2, verifier, expiry, signature],
    happened: (logs) => {
      const { groundRoot, edgeCells } = eventOf(logs, "ProjectRegistry", "ProjectActivated");
      return { groundRoot, edgeCells };
    },
  });
