import { cancelBuffered, cancelHeld } from "./batches.ts";
import { conditionOf, CONDITION } from "./condition.ts";
import { isAlerted } from "./permanence.ts";
import { termsOf } from "./terms.ts";
import { projectOf, require } from "./world.ts";
import type { Holder, Project, World } from "./world.ts";

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

const bufferOf = (world: World, { method }: Project) => {
  const { pool } = termsOf(method);
  const empty = { bufferedKg: 0n, dueKg: 0n, deficitKg: 0n, queue: [], emptied: 0 };
  const buffer = world.buffers.get(pool) ?? empty;
  world.buffers.set(pool, buffer);
  return buffer;
};

/** Notes a batch with what of it was lost before. */
export const admit = (
  world: World,
  project: Project,
  {
    batchId,
    periodEnd,
    netKg,
    bufferKg,
  }: {
    readonly batchId: bigint;
    readonly periodEnd: number;
    readonly netKg: bigint;
    readonly bufferKg: bigint;
  },
): bigint => {
  const isMet = project.dueKg === 0n && project.deficitKg === 0n;
  require(!isAlerted(world, project) && isMet, "BufferPoolIssuanceStopped");
  const buffer = bufferOf(world, project);
  project.issuedKg += netKg;
  project.queue.push(batchId);
  buffer.queue.push(batchId);
  const lostKg = periodEnd <= project.unissuedUntil ? least(netKg, project.unissuedKg) : 0n;
  project.unissuedKg -= lostKg;
  project.lostKg += lostKg;
  project.cancelledKg += lostKg;
  buffer.bufferedKg += least(bufferKg, netKg - lostKg);
  return lostKg;
};

/** A loss is due up to what was issued and is not lost yet; the rest takes from later batches of its time. */
export const owe = (project: Project, world: World, lossKg: bigint, spanEnd: number): void => {
  const dueKg = least(lossKg, project.issuedKg - project.lostKg);
  project.lostKg += dueKg;
  project.dueKg += dueKg;
  bufferOf(world, project).dueKg += dueKg;
  project.lossUntil = Math.max(project.lossUntil, spanEnd);
  if (lossKg === dueKg) return;
  project.unissuedKg = least(project.unissuedKg + lossKg - dueKg, 2n ** 64n - 1n);
  project.unissuedUntil = Math.max(project.unissuedUntil, spanEnd);
};

/** Cancels from the front of a queue, looking at so many batches. */
const draw = (world: World, queue: readonly bigint[], front: number, wantedKg: bigint, looks: number) => {
  let [left, emptied, steps] = [wantedKg, front, looks];
  for (; steps > 0 && emptied < queue.length && left > 0n; steps -= 1) {
    const batch = world.batches.get(queue[emptied]!)!;
    const cancelledKg = least(batch.bufferedKg, left);
    cancelBuffered(batch, cancelledKg);
    left -= cancelledKg;
    if (batch.bufferedKg === 0n) emptied += 1;
  }
  return { drawnKg: wantedKg - left, emptied, steps };
};

/** Own batches first, then the carbon pool's, each oldest first; what is left when all is empty is a deficit (L11). */
export const settle = (world: World, id: number, looks: number): void => {
  const project = projectOf(world, id);
  require(looks > 0, "BufferPoolNoBatches");
  require(project.dueKg > 0n, "BufferPoolNothingDue");
  const buffer = bufferOf(world, project);
  const own = draw(world, project.queue, project.emptied, project.dueKg, looks);
  project.emptied = own.emptied;
  let [cancelledKg, deficitKg] = [own.drawnKg, 0n];
  if (own.emptied === project.queue.length) {
    const shared = draw(world, buffer.queue, buffer.emptied, project.dueKg - own.drawnKg, own.steps);
    buffer.emptied = shared.emptied;
    cancelledKg += shared.drawnKg;
    if (shared.emptied === buffer.queue.length) deficitKg = project.dueKg - cancelledKg;
  }
  project.dueKg -= cancelledKg + deficitKg;
  project.cancelledKg += cancelledKg;
  project.deficitKg += deficitKg;
  buffer.bufferedKg -= cancelledKg;
  buffer.dueKg -= cancelledKg + deficitKg;
  buffer.deficitKg += deficitKg;
};

export type MakeGood = { readonly id: number; readonly batchId: bigint; readonly amountKg: bigint };

export const makeGood = (world: World, by: Holder, { id, batchId, amountKg }: MakeGood): void => {
  const project = projectOf(world, id);
  require(amountKg > 0n && amountKg <= project.deficitKg, "BufferPoolAmountInvalid");
  const batch = world.batches.get(batchId)!;
  const isTrusted = batch.projectId === id || conditionOf(world, batch) <= CONDITION.compensated;
  require(isTrusted, "BufferPoolCreditsDoubtful");
  project.deficitKg -= amountKg;
  project.cancelledKg += amountKg;
  bufferOf(world, project).deficitKg -= amountKg;
  cancelHeld(batch, by, amountKg);
};
