import { encodeFunctionData, keccak256 } from "viem";
import type { Hex, TransactionReceipt } from "viem";

import { SixfoldError } from "../core/errors.ts";
import type { Chain } from "./connect.ts";
import { chainError, onChain } from "./errors.ts";
import { requireFunds } from "./require-funds.ts";
import type { Call, Sender } from "./sender.ts";
import type { Signer } from "./signer.ts";
import { requireSuccess, simulate } from "./simulate.ts";

export type SendOptions = {
  /** Blocks that must stand, the transaction's own included, before it counts as done. */
  readonly confirmations?: number;
  /** How long one fee is given before the transaction is sent again, with the same nonce and a higher fee. */
  readonly attemptMs?: number;
  readonly attempts?: number;
  readonly pollMs?: number;
};

const DEFAULTS = { confirmations: 1, attemptMs: 60_000, attempts: 6, pollMs: 200 } as const;

/** Margin over the estimate: state may move between estimate and inclusion. Unused gas is returned. */
const gasWithMargin = (estimate: bigint): bigint => estimate + estimate / 5n;
/** EIP-7825: no transaction may carry more gas. */
const MOST_GAS = 16_777_216n;
/** Nodes take a replacement only if both fees rise by at least 10 % (go-ethereum `txpool.pricebump`). */
const bump = (fee: bigint): bigint => fee + fee / 8n + 1n;

/** Tail of the queue of each key on each chain: two transactions never choose a nonce at once. */
const queues = new Map<string, Promise<unknown>>();

const serialised = <T>(key: string, task: () => Promise<T>): Promise<T> => {
  const turn = (queues.get(key) ?? Promise.resolve()).then(task, task);
  queues.set(
    key,
    turn.catch(() => undefined),
  );
  return turn;
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const findReceipt = async (chain: Chain, hashes: readonly Hex[]): Promise<TransactionReceipt | undefined> => {
  for (const hash of hashes) {
    // Not found is an answer here; so is a node that is away for a moment.
    const receipt = await chain.client.getTransactionReceipt({ hash }).catch(() => undefined);
    if (receipt !== undefined) return receipt;
  }
  return undefined;
};

/** A receipt counts once it is `confirmations` deep and still there: a reorg sends us back to waiting. */
const waitForDepth = async (
  chain: Chain,
  hashes: readonly Hex[],
  { confirmations, attemptMs, pollMs }: Required<SendOptions>,
): Promise<TransactionReceipt | undefined> => {
  let deadline = Date.now() + attemptMs;
  while (Date.now() < deadline) {
    const receipt = await findReceipt(chain, hashes);
    if (receipt !== undefined) {
      const head = await chain.client.getBlockNumber().catch(() => receipt.blockNumber);
      if (head - receipt.blockNumber + 1n >= BigInt(confirmations)) return receipt;
      // Included: from here on only a reorg could ask for another attempt.
      deadline = Date.now() + attemptMs;
    }
    await pause(pollMs);
  }
  return undefined;
};

/**
 * Sends one transaction and waits until it is final: simulate, estimate, sign, send, wait, and if nothing happens send
 * again with the same nonce and a higher fee. A lost answer is no failure: the hash is known before sending, and the
 * receipt decides. Calls of one key on one chain wait for each other.
 * @throws SixfoldError with the decoded custom error when the contract refuses; `CHAIN_FUNDS` (usage) when the account
 *   can not pay; infrastructure errors otherwise.
 */
const send = (chain: Chain, signer: Signer, call: Call, options: SendOptions): Promise<TransactionReceipt> =>
  serialised(`${chain.chainId}:${signer.address}`, async () => {
    const settings = { ...DEFAULTS, ...options };
    const { client } = chain;
    const { address } = signer;
    const balance = await onChain(call.functionName, () => client.getBalance({ address }));
    const value = call.value ?? 0n;
    // Without what goes with it, a node does not even try the call.
    requireFunds(call.functionName, address, balance, value);
    await simulate(chain, address, call);
    const { nonce, estimate, fees } = await onChain(call.functionName, async () => ({
      nonce: await client.getTransactionCount({ address, blockTag: "pending" }),
      estimate: await client.estimateContractGas({ ...call, account: address }),
      fees: await client.estimateFeesPerGas(),
    }));
    const gas = gasWithMargin(estimate) < MOST_GAS ? gasWithMargin(estimate) : MOST_GAS;
    const data = encodeFunctionData(call);
    let { maxFeePerGas, maxPriorityFeePerGas } = fees;
    requireFunds(call.functionName, address, balance, value + gas * maxFeePerGas);
    const hashes: Hex[] = [];
    let refusal: unknown;
    for (let attempt = 0; attempt < settings.attempts; attempt += 1) {
      const raw = await signer.signTransaction({
        type: "eip1559",
        chainId: chain.chainId,
        to: call.address,
        value,
        data,
        nonce,
        gas,
        maxFeePerGas,
        maxPriorityFeePerGas,
      });
      hashes.push(keccak256(raw));
      // "already known", "nonce too low" and a lost answer all mean: look for the receipt.
      await client.sendRawTransaction({ serializedTransaction: raw }).catch((error: unknown) => {
        refusal = error;
      });
      const receipt = await waitForDepth(chain, hashes, settings);
      if (receipt !== undefined) return requireSuccess(chain, address, call, receipt);
      maxFeePerGas = bump(maxFeePerGas);
      maxPriorityFeePerGas = bump(maxPriorityFeePerGas);
    }
    if (refusal !== undefined) throw chainError(refusal, call.functionName);
    throw new SixfoldError({
      code: "CHAIN_NOT_INCLUDED",
      failure: "infrastructure",
      field: call.functionName,
      value: hashes,
      rule: `the transaction is included within ${settings.attempts} attempts`,
    });
  });

/** Sends with a key that this process holds. */
export const keySender = (chain: Chain, signer: Signer, options: SendOptions = {}): Sender => ({
  chain,
  address: signer.address,
  send: (call) => send(chain, signer, call, options),
});
