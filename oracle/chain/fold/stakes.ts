import type { Address } from "viem";

import type { Draft } from "./draft.ts";
import { inconsistent } from "./handlers.ts";
import type { Handlers } from "./handlers.ts";
import type { Log } from "./log.ts";

const add = (draft: Draft, log: Log, account: Address, amount: bigint): void => {
  const after = (draft.now().stakes.get(account) ?? 0n) + amount;
  if (after < 0n) throw inconsistent(log, after, "no stake is below zero");
  draft.put("stakes", account, after);
};

export const stakeHandlers: Handlers<"Stakes"> = {
  StakeDeposited: (draft, log) => add(draft, log, log.args.account, log.args.amount),
  StakeWithdrawn: (draft, log) => add(draft, log, log.args.account, -log.args.amount),
  StakeMoved: (draft, log) => {
    const { from, to, amount } = log.args;
    add(draft, log, from, -amount);
    add(draft, log, to, amount);
  },
};
