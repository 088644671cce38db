import type { Chain } from "../../oracle/chain/connect.ts";

/** Moves a local chain's clock. No public chain answers these methods. */
export const localClock = (chain: Chain) => {
  const request = chain.client.request as (call: { method: string; params: unknown[] }) => Promise<unknown>;
  const now = async (): Promise<number> => Number((await chain.client.getBlock()).timestamp);
  return {
    now,
    /** Mines a block at the given Unix time, if it is not past it already. */
    waitUntil: async (seconds: number): Promise<void> => {
      if ((await now()) >= seconds) return;
      await request({ method: "evm_setNextBlockTimestamp", params: [seconds] });
      await request({ method: "evm_mine", params: [] });
    },
  };
};

export type Clock = ReturnType<typeof localClock>;
