import { s2 } from "s2js";

import { childrenOf, levelOf } from "../../helpers/ground-model.ts";
import type { ModelBlock } from "../../helpers/ground-model.ts";
import { isAlerted } from "./permanence.ts";
import { releasableAt, requireDraft } from "./projects.ts";
import { BOND_PER_BLOCK, BOND_PER_CELL, CELL_M2, CLOSED, stockOf, termsOf, TIMES } from "./terms.ts";
import { projectOf, require, STATUS } from "./world.ts";
import type { Holder, Project, World } from "./world.ts";

/** Cells that blocks hold, counted at level 20. */
const finestCells = (blocks: readonly ModelBlock[]): bigint =>
  blocks.flatMap(childrenOf).reduce((sum, { cell }) => sum + 4n ** BigInt(20 - levelOf(cell)), 0n);

export const edgeCells = ({ segments, edgeLevel }: Project): bigint =>
  finestCells(segments.flat()) / 4n ** BigInt(20 - edgeLevel);

export const bondFor = (blocks: readonly ModelBlock[]): bigint =>
  BigInt(blocks.length) * BOND_PER_BLOCK + finestCells(blocks) * BOND_PER_CELL;

/** The area that a verifier measures of a project's ground: its cells' mean. */
export const areaOf = ({ segments }: Project): bigint => finestCells(segments.flat()) * CELL_M2;

/** Whether a project may claim a cell: no living claim meets it, and nothing closed to the project (L1, L2). */
const isFree = (world: World, project: Project, cell: bigint): boolean => {
  const stock = stockOf(project.method);
  const meets = (other: bigint): boolean => s2.cellid.intersects(cell, other);
  return (
    ![...(world.held.get(stock)?.keys() ?? [])].some(meets) &&
    !(world.closed.get(stock) ?? []).some(({ cell: closed, until, developer }) => {
      const isShut = developer === undefined ? until > project.creditingStart : until > world.now;
      return isShut && (developer ?? project.developer) === project.developer && meets(closed);
    })
  );
};

/** The blocks, in order, with what a claim of the project takes of them; those of which nothing is taken are left out. */
export const freeOf = (world: World, project: Project, blocks: readonly ModelBlock[]): readonly ModelBlock[] => {
  const named: bigint[] = [];
  return blocks
    .map((block) => {
      const free = childrenOf(block).filter(
        ({ cell }) => isFree(world, project, cell) && !named.some((other) => s2.cellid.intersects(cell, other)),
      );
      named.push(...free.map(({ cell }) => cell));
      return { cell: block.cell, bits: free.reduce((bits, { index }) => bits | (1n << BigInt(index)), 0n) };
    })
    .filter(({ bits }) => bits !== 0n);
};

const credit = (world: World, account: Holder, wei: bigint): void => {
  world.bonds.set(account, (world.bonds.get(account) ?? 0n) + wei);
};

/** Bond is burnt evenly over `TIMES.burn`; the rest is credited. */
const settleBond = (world: World, to: Holder, wei: bigint, heldFor: number): void => {
  const burnt = heldFor < TIMES.burn ? (wei * BigInt(heldFor)) / BigInt(TIMES.burn) : wei;
  world.burntWei += burnt;
  credit(world, to, wei - burnt);
};

const requireOwnDraft = (world: World, project: Project, by: Holder): void => {
  require(project.owner === by, "GroundNotOwner");
  require(project.status === STATUS.draft && world.now < project.draftExpiry, "GroundNotDraft");
};

export const claim = (
  world: World,
  by: Holder,
  { id, blocks, paidWei }: { readonly id: number; readonly blocks: readonly ModelBlock[]; readonly paidWei: bigint },
): void => {
  const project = projectOf(world, id);
  requireOwnDraft(world, project, by);
  const taken = freeOf(world, project, blocks);
  require(taken.length > 0, "GroundNothingFree");
  const dueWei = bondFor(taken);
  require(paidWei >= dueWei, "GroundBondTooLow");
  const { bondWei, bondSince } = project;
  // Mean time of payment, weighted by what was paid, in whole seconds.
  project.bondSince = Number((bondWei * BigInt(bondSince) + dueWei * BigInt(world.now)) / (bondWei + dueWei));
  project.bondWei += dueWei;
  project.segments.push(taken);
  const stock = stockOf(project.method);
  const held = world.held.get(stock) ?? new Map<bigint, number>();
  for (const { cell } of taken.flatMap(childrenOf)) held.set(cell, id);
  world.held.set(stock, held);
  credit(world, by, paidWei - dueWei);
};

/** What is burnt of the bond in a draft's life, doubled each time. */
export const prolongationFee = ({ bondWei, prolongations }: Project): bigint =>
  (bondWei * BigInt(TIMES.draft) * 2n ** BigInt(prolongations)) / BigInt(TIMES.burn);

export const prolong = (world: World, by: Holder, id: number, paidWei: bigint): void => {
  const project = projectOf(world, id);
  requireOwnDraft(world, project, by);
  const fee = prolongationFee(project);
  require(fee > 0n, "GroundNothingHeld");
  require(paidWei === fee, "GroundFeeMismatch");
  project.prolongations += 1;
  project.draftExpiry = world.now + TIMES.draft;
  world.burntWei += fee;
};

/** A verifier's validation; `isSound` tells whether the verifier signed, and the area is possible. */
export const activate = (
  world: World,
  id: number,
  { areaM2, isSigned }: { readonly areaM2: bigint; readonly isSigned: boolean },
): void => {
  const project = projectOf(world, id);
  requireDraft(world, project);
  require(project.method !== CLOSED, "MethodologyIsClosed");
  const isRecent = project.creditingStart + termsOf(project.method).retroactivity >= world.now;
  require(isRecent, "ProjectCreditingTooEarly");
  require(project.designs.length > 0, "ProjectDesignMissing");
  require(project.segments.length > 0, "ProjectGroundEmpty");
  const cells = finestCells(project.segments.flat());
  require(areaM2 >= cells * 45n && areaM2 <= cells * 99n, "ProjectAreaImplausible");
  require(!world.ties.has(`verifier ${project.developer}`), "DeveloperTied");
  require(isSigned, "ProjectValidationInvalid");
  project.status = STATUS.active;
  project.areaM2 = areaM2;
  settleBond(world, project.owner, project.bondWei, world.now - project.bondSince);
  project.bondWei = 0n;
};

export const release = (world: World, by: Holder, id: number, segment: number): void => {
  const project = projectOf(world, id);
  require(world.now >= releasableAt(project), "GroundNotReleasable");
  require(!isAlerted(world, project), "GroundAlerted");
  const [blocks] = project.segments.splice(segment, 1) as [readonly ModelBlock[]];
  const stock = stockOf(project.method);
  const cells = blocks.flatMap(childrenOf).map(({ cell }) => cell);
  for (const cell of cells) world.held.get(stock)!.delete(cell);
  const { creditedUntil, developer, draftExpiry } = project;
  const shut =
    creditedUntil > 0
      ? { until: creditedUntil, developer: undefined }
      : { until: world.now + TIMES.reclaim, developer };
  world.closed.set(stock, [...(world.closed.get(stock) ?? []), ...cells.map((cell) => ({ cell, ...shut }))]);
  if (project.bondWei === 0n) return;
  // Up to the draft's expiry it is the owner's, afterwards whoever's does the work.
  const wei = bondFor(blocks);
  project.bondWei -= wei;
  const isLapsed = world.now >= draftExpiry;
  const until = isLapsed ? draftExpiry : world.now;
  settleBond(world, isLapsed ? by : project.owner, wei, until - project.bondSince);
};

export const withdrawBond = (world: World, by: Holder): void => {
  require((world.bonds.get(by) ?? 0n) > 0n, "GroundNoBond");
  world.bonds.set(by, 0n);
};
