import { chainTime } from "../../oracle/chain/chain-time.ts";
import type { Chain } from "../../oracle/chain/connect.ts";
import type { Say } from "./say.ts";
import { DAY_SECONDS } from "./story.ts";

/** Moves a local chain's clock. No public chain answers these methods. */
export const localClock = (chain: Chain) => {
  const request = chain.client.request as (call: { method: string; params: unknown[] }) => Promise<unknown>;
  const now = (): Promise<number> => chainTime(chain);
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

const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** The same clock, which says when it is moved: nobody has waited for the days that pass on the chain. */
export const tellMoves = (clock: Clock, say: Say): Clock => ({
  now: clock.now,
  waitUntil: async (seconds) => {
    const from = await clock.now();
    await clock.waitUntil(seconds);
    const to = await clock.now();
    if (to === from) return;
    const by = `${Number(((to - from) / DAY_SECONDS).toFixed(1))} days`;
    say("the local chain's clock was moved", { by, from: instant(from), to: instant(to) });
  },
});
