import { refused } from "../../../errors.ts";
import { sumExact } from "../../../raster/sum.ts";
import { studentQuantile } from "../../../uncertainty/student.ts";

/** Makes a prediction of any row from some rows alone. */
export type Fit = (training: readonly number[]) => (row: number) => number;

/** How well rows are predicted by a model that saw nothing of their block. */
export type Skill = {
  readonly rootMeanSquare: number;
  /** The same of the mean of the other blocks: what knowing nothing comes to. */
  readonly nullRootMeanSquare: number;
  /** 1 - squared error over that of knowing nothing; below 0 the model does harm. */
  readonly skill: number;
  /** Pearson's, of prediction and truth. */
  readonly correlation: number;
  /** Mean error, prediction less truth, over blocks, with half of its 90 % interval by Student's distribution over them. */
  readonly bias: number;
  readonly biasHalfWidth: number;
  /** Mean squared error of knowing nothing less the model's own, over blocks, with half of its 90 % interval. */
  readonly gain: number;
  readonly gainHalfWidth: number;
  /** Least and greatest root mean square error of a block. */
  readonly overBlocks: readonly [least: number, most: number];
  readonly blocks: number;
  readonly predictions: Float64Array;
};

const refuse = (field: string, value: unknown, rule: string): never => {
  throw refused("SERVICE_VALIDATION", field, value, rule);
};

const meanOf = (values: readonly number[]): number => sumExact(values) / values.length;

/** Mean of values of blocks, with half of its 90 % interval by Student's distribution over them. */
const overBlocks = (values: readonly number[]): readonly [mean: number, halfWidth: number] => {
  const mean = meanOf(values);
  const spread = sumExact(values.map((each) => (each - mean) * (each - mean))) / (values.length - 1);
  return [mean, studentQuantile(0.95, values.length - 1) * Math.sqrt(spread / values.length)];
};
const rootMeanSquare = (errors: readonly number[]): number => Math.sqrt(meanOf(errors.map((e) => e * e)));

/** Rows by block, blocks by name. */
export const rowsByBlock = (blocks: readonly string[]): readonly (readonly number[])[] => {
  const groups = new Map<string, number[]>();
  blocks.forEach((block, row) => groups.set(block, [...(groups.get(block) ?? []), row]));
  return [...groups.keys()].sort().map((block) => groups.get(block) as number[]);
};

/** Each row predicted from the rows of the other blocks. */
export const leaveBlocksOut = (
  blocks: readonly string[],
  rows: readonly number[],
  fit: Fit,
): ReadonlyMap<number, number> => {
  const predicted = new Map<number, number>();
  for (const group of rowsByBlock(rows.map((row) => blocks[row] as string))) {
    const out = new Set(group.map((at) => rows[at] as number));
    const predict = fit(rows.filter((row) => !out.has(row)));
    for (const row of out) predicted.set(row, predict(row));
  }
  return predicted;
};

/** Pearson's; 0 where one of them does not vary. */
const correlationOf = (a: readonly number[], b: readonly number[]): number => {
  const [ma, mb] = [meanOf(a), meanOf(b)];
  const sum = (of: (k: number) => number): number => sumExact(a.map((_, k) => of(k)));
  const product = Math.sqrt(sum((k) => (a[k]! - ma) * (a[k]! - ma)) * sum((k) => (b[k]! - mb) * (b[k]! - mb)));
  return product === 0 ? 0 : sum((k) => (a[k]! - ma) * (b[k]! - mb)) / product;
};

/**
 * Skill of a model over blocks of ground that it never saw: neighbours share what a map does not tell, and a validation that
 * lets one stand for the other praises a model for memory (Roberts et al. 2017, Ecography 40; Ploton et al. 2020, Nature
 * Communications 11, 4540; from memory). Whatever `fit` selects, it selects from the training rows: so selection is nested.
 *
 * @throws SixfoldError SERVICE_VALIDATION where there are fewer than three blocks
 */
export const blockedSkill = (truth: readonly number[], blocks: readonly string[], fit: Fit): Skill => {
  if (blocks.length !== truth.length) refuse("blocks", blocks.length, `a block for each of ${truth.length} rows`);
  const groups = rowsByBlock(blocks);
  if (groups.length < 3) refuse("blocks", groups.length, "three blocks of ground or more");
  const rows = truth.map((_, row) => row);
  const predicted = leaveBlocksOut(blocks, rows, fit);
  const predictions = Float64Array.from(rows, (row) => predicted.get(row) as number);
  const strange = predictions.findIndex((value) => !Number.isFinite(value));
  if (strange >= 0) refuse(`predictions/${strange}`, String(predictions[strange]), "a prediction is finite");
  const naive = leaveBlocksOut(blocks, rows, (training) => {
    const mean = meanOf(training.map((row) => truth[row]!));
    return () => mean;
  });
  const errors = rows.map((row) => predictions[row]! - truth[row]!);
  const naiveErrors = rows.map((row) => naive.get(row)! - truth[row]!);
  const [own, none] = [rootMeanSquare(errors), rootMeanSquare(naiveErrors)];
  const [bias, biasHalfWidth] = overBlocks(groups.map((group) => meanOf(group.map((row) => errors[row]!))));
  const gainOf = (row: number): number => naiveErrors[row]! * naiveErrors[row]! - errors[row]! * errors[row]!;
  const [gain, gainHalfWidth] = overBlocks(groups.map((group) => meanOf(group.map(gainOf))));
  const byBlock = groups.map((group) => rootMeanSquare(group.map((row) => errors[row]!)));
  return {
    rootMeanSquare: own,
    nullRootMeanSquare: none,
    skill: 1 - (own * own) / (none * none),
    correlation: correlationOf([...predictions], truth),
    ...{ bias, biasHalfWidth, gain, gainHalfWidth },
    overBlocks: [byBlock.reduce((a, b) => Math.min(a, b)), byBlock.reduce((a, b) => Math.max(a, b))],
    blocks: groups.length,
    predictions,
  };
};
