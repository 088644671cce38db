import type { Draft } from "./draft.ts";
import { inconsistent, known } from "./handlers.ts";
import type { Handlers } from "./handlers.ts";
import type { Log } from "./log.ts";
import type { BufferAccount, LossAccount } from "./registry.ts";

const NO_LOSS: LossAccount = {
  issuedKg: 0n,
  lostKg: 0n,
  cancelledKg: 0n,
  dueKg: 0n,
  deficitKg: 0n,
  unissuedKg: 0n,
  unissuedUntil: 0,
  lossUntil: 0,
};
const EMPTY: BufferAccount = { bufferedKg: 0n, dueKg: 0n, deficitKg: 0n };
/** Greatest amount of a contract's account (uint64). */
const MOST_KG = (1n << 64n) - 1n;

const changeLosses = (
  draft: Draft,
  projectId: bigint,
  change: (account: LossAccount) => Partial<LossAccount>,
): void => {
  const account = draft.now().lossAccounts.get(projectId) ?? NO_LOSS;
  draft.put("lossAccounts", projectId, { ...account, ...change(account) });
};

export const changeBuffer = (
  draft: Draft,
  pool: number,
  change: (account: BufferAccount) => Partial<BufferAccount>,
): void => {
  const account = draft.now().bufferAccounts.get(pool) ?? EMPTY;
  draft.put("bufferAccounts", pool, { ...account, ...change(account) });
};

/** Counts a reversible batch, and what of it the buffer holds. */
export const admit = (draft: Draft, log: Log, projectId: bigint, issuedKg: bigint, bufferedKg: bigint): void => {
  const { pool } = known(log, draft.now().projects, projectId, "project");
  changeLosses(draft, projectId, (account) => ({ issuedKg: account.issuedKg + issuedKg }));
  changeBuffer(draft, pool, (account) => ({ bufferedKg: account.bufferedKg + bufferedKg }));
};

const later = (a: number, b: number): number => Math.max(a, b);
const atMost = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** What is cancelled of the buffer is told by `CarbonCredit.BufferCancelled`, batch by batch. */
export const bufferHandlers: Handlers<"BufferPool"> = {
  LossDue: (draft, { args: { projectId, pool, dueKg, unissuedKg, spanEnd } }) => {
    changeLosses(draft, projectId, (account) => ({
      lostKg: account.lostKg + dueKg,
      dueKg: account.dueKg + dueKg,
      lossUntil: later(account.lossUntil, spanEnd),
      unissuedKg: atMost(account.unissuedKg + unissuedKg, MOST_KG),
      ...(unissuedKg > 0n ? { unissuedUntil: later(account.unissuedUntil, spanEnd) } : {}),
    }));
    changeBuffer(draft, pool, (account) => ({ dueKg: account.dueKg + dueKg }));
  },
  LossMetAtIssue: (draft, { args: { projectId, lostKg } }) =>
    changeLosses(draft, projectId, (account) => ({
      unissuedKg: account.unissuedKg - lostKg,
      lostKg: account.lostKg + lostKg,
      cancelledKg: account.cancelledKg + lostKg,
    })),
  LossSettled: (draft, log) => {
    const { projectId, pool, ownKg, sharedKg, deficitKg } = log.args;
    const metKg = ownKg + sharedKg;
    const { dueKg } = known(log, draft.now().lossAccounts, projectId, "loss");
    if (metKg + deficitKg > dueKg)
      throw inconsistent(log, metKg + deficitKg, `no more than the ${dueKg} kg that are due`);
    changeLosses(draft, projectId, (account) => ({
      dueKg: account.dueKg - metKg - deficitKg,
      cancelledKg: account.cancelledKg + metKg,
      deficitKg: account.deficitKg + deficitKg,
    }));
    changeBuffer(draft, pool, (account) => ({
      dueKg: account.dueKg - metKg - deficitKg,
      deficitKg: account.deficitKg + deficitKg,
    }));
  },
  DeficitMadeGood: (draft, { args: { projectId, pool, amountKg } }) => {
    changeLosses(draft, projectId, (account) => ({
      deficitKg: account.deficitKg - amountKg,
      cancelledKg: account.cancelledKg + amountKg,
    }));
    changeBuffer(draft, pool, (account) => ({ deficitKg: account.deficitKg - amountKg }));
  },
};
