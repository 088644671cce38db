import type { Address } from "viem";

import type { Chain } from "./connect.ts";
import { onChain } from "./errors.ts";

/** One set of operators. */
export type OperatorSet = {
  readonly epoch: number;
  /** Ascending. */
  readonly operators: readonly Address[];
  readonly quorum: number;
  /** From when on it could take effect, Unix seconds. */
  readonly effectiveAt: number;
};

/** The set in force and the one announced to follow it; undefined where there is none. */
export type OperatorSets = { readonly current: OperatorSet | undefined; readonly announced: OperatorSet | undefined };

/** The set of an epoch; without operators, effective at 0, where there is none. @throws SixfoldError when the RPC fails. */
export const readOperatorSet = (chain: Chain, epoch: number): Promise<OperatorSet> =>
  onChain("operators", async () => {
    const [operators, quorum, effectiveAt] = await chain.contracts.operators.read.setOf([epoch]);
    return { epoch, operators, quorum, effectiveAt };
  });

/** @throws SixfoldError when the RPC fails. */
export const readOperators = async (chain: Chain): Promise<OperatorSets> => {
  const epoch = await onChain("operators", () => chain.contracts.operators.read.epoch());
  const [current, announced] = (await Promise.all([epoch, epoch + 1].map((each) => readOperatorSet(chain, each)))).map(
    (set) => (set.effectiveAt === 0 ? undefined : set),
  );
  return { current, announced };
};

/** The operators whose bits a bitmap of signers has. */
export const signersOf = (signedBy: number, operators: readonly Address[]): readonly Address[] =>
  operators.filter((_, index) => (signedBy >>> index) % 2 === 1);
