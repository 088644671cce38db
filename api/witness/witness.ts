import type { Interface, Result } from "ethers";

/** Asks an endpoint of the chain by JSON-RPC. */
export type Ask = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** The block that something was read as of. */
export type Block = { readonly number: bigint; readonly hash: string };

const hex = (number: bigint): string => `0x${number.toString(16)}`;

/** Whether the chain has that very block: else what was read is of another past, or of what is not there yet. */
export const hasBlock = async (ask: Ask, { number, hash }: Block): Promise<boolean> => {
  const found = (await ask("eth_getBlockByNumber", [hex(number), false])) as { readonly hash: string } | null;
  return found?.hash === hash;
};

/** A view of a contract, in a block. */
export const view = async (
  ask: Ask,
  at: Block,
  {
    contract,
    abi,
    name,
    args,
  }: { readonly contract: string; readonly abi: Interface; readonly name: string; readonly args: readonly unknown[] },
): Promise<Result> => {
  const call = { to: contract, data: abi.encodeFunctionData(name, args) };
  return abi.decodeFunctionResult(name, (await ask("eth_call", [call, hex(at.number)])) as string);
};

type RawLog = { readonly address: string; readonly topics: readonly string[]; readonly data: string };

/** What a contract said in a transaction, of one kind. */
export const saidIn = async (
  ask: Ask,
  transaction: string,
  { contract, abi, name }: { readonly contract: string; readonly abi: Interface; readonly name: string },
): Promise<readonly Result[]> => {
  const receipt = (await ask("eth_getTransactionReceipt", [transaction])) as {
    readonly logs: readonly RawLog[];
  } | null;
  return (receipt?.logs ?? [])
    .filter(({ address }) => address.toLowerCase() === contract.toLowerCase())
    .map(({ topics, data }) => abi.parseLog({ topics, data }))
    .flatMap((log) => (log !== null && log.name === name ? [log.args] : []));
};
