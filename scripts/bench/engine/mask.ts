/** `node scripts/bench/engine/mask.ts [rounds]`: the ground mask beside every centre asked, on one core. */
import { blocksNear } from "../../../oracle/core/ground/blocks-near.ts";
import { claimedCells } from "../../../oracle/core/ground/claimed-cells.ts";
import { coverBoundary } from "../../../oracle/core/ground/cover.ts";
import { groundMask } from "../../../oracle/core/ground/ground-mask.ts";
import { projection } from "../../../oracle/core/grid/projection.ts";
import { cellOfLonLat } from "../../../oracle/core/ground/s2.ts";
import type { Grid } from "../../../oracle/core/grid/types.ts";
import type { Block } from "../../../oracle/core/ground/types.ts";
import { planWindows } from "../../../oracle/core/grid/window.ts";
import type { Window } from "../../../oracle/core/grid/window.ts";
import { roundsOf } from "../named.ts";
import { MASK_CASES } from "./mask-cases.ts";

export type MaskRate = {
  readonly name: string;
  /** Million pixels a second of processor time. */
  readonly mask: number;
  readonly everyCentre: number;
  readonly claimedShare: number;
};

/** As files are tiled. */
const BLOCK = 1024;
const SAMPLE = 200;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Processor time is what other work on the machine changes least. */
const secondsOf = (work: () => void): number => {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
};

const everyCentre = (grid: Grid, { col, row, width, height }: Window, blocks: readonly Block[]): Uint8Array => {
  const { level, has } = claimedCells(blocks);
  const { toLonLat } = projection(grid.epsg);
  return Uint8Array.from({ length: width * height }, (_, k) => {
    const x = grid.originX + (col + (k % width) + 0.5) * grid.pixelWidth;
    const y = grid.originY - (row + Math.floor(k / width) + 0.5) * grid.pixelHeight;
    const { face, i, j } = cellOfLonLat(...toLonLat(x, y), level);
    return has(face, i, j) ? 1 : 0;
  });
};

/** Rates of masks window by window, the index of a window's blocks included, medians of interleaved rounds. */
export const maskRates = (rounds: number): readonly MaskRate[] => {
  const jobs = MASK_CASES.map(({ name, grid, ground, level }) => {
    const blocks = coverBoundary(ground, level);
    const near = blocksNear(blocks);
    const windows = planWindows(grid, { col: 0, row: 0, blockWidth: BLOCK, blockHeight: BLOCK }, () => true);
    const parts = windows.map((window) => ({ window, some: near(grid, window) }));
    const [col, row] = [Math.floor((grid.width - SAMPLE) / 2), Math.floor(grid.height / 4)];
    const sample = { col, row, width: SAMPLE, height: SAMPLE };
    const masks = parts.map(({ window, some }) => groundMask(grid, window, some));
    const claimed = masks.reduce((sum, mask) => sum + mask.reduce((part, one) => part + one, 0), 0);
    const asked = everyCentre(grid, sample, blocks);
    if (groundMask(grid, sample, blocks).some((value, k) => value !== asked[k]))
      throw new Error(`${name}: masks differ`);
    const pixels = grid.width * grid.height;
    const rates = Array.from({ length: 0 }, () => ({ mask: 0, every: 0 }));
    const measure = (): void => {
      const mask = secondsOf(() => parts.forEach(({ window, some }) => groundMask(grid, window, some)));
      const every = secondsOf(() => everyCentre(grid, sample, blocks));
      rates.push({ mask: pixels / mask / 1e6, every: SAMPLE ** 2 / every / 1e6 });
    };
    return { name, measure, rates, claimedShare: claimed / pixels };
  });
  // Code is warm before it counts.
  for (let round = 0; round < rounds + 3; round++) jobs.forEach(({ measure }) => measure());
  return jobs.map(({ name, rates, claimedShare }) => ({
    name,
    mask: median(rates.slice(3).map(({ mask }) => mask)),
    everyCentre: median(rates.slice(3).map(({ every }) => every)),
    claimedShare,
  }));
};

if (import.meta.main) {
  const rounds = roundsOf(process.argv[2] ?? "9");
  console.log("| grid | Mpx/s per core | every centre asked | ratio | claimed |");
  console.log("| --- | --- | --- | --- | --- |");
  for (const { name, mask, everyCentre, claimedShare } of maskRates(rounds))
    console.log(
      `| ${name} | ${mask.toFixed(0)} | ${everyCentre.toFixed(2)} | ${(mask / everyCentre).toFixed(0)} | ${(100 * claimedShare).toFixed(0)} % |`,
    );
}
