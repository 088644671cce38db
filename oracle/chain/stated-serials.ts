import type { Chain } from "./connect.ts";
import type { ExternalSerials } from "./fold/registry.ts";
import { readLogs } from "./read-logs.ts";

/** Serials that a draft stated, and where the contract starts to look for their place. */
export type SerialsClaim = { readonly serials: ExternalSerials; readonly hint: bigint };

const isBeside = (a: ExternalSerials, b: ExternalSerials): boolean =>
  a.programme === b.programme && a.series === b.series;

/** The intervals of one series that the contract's list holds after these were taken, one after the other. */
const startsAfter = (taken: readonly ExternalSerials[]): ReadonlySet<bigint> => {
  const starts = new Set<bigint>();
  for (const { first, last } of taken) {
    // What those never credited held inside a later interval is gone from the contract's list (ExternalSerialsLib).
    for (const start of starts) if (start > first && start <= last) starts.delete(start);
    starts.add(first);
  }
  return starts;
};

/**
 * What a draft stated, in its order, each with the first serial of the last interval that is taken before it, or 0: from
 * there the contract's walk to its place is shortest.
 * @throws SixfoldError as `readLogs`.
 */
export const statedSerials = async (chain: Chain, projectId: bigint): Promise<readonly SerialsClaim[]> => {
  const stated = (await readLogs(chain, { contract: "ProjectRegistry", events: ["ExternalSerialsStated"] }))
    .filter(({ args }) => args.projectId === projectId)
    .map(({ args }) => args.serials);
  if (stated.length === 0) return [];
  const taken: ExternalSerials[] = (
    await readLogs(chain, { contract: "ProgrammeRegistry", events: ["SerialsTaken"] })
  ).map(({ args: { programme, series, first, last } }) => ({ programme, series, first, last }));
  return stated.map((serials) => {
    const starts = startsAfter(taken.filter((other) => isBeside(other, serials)));
    taken.push(serials);
    const hint = [...starts].reduce((best, start) => (start < serials.first && start > best ? start : best), 0n);
    return { serials, hint };
  });
};
