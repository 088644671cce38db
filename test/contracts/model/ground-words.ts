import { s2 } from "s2js";

import { childAt, levelOf } from "../../helpers/ground-model.ts";
import type { World } from "./world.ts";

const CHILDREN = Array.from({ length: 256 }, (_, index) => index);

const children = new Map<bigint, readonly bigint[]>();

const childrenOf = (parent: bigint): readonly bigint[] => {
  const known = children.get(parent) ?? CHILDREN.map((index) => childAt(parent, index));
  children.set(parent, known);
  return known;
};

/** The parent's children that are held whole, and those with held ground below them. */
export const takenBelow = (
  world: World,
  stock: number,
  parent: bigint,
): { readonly taken: bigint; readonly touched: bigint } => {
  const held = [...(world.held.get(stock)?.keys() ?? [])].filter(
    (cell) => levelOf(cell) > levelOf(parent) && s2.cellid.contains(parent, cell),
  );
  const bits = (cells: readonly bigint[]): bigint =>
    cells.reduce((word, cell) => {
      const index = childrenOf(parent).findIndex((child) => s2.cellid.contains(child, cell));
      return word | (1n << BigInt(index));
    }, 0n);
  const isChild = (cell: bigint): boolean => levelOf(cell) === levelOf(parent) + 4;
  return { taken: bits(held.filter(isChild)), touched: bits(held.filter((cell) => !isChild(cell))) };
};
