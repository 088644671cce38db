import type { Finding } from "../common/outcome.ts";

/** A loss as one methodology found it. */
export type Hazard = Pick<Finding, "lastUnharmed" | "firstSeen" | "lowerKg" | "upperKg"> & {
  /** Claimed cells that may be lost, by their place among the project's; all of them where the map shows none. */
  readonly cells: readonly number[];
};

export type Union = { readonly lowerKg: bigint; readonly upperKg: bigint };

const greatest = (values: readonly bigint[]): bigint => values.reduce((most, each) => (each > most ? each : most), 0n);
const sumOf = (values: Iterable<bigint>): bigint => [...values].reduce((sum, each) => sum + each, 0n);
const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** Hazards whose times overlap, or are joined by others that do. */
const together = (hazards: readonly Hazard[]): readonly (readonly Hazard[])[] => {
  const groups: { until: bigint; own: Hazard[] }[] = [];
  for (const hazard of hazards.toSorted((a, b) => compare(a.lastUnharmed, b.lastUnharmed))) {
    const last = groups.at(-1);
    if (last === undefined || hazard.lastUnharmed > last.until) groups.push({ until: hazard.firstSeen, own: [hazard] });
    else {
      last.own.push(hazard);
      if (hazard.firstSeen > last.until) last.until = hazard.firstSeen;
    }
  }
  return groups.map(({ own }) => own);
};

/** A hazard's kilograms told over its cells, as thousandths of a gram, so that rounding up is nothing. */
const SCALE = 1_000_000n;

const upperOf = (hazards: readonly Hazard[]): bigint => {
  const cells = new Map<number, bigint>();
  for (const { cells: own, upperKg } of hazards) {
    const each = own.length === 0 ? 0n : (upperKg * SCALE + BigInt(own.length) - 1n) / BigInt(own.length);
    for (const cell of own) if (each > (cells.get(cell) ?? 0n)) cells.set(cell, each);
  }
  const total = (sumOf(cells.values()) + SCALE - 1n) / SCALE;
  const most = sumOf(hazards.map(({ upperKg }) => upperKg));
  const least = greatest(hazards.map(({ upperKg }) => upperKg));
  return total > most ? most : total < least ? least : total;
};

/**
 * Losses that several methodologies found, each kilogram once: where hazards share a cell and a time, the cell counts as
 * the worst of them says. Never less than the greatest of them, nor more than their sum, nor than all of the stock.
 *
 * @param mostKg upper bound of the stock of all that is claimed.
 */
export const unionOf = (hazards: readonly Hazard[], mostKg: bigint): Union => {
  const upper = sumOf(together(hazards).map(upperOf));
  return { lowerKg: greatest(hazards.map(({ lowerKg }) => lowerKg)), upperKg: upper > mostKg ? mostKg : upper };
};

/** What is said of a cause by all methodologies that look for it: a loss by any, else an all-clear by any. */
export const verdictsByCause = (
  findings: readonly Pick<Finding, "cause" | "verdict">[],
): Readonly<Record<string, Finding["verdict"]>> => {
  const order = ["undetermined", "all-clear", "loss"] as const;
  const said: Record<string, Finding["verdict"]> = {};
  for (const { cause, verdict } of findings)
    if (said[cause] === undefined || order.indexOf(verdict) > order.indexOf(said[cause])) said[cause] = verdict;
  return said;
};

/** By methodology: the map that tells where the ground may be lost, and which of its values say so. */
export const HARM_MAPS: Readonly<
  Record<string, { readonly map: string; readonly isHarm: (value: number) => boolean }>
> = {
  "bed-survey-pair": { map: "beds", isHarm: (value) => value === 3 },
  "burn-severity-pair": { map: "severity", isHarm: (value) => value >= 3 },
  "clearing-bayes": { map: "state", isHarm: (value) => value >= 1 },
  "coherence-drop": { map: "state", isHarm: (value) => value >= 1 },
  "drought-health": { map: "state", isHarm: (value) => value >= 1 },
  "fire-hotspots": { map: "footprint", isHarm: (value) => value === 1 },
  "fire-thermal": { map: "footprint", isHarm: (value) => value === 1 },
  "season-break": { map: "state", isHarm: (value) => value >= 1 },
  "forest-alerts": { map: "alert", isHarm: (value) => value >= 1 },
  "flood-water": { map: "state", isHarm: (value) => value >= 1 },
};
