import type { Real } from "./real.ts";
import { Refusal } from "./world.ts";
import type { Operator, World } from "./world.ts";
import { OPERATORS } from "./world.ts";

/** Three numbers from which a command takes its choices. */
export type Choice = { readonly a: number; readonly b: number; readonly c: number };

/** One call, told to the model and to the chain. Both have it happen so many seconds after the one before. */
export type Step = {
  readonly seconds?: number;
  readonly apply: (world: World) => void;
  readonly send: (real: Real) => Promise<unknown>;
};

/** Chooses a call from what there is; undefined where there is nothing to act on. */
export type Command = (world: World, choice: Choice) => Step | undefined;

export const pick = <T>(items: readonly [T, ...T[]], at: number): T => items[at % items.length]!;

export const pickFrom = <T>(items: readonly T[], at: number): T | undefined => items[at % items.length];

/** Mostly one that is as wanted where there is one; now and then any. */
export const prefer = <T>(items: readonly T[], isWanted: (item: T) => boolean, at: number): T | undefined => {
  const wanted = items.filter(isWanted);
  return at % 7 !== 0 && wanted.length > 0 ? pickFrom(wanted, at >> 3) : pickFrom(items, at >> 3);
};

/** Whether a call would be refused, and with what. */
export const refusalOf = (world: World, apply: (world: World) => void): string | undefined => {
  try {
    apply(world);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.error;
    throw error;
  }
};

/** Mostly as many operators as are asked for, from any on; now and then one too few. */
export const someOperators = (count: number, { b, c }: Choice): readonly Operator[] => {
  const size = c % 11 === 0 ? count - 1 : Math.min(OPERATORS.length, count + (c % 2));
  const from = b % OPERATORS.length;
  return [...OPERATORS, ...OPERATORS].slice(from, from + size).toSorted();
};
