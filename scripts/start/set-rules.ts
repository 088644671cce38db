import type { Abi, Hex } from "viem";

import { govern } from "../govern.ts";
import type { GovernedCall } from "../govern.ts";
import type { developmentMethodology } from "./methodology.ts";
import type { World } from "./world.ts";

const QUORUM = 2;
/** Bits 1 to 5: every pool of `contracts/types/Pool.sol`. */
const EVERY_POOL = 0x3e;
const TEN_YEARS_SECONDS = 10 * 365 * 86_400;

/**
 * What the governor does first: operators, a verifier, and the methodologies. All of it is
 * announced, waits for the public delay, and is then executed.
 * @returns the methodology id of each methodology, in order
 */
export const setRules = async (
  { chain, clock, signers, operators, verifier }: World,
  methodologies: readonly ReturnType<typeof developmentMethodology>[],
): Promise<readonly number[]> => {
  const { oracle, verifiers, methodologies: registry } = chain.contracts;
  const ascending = operators.map(({ address }) => address).toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
  const call = (
    contract: { readonly address: Hex; readonly abi: Abi },
    functionName: string,
    args: readonly unknown[],
  ): GovernedCall => ({ target: contract.address, abi: contract.abi, functionName, args });
  await govern(
    chain,
    signers.governor,
    [
      call(oracle, "setOperators", [ascending, QUORUM]),
      call(verifiers, "accredit", [verifier.address, EVERY_POOL, (await clock.now()) + TEN_YEARS_SECONDS]),
      ...methodologies.map((methodology) => call(registry, "propose", [methodology])),
      ...methodologies.map((_, index) => call(registry, "activate", [index + 1])),
    ],
    clock.waitUntil,
  );
  return methodologies.map((_, index) => index + 1);
};
