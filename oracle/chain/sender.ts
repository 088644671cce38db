import type { Abi, Address, TransactionReceipt } from "viem";

import type { Chain } from "./connect.ts";

/** One call of one contract function. */
export type Call = {
  readonly address: Address;
  readonly abi: Abi;
  readonly functionName: string;
  readonly args: readonly unknown[];
  readonly value?: bigint;
};

/** Somebody who writes to a chain: a key in this process, or a wallet that keeps its own. */
export type Sender = {
  readonly chain: Chain;
  readonly address: Address;
  /**
   * Sends one call and waits until it is included.
   * @throws SixfoldError with the decoded custom error when the contract refuses; infrastructure errors otherwise.
   */
  readonly send: (call: Call) => Promise<TransactionReceipt>;
};
