import { encodeFunctionData } from "viem";

import { callOf, perform } from "../../oracle/chain/actions/perform.ts";
import type { Performed } from "../../oracle/chain/actions/perform.ts";
import { retireBySignature } from "../../oracle/chain/actions/retire-by-signature.ts";
import type { SignedRequest } from "../../oracle/chain/actions/retire-by-signature.ts";
import type { RetiredCredits } from "../../oracle/chain/actions/retire-credits.ts";
import { onChain } from "../../oracle/chain/errors.ts";
import type { Sender } from "../../oracle/chain/sender.ts";
import { simulate } from "../../oracle/chain/simulate.ts";
import { misnamed, unreachable } from "../../oracle/core/errors.ts";

const DAY_MS = 86_400_000;

/**
 * Most gas that a retirement may need. One of a single lot takes some 175,000 and each further lot some 22,000
 * (test/helpers/gas-flows.ts); three times that leaves room for long words and for a holder that is a contract and is
 * asked whether it signed (ERC-1271), but not for one that burns what others pay.
 */
export const mostGas = (lots: number): bigint => 3n * (175_000n + 22_000n * BigInt(lots));

export type RelayLimits = {
  /** Retirements that one holder may have paid for in 24 hours. */
  readonly perHolder: number;
  /** And all holders together. */
  readonly perDay: number;
};

/** What was paid for in the last 24 hours. It is not kept: the key's own funds are the last limit. */
const dayBook = (clock: () => number) => {
  let entries: readonly { readonly holder: string; readonly at: number }[] = [];
  return {
    require: (holder: string, { perHolder, perDay }: RelayLimits): void => {
      entries = entries.filter(({ at }) => at > clock() - DAY_MS);
      if (entries.length >= perDay)
        throw unreachable("RELAY_BUDGET", "retirements", entries.length, `at most ${perDay} are paid for in 24 hours`);
      const own = entries.filter((entry) => entry.holder === holder).length;
      if (own >= perHolder)
        throw unreachable(
          "RELAY_BUDGET",
          "holder",
          holder,
          `at most ${perHolder} of a holder's are paid for in 24 hours`,
        );
    },
    enter: (holder: string): (() => void) => {
      const entry = { holder, at: clock() };
      entries = [...entries, entry];
      return () => void (entries = entries.filter((each) => each !== entry));
    },
  };
};

export type Relay = (request: SignedRequest) => Promise<Performed<RetiredCredits>>;

/**
 * Brings holders' signed retirements to the chain and pays for them. Nothing is taken on trust: the contract checks the
 * signature, each request is tried first, and what would be refused or cost too much is never sent.
 * @throws SixfoldError `RELAY_BUDGET` (infrastructure), `RELAY_GAS` (usage), and those of `perform`
 */
export const relayFor = (sender: Sender, limits: RelayLimits, clock: () => number): Relay => {
  const book = dayBook(clock);
  return async (request) => {
    const { holder, batchIds } = request.statement;
    book.require(holder, limits);
    // Entered at once, so that none gets in beside it, and struck out where it comes to nothing.
    const strike = book.enter(holder);
    try {
      const action = retireBySignature(request);
      const call = callOf(sender.chain.deployment, action);
      await simulate(sender.chain, sender.address, call);
      const gas = await onChain("retireBySignature", () =>
        sender.chain.client.estimateGas({ account: sender.address, to: call.address, data: encodeFunctionData(call) }),
      );
      if (gas > mostGas(batchIds.length))
        throw misnamed("RELAY_GAS", "/statement/holder", `${gas}`, `needs at most ${mostGas(batchIds.length)} gas`);
      return await perform(sender, action);
    } catch (error) {
      strike();
      throw error;
    }
  };
};
