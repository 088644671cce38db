import { assign, dismissAccount, tie, untie } from "./accounts.ts";
import { GOVERNED } from "./real.ts";
import { deposit, stakeWei, withdraw } from "./signing.ts";
import { pick, prefer } from "./step.ts";
import type { Command } from "./step.ts";
import { STAKE } from "./terms.ts";
import { HOLDERS, OWNERS, SIGNERS } from "./world.ts";

const DEVELOPERS = [1, 2] as const;

export const accountCommands = {
  deposit: (world, { a, b }) => {
    // Who was fined has to have something at stake again.
    const account = prefer(SIGNERS, (signer) => stakeWei(world, signer) < STAKE, a)!;
    const wei = b % 19 === 0 ? 0n : STAKE / BigInt(1 + (b % 2));
    return {
      apply: (w) => deposit(w, account, wei),
      send: ({ call, addressOf }) => call("stranger", "stakes", "deposit", [addressOf(account)], wei),
    };
  },
  withdrawStake: (world, { a, b }) => {
    const by = prefer([...HOLDERS, ...SIGNERS], (account) => stakeWei(world, account) > STAKE, a)!;
    const wei = pick([stakeWei(world, by) / 3n, stakeWei(world, by), stakeWei(world, by) + 1n], b);
    return {
      apply: (w) => withdraw(w, by, wei),
      send: ({ call, addressOf }) => call(by, "stakes", "withdraw", [wei, addressOf(by)]),
    };
  },
  assign: (_, { a, b }) => {
    const [account, developer] = [pick(OWNERS, a), pick(DEVELOPERS, b)];
    return {
      seconds: GOVERNED,
      apply: (w) => assign(w, account, developer),
      send: ({ govern, addressOf }) => govern("developers", "assign", [developer, addressOf(account)]),
    };
  },
  dismissAccount: (_, { a }) => {
    const account = pick(OWNERS, a);
    return {
      seconds: GOVERNED,
      apply: (w) => dismissAccount(w, account),
      send: ({ govern, addressOf }) => govern("developers", "dismiss", [addressOf(account)]),
    };
  },
  tie: (_, { a, b }) => {
    const [account, developer] = [pick(SIGNERS, a), pick(DEVELOPERS, b)];
    return {
      seconds: GOVERNED,
      apply: (w) => tie(w, account, developer),
      send: ({ govern, addressOf }) => govern("developers", "declareTie", [addressOf(account), developer]),
    };
  },
  untie: (world, { a, b }) => {
    const [tied] = [...world.ties].filter((one) => !one.startsWith("developer") && !one.startsWith("rival"));
    const [account, developer] =
      tied !== undefined && a % 4 !== 0
        ? tied.split(" ")
        : [pick([...SIGNERS, ...OWNERS], a), String(pick(DEVELOPERS, b))];
    return {
      seconds: GOVERNED,
      apply: (w) => untie(w, account as never, Number(developer)),
      send: ({ govern, addressOf }) =>
        govern("developers", "withdrawTie", [addressOf(account as never), Number(developer)]),
    };
  },
} as const satisfies Readonly<Record<string, Command>>;
