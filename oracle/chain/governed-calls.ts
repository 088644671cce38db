import type { Abi, Address } from "viem";

import { AttestError } from "../core/errors.ts";
import type { Chain } from "./connect.ts";
import { onChain } from "./errors.ts";
import type { GovernedCall } from "./govern.ts";
import { findMethodology, toMethodology } from "./methodology-terms.ts";
import type { MethodologyTerms } from "./methodology-terms.ts";
import { POOLS } from "./pools.ts";
import type { Pool } from "./pools.ts";

const callOf = (
  { address, abi }: { readonly address: Address; readonly abi: Abi },
  functionName: string,
  args: readonly unknown[],
): GovernedCall["call"] => ({ address, abi, functionName, args });

/** Bit `uint8(pool)` of each pool (IVerifierRegistry.accredit). */
const bitmapOf = (pools: readonly Pool[]): number =>
  [...new Set(pools)].reduce((bits, pool) => bits + 2 ** (POOLS.indexOf(pool) + 1), 0);

/**
 * Replaces the operators and how many of them must sign.
 * @throws AttestError `ATTEST_QUORUM` when the quorum is not 1 to the number of operators.
 */
export const setOperators = (chain: Chain, named: readonly Address[], quorum: number): GovernedCall => {
  const { oracle } = chain.contracts;
  // The contract wants them strictly ascending.
  const operators = [...new Set(named)].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
  if (quorum < 1 || quorum > operators.length)
    throw new AttestError({
      code: "ATTEST_QUORUM",
      failure: "usage",
      field: "quorum",
      value: quorum,
      rule: `from 1 to the number of different operators, ${operators.length}`,
    });
  return {
    call: callOf(oracle, "setOperators", [operators, quorum]),
    inForce: async () => {
      const [current, needed] = await onChain("operators", () =>
        Promise.all([oracle.read.operators(), oracle.read.quorum()]),
      );
      return needed === quorum && current.join() === operators.join();
    },
  };
};

/** Lets a verifier sign for pools until a time (Unix seconds), in place of what it was accredited for before. */
export const accredit = (
  chain: Chain,
  { verifier, pools, until }: { readonly verifier: Address; readonly pools: readonly Pool[]; readonly until: number },
): GovernedCall => {
  const { verifiers } = chain.contracts;
  const bitmap = bitmapOf(pools);
  return {
    call: callOf(verifiers, "accredit", [verifier, bitmap, until]),
    inForce: async () => {
      const [held, heldUntil] = await onChain("verifier", () => verifiers.read.accreditation([verifier]));
      return held === bitmap && heldUntil === until;
    },
  };
};

/** Ends a verifier's accreditation. What it signed before stays accepted. */
export const suspend = (chain: Chain, verifier: Address): GovernedCall => {
  const { verifiers } = chain.contracts;
  return {
    call: callOf(verifiers, "suspend", [verifier]),
    inForce: async () => (await onChain("verifier", () => verifiers.read.accreditation([verifier])))[0] === 0,
  };
};

/** States that a verifier is tied to a developer, or that the tie has ended. */
export const setConflict = (chain: Chain, verifier: Address, developer: Address, tied: boolean): GovernedCall => {
  const { verifiers } = chain.contracts;
  return {
    call: callOf(verifiers, tied ? "declareConflict" : "withdrawConflict", [verifier, developer]),
    inForce: async () => (await onChain("verifier", () => verifiers.read.hasConflict([verifier, developer]))) === tied,
  };
};

/** Puts a methodology before the public. It can not be used before it is active. */
export const proposeMethodology = (chain: Chain, terms: MethodologyTerms): GovernedCall => ({
  call: callOf(chain.contracts.methodologies, "propose", [toMethodology(terms)]),
  inForce: async () => (await findMethodology(chain, terms)) !== undefined,
});

/** Makes a proposed methodology usable, and with that immutable. */
export const activateMethodology = (chain: Chain, methodologyId: number): GovernedCall => {
  const { methodologies } = chain.contracts;
  return {
    call: callOf(methodologies, "activate", [methodologyId]),
    inForce: () =>
      onChain("methodologyId", async () => {
        // It may be announced before it is proposed.
        if ((await methodologies.read.count()) < methodologyId) return false;
        return (await methodologies.read.terms([methodologyId])).active;
      }),
  };
};
