import type { Chain } from "../connect.ts";
import { readLogs } from "../read-logs.ts";
import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

/** Running numbers that another programme issued, `first` to `last`, both included, after a common prefix. */
export type ExternalSerials = {
  readonly programme: string;
  readonly prefix: string;
  readonly first: bigint;
  readonly last: bigint;
};

/**
 * Claims serials of another programme for a draft that migrated, so that none is counted twice. Owner only.
 * @param hint where the contract starts to look: see `findHint`.
 */
export const claimSerials = (
  projectId: bigint,
  { programme, prefix, first, last }: ExternalSerials,
  hint: bigint,
): Action<ExternalSerials> =>
  action({
    contract: "ProjectRegistry",
    functionName: "claimExternalSerials",
    args: [projectId, programme, prefix, first, last, hint],
    happened: (logs) => {
      const claimed = eventOf(logs, "ProjectRegistry", "ExternalSerialsClaimed");
      return { programme: claimed.programme, prefix: claimed.prefix, first: claimed.first, last: claimed.last };
    },
  });

/**
 * The first serial of the last interval that was claimed before `first`, or 0: from there the contract's walk to its
 * place is shortest.
 * @throws SixfoldError as `readLogs`.
 */
export const findHint = async (chain: Chain, { programme, prefix, first }: ExternalSerials): Promise<bigint> => {
  const logs = await readLogs(chain, { contract: "ProjectRegistry", events: ["ExternalSerialsClaimed"] });
  const starts = new Set<bigint>();
  for (const { args } of logs) {
    if (args.programme !== programme || args.prefix !== prefix) continue;
    // What dead projects held inside a later claim is gone from the contract's list (ExternalSerialsLib).
    for (const start of starts) if (start > args.first && start <= args.last) starts.delete(start);
    starts.add(args.first);
  }
  return [...starts].reduce((hint, start) => (start < first && start > hint ? start : hint), 0n);
};
