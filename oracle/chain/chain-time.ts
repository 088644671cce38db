import type { Chain } from "./connect.ts";
import { onChain } from "./errors.ts";

/** The chain's clock: the time of its latest block, in Unix seconds. */
export const chainTime = async (chain: Chain): Promise<number> =>
  Number((await onChain("block", () => chain.client.getBlock())).timestamp);

/** Blocks come seconds apart on public chains, and the delay is days. */
const CLOCK_POLL_MS = 5_000;

/** Waits until the chain's clock shows a time, in Unix seconds. */
export const waitForChainTime = async (chain: Chain, seconds: number): Promise<void> => {
  while ((await chainTime(chain)) < seconds) await new Promise((resolve) => setTimeout(resolve, CLOCK_POLL_MS));
};
