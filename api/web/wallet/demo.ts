import type { EIP1193Provider } from "viem";

import { SixfoldError } from "../../../oracle/core/errors.ts";
import { DEMO_ACCOUNT, DEMO_CHAIN } from "./demo-account.ts";

type Answer = {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
};

const asked = async (url: string, method: string, params: unknown): Promise<unknown> => {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: params ?? [] });
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
  const { result, error } = (await response.json()) as Answer;
  // Wallets reject with what the endpoint answered: its code and data tell why.
  if (error !== undefined) return Promise.reject(Object.assign(new TypeError(error.message), error));
  return result;
};

/**
 * A wallet for trying the page on a development chain, where the node itself signs for its accounts: the page holds no
 * key. It asks nobody before it signs, so that what it does is what the page shows and no more.
 * @throws SixfoldError `WEB_DEMO_CHAIN` (usage) on any chain but 31337
 */
export const demoWallet = (rpcUrl: string, chainId: number): EIP1193Provider => {
  if (chainId !== DEMO_CHAIN)
    throw new SixfoldError({
      code: "WEB_DEMO_CHAIN",
      failure: "usage",
      field: "chainId",
      value: chainId,
      rule: `the demo wallet is for chain ${DEMO_CHAIN} alone`,
    });
  const request = async ({
    method,
    params,
  }: {
    readonly method: string;
    readonly params?: unknown;
  }): Promise<unknown> => {
    if (method !== "eth_requestAccounts" && method !== "eth_accounts") return asked(rpcUrl, method, params);
    const accounts = (await asked(rpcUrl, "eth_accounts", [])) as readonly string[];
    return accounts.slice(DEMO_ACCOUNT, DEMO_ACCOUNT + 1);
  };
  return { request, on: () => undefined, removeListener: () => undefined } as unknown as EIP1193Provider;
};
