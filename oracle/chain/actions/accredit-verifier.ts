import type { Address } from "viem";

import { onChain } from "../errors.ts";
import { POOLS } from "../pools.ts";
import type { Pool } from "../pools.ts";
import { action, eventOf } from "./action.ts";
import type { GovernedAction } from "./govern.ts";

/** Bit `uint8(pool)` of each pool (IVerifierRegistry.accredit). */
const bitmapOf = (pools: readonly Pool[]): number =>
  [...new Set(pools)].reduce((bits, pool) => bits + 2 ** (POOLS.indexOf(pool) + 1), 0);

export type Accreditation = {
  readonly verifier: Address;
  readonly pools: readonly Pool[];
  /** Unix seconds, excluded. */
  readonly until: number;
};

/** Lets a verifier sign for pools until a time, in place of what it was accredited for before. */
export const accreditVerifier = ({
  verifier,
  pools,
  until,
}: Accreditation): GovernedAction<{ readonly verifier: Address; readonly until: number }> => {
  const bitmap = bitmapOf(pools);
  return {
    action: action({
      contract: "VerifierRegistry",
      functionName: "accredit",
      args: [verifier, bitmap, until],
      happened: (logs) => {
        const accredited = eventOf(logs, "VerifierRegistry", "VerifierAccredited");
        return { verifier: accredited.verifier, until: accredited.until };
      },
    }),
    inForce: async ({ contracts: { verifiers } }) => {
      const [held, heldUntil] = await onChain("verifier", () => verifiers.read.accreditation([verifier]));
      return held === bitmap && heldUntil === until;
    },
  };
};
