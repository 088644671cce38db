import type { TransactionReceipt } from "viem";

import { loadSigner } from "../chain/signer.ts";
import type { Signer } from "../chain/signer.ts";
import type { Chain } from "../chain/connect.ts";
import { send, simulate } from "../chain/send.ts";
import type { Call } from "../chain/send.ts";
import { connectFrom } from "./options.ts";
import type { WriteOptions } from "./options.ts";

/** A chain and somebody who may write to it. */
export type Writer = {
  readonly chain: Chain;
  readonly signer: Signer;
  /** Sends a call, or with --dry-run only simulates it. */
  readonly write: (call: Call) => Promise<Written>;
};

export type Written = {
  /** What the call returns, from the simulation just before sending. */
  readonly returns: unknown;
  readonly transaction: string | undefined;
  readonly gasUsed: bigint | undefined;
  readonly receipt: TransactionReceipt | undefined;
};

/** Opens the chain and the key that the options name. */
export const openWriter = async (options: WriteOptions): Promise<Writer> => {
  const chain = await connectFrom(options);
  const signer = loadSigner(options.key, chain.chainId);
  return {
    chain,
    signer,
    write: async (call) => {
      const returns = await simulate(chain, signer.address, call);
      if (options.dryRun === true) return { returns, transaction: undefined, gasUsed: undefined, receipt: undefined };
      const receipt = await send(chain, signer, call, { confirmations: options.confirmations });
      return { returns, transaction: receipt.transactionHash, gasUsed: receipt.gasUsed, receipt };
    },
  };
};

/** The lines every writing verb ends with. */
export const writtenLines = ({ transaction, gasUsed }: Written): readonly string[] =>
  transaction === undefined
    ? ["dry run      nothing was sent"]
    : [`transaction  ${transaction}`, `gas          ${gasUsed}`];
