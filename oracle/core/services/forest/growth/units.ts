import { sumExact } from "../../../raster/sum.ts";
import type { CellPart } from "./cells-seen.ts";
import type { Lattice, PerAxis } from "./lattice.ts";

/** A square of ground, or the claimed part of one. */
export type Unit = {
  /** Column and row in units, as `12:3`. */
  readonly id: string;
  readonly col: number;
  readonly row: number;
  readonly cluster: string;
  readonly areaM2: number;
  /** Pixels that were seen at every look. */
  readonly pixels: number;
  /** Mean level of each look, as canopy height or backscatter; undefined where too little of it was seen. */
  readonly levels: readonly number[] | undefined;
};

export type Units = {
  readonly claimed: readonly Unit[];
  /** Units near the claim, or what of them is not claimed. */
  readonly belt: readonly Unit[];
  /** All other ground within reach of which nothing is claimed. */
  readonly others: readonly Unit[];
};

/** Slivers below this share of a unit are no ground of their own; a claimed one earns nothing. */
const LEAST_PART = 0.1;

const unitOf = (
  col: number,
  row: number,
  parts: readonly CellPart[],
  clusterUnits: PerAxis,
  leastShare: number,
): Unit => {
  const sumOf = (of: (part: CellPart) => number): number => sumExact(parts.map(of));
  const [areaM2, pixels] = [sumOf((part) => part.areaM2), sumOf((part) => part.pixels)];
  const isSeen = pixels > 0 && sumOf(({ seenM2 }) => seenM2) * 1000 >= leastShare * areaM2;
  return {
    ...{ col, row, areaM2, pixels },
    id: `${col}:${row}`,
    cluster: `${Math.floor(col / clusterUnits[0])}:${Math.floor(row / clusterUnits[1])}`,
    levels: isSeen ? parts[0]!.sums.map((_, look) => sumOf(({ sums }) => sums[look]!) / pixels) : undefined,
  };
};

/**
 * Cells gathered in units. The belt is what is not claimed of all units that come nearer to a claimed one than its width.
 *
 * @param leastShare of a unit that must be seen, thousandths.
 */
export const unitsOf = (
  parts: readonly CellPart[],
  { unitCells, clusterUnits, unitM, columns }: Lattice,
  { beltM, leastShare }: { readonly beltM: number; readonly leastShare: number },
): Units => {
  const across = columns / unitCells[0];
  const groups = new Map<number, { readonly claimed: CellPart[]; readonly free: CellPart[] }>();
  for (const part of parts) {
    const place = Math.floor(part.row / unitCells[1]) * across + Math.floor(part.col / unitCells[0]);
    const group = groups.get(place) ?? { claimed: [], free: [] };
    groups.set(place, group);
    (part.isClaimed ? group.claimed : group.free).push(part);
  }
  const [reachX, reachY] = unitM.map((side) => Math.ceil(beltM / side)) as [number, number];
  const near = new Set<number>();
  for (const [place, { claimed }] of groups) {
    if (claimed.length === 0) continue;
    const [col, row] = [place % across, Math.floor(place / across)];
    for (let y = row - reachY; y <= row + reachY; y += 1)
      for (let x = Math.max(0, col - reachX); x <= Math.min(across - 1, col + reachX); x += 1) near.add(y * across + x);
  }
  const units: { claimed: Unit[]; belt: Unit[]; others: Unit[] } = { claimed: [], belt: [], others: [] };
  for (const place of [...groups.keys()].sort((a, b) => a - b)) {
    const { claimed, free } = groups.get(place)!;
    const make = (own: readonly CellPart[]): Unit =>
      unitOf(place % across, Math.floor(place / across), own, clusterUnits, leastShare);
    const add = (list: Unit[], own: readonly CellPart[]): void => {
      const unit = make(own);
      if (unit.areaM2 >= LEAST_PART * unitM[0] * unitM[1]) list.push(unit);
    };
    if (claimed.length > 0) add(units.claimed, claimed);
    if (free.length > 0) add(near.has(place) ? units.belt : units.others, free);
  }
  return units;
};
