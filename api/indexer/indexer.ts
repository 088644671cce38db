import type { Chain } from "../../oracle/chain/connect.ts";
import { fold } from "../../oracle/chain/fold/fold.ts";
import type { Place } from "../../oracle/chain/fold/log.ts";
import { emptyRegistry } from "../../oracle/chain/fold/registry.ts";
import type { Registry } from "../../oracle/chain/fold/registry.ts";
import { followLogs } from "../../oracle/chain/read-logs.ts";
import type { LogPage } from "../../oracle/chain/read-logs.ts";
import { isReorganised, lastStanding, readBlock, requireStanding } from "../../oracle/chain/standing.ts";
import type { BlockRef } from "../../oracle/chain/standing.ts";
import { auditStore } from "../store/audit.ts";
import { changesBetween } from "../store/changes.ts";
import { openHead } from "../store/head.ts";
import { lastPlaceIn, newestBlocks, storedLogs } from "../store/logs.ts";
import type { Db, Head } from "../store/schema.ts";
import { newHead, placeOf, writeAdvance, writeChanges, writeRollBack } from "../store/write.ts";
import { blocksOf, finalizedBlock } from "./block-times.ts";

/** States that are kept to go back to: a reorganisation deeper than these is folded anew from the store's logs. */
const KEPT_STATES = 128;
/** Blocks looked at together for the last that stands. */
const TRAIL = 64;
/** How often in a row a chain may be reorganised under the reader before it is left alone for a while. */
const MOST_ROLL_BACKS = 8;

type State = { readonly registry: Registry; readonly head: Head };

const BEFORE_ALL = { blockNumber: -1n, logIndex: -1 } as const;
const isSameState = (a: Head, b: Head): boolean => a.state_hash === b.state_hash && a.state_index === b.state_index;

const stateNumber = ({ head }: State): bigint => BigInt(head.state_number);

/** The state that the store's logs lead to, up to a block. */
const foldStored = async (db: Db, registry: Registry, from: Pick<Place, "blockNumber" | "logIndex">, upTo: bigint) => {
  let folded = registry;
  for await (const logs of storedLogs(db, from, upTo)) folded = fold(folded, logs);
  return folded;
};

export type Indexer = {
  readonly head: () => Head;
  readonly registry: () => Registry;
  /**
   * Reads the chain up to its newest block, and back where it was reorganised.
   * @returns whether the state is another than before.
   * @throws SixfoldError as `followLogs` and `fold`; `STORE_NOT_ALONE`, `STORE_FULL` (infrastructure); the signal's reason.
   */
  readonly catchUp: (signal?: AbortSignal) => Promise<boolean>;
};

/**
 * Keeps a store in step with a chain. All rows are a function of the logs, by the fold (L17): each page of logs is
 * folded, and what that changes is written with them in one transaction. After a reorganisation the rows become those
 * of the state at the last block that stands, by the same comparison, and reading goes on from there.
 *
 * At the start the store's logs are folded, and rows that are not what they lead to are mended: a store that an older
 * version wrote becomes what this one would have written.
 * @throws SixfoldError `STORE_OF_ANOTHER` (usage); `CHAIN_LOGS_INCONSISTENT` (check).
 */
export const openIndexer = async (chain: Chain, db: Db): Promise<Indexer> => {
  const start = await openHead(db, chain);
  const folded = await foldStored(db, emptyRegistry, BEFORE_ALL, BigInt(start.block_number));
  await writeChanges(db, await auditStore(db, folded));
  let state: State = { registry: folded, head: start };
  let kept: readonly State[] = [state];

  const become = (next: State): void => {
    if (!isSameState(next.head, state.head)) kept = [...kept.slice(1 - KEPT_STATES), next];
    state = next;
  };

  const take = async ({ logs, cursor }: LogPage, finalized: bigint | undefined): Promise<void> => {
    const blocks = await blocksOf(chain, logs);
    const registry = fold(state.registry, logs);
    const last = logs.at(-1);
    const head: Head = {
      ...state.head,
      block_number: `${cursor.blockNumber}`,
      block_hash: cursor.blockHash,
      log_index: cursor.logIndex,
      finalized_number: finalized === undefined ? null : `${finalized}`,
      ...(last === undefined
        ? {}
        : { state_number: `${last.blockNumber}`, state_hash: last.blockHash, state_index: last.logIndex }),
    };
    await writeAdvance(db, state.head, head, { logs, blocks, changes: changesBetween(state.registry, registry) });
    become({ registry, head });
  };

  /** An endpoint that lags behind what was read has not seen a reorganisation, unless what it has differs. */
  const isBehind = async (newest: BlockRef, signal?: AbortSignal): Promise<boolean> => {
    if (newest.blockNumber >= BigInt(state.head.block_number)) return false;
    const [block] = await newestBlocks(db, newest.blockNumber, 1);
    if (block !== undefined) await requireStanding(chain, block, signal);
    return true;
  };

  const advance = async (signal?: AbortSignal): Promise<void> => {
    const newest = await readBlock(chain, "latest", signal);
    if (await isBehind(newest, signal)) return;
    if (newest.blockHash === state.head.block_hash) return;
    const finalized = await finalizedBlock(chain);
    const reading = { after: placeOf(state.head), toBlock: newest.blockNumber };
    for await (const page of followLogs(chain, reading, signal)) await take(page, finalized);
  };

  /** The newest block with logs that the chain still has. */
  const findFork = async (signal?: AbortSignal): Promise<BlockRef | undefined> => {
    for (let upTo = BigInt(state.head.block_number); ;) {
      const trail = await newestBlocks(db, upTo, TRAIL);
      const standing = await lastStanding(chain, trail.toReversed(), signal);
      if (standing !== undefined || trail.length < TRAIL) return standing;
      upTo = trail.at(-1)!.blockNumber - 1n;
    }
  };

  const rollBack = async (signal?: AbortSignal): Promise<void> => {
    const fork = await findFork(signal);
    const forkNumber = fork?.blockNumber ?? BEFORE_ALL.blockNumber;
    const base = kept.findLast((each) => stateNumber(each) <= forkNumber);
    const registry = await foldStored(
      db,
      base?.registry ?? emptyRegistry,
      base === undefined ? BEFORE_ALL : { blockNumber: stateNumber(base), logIndex: base.head.state_index },
      forkNumber,
    );
    const place = fork === undefined ? undefined : await lastPlaceIn(db, fork);
    const head: Head =
      place === undefined
        ? newHead(state.head.deployment, chain.deployment.deployBlock)
        : {
            ...state.head,
            block_number: `${place.blockNumber}`,
            block_hash: place.blockHash,
            log_index: place.logIndex,
            state_number: `${place.blockNumber}`,
            state_hash: place.blockHash,
            state_index: place.logIndex,
          };
    await writeRollBack(db, state.head, head, changesBetween(state.registry, registry));
    kept = kept.filter((each) => stateNumber(each) < forkNumber);
    state = { registry, head };
    kept = [...kept, state];
  };

  const catchUp = async (signal?: AbortSignal): Promise<boolean> => {
    const before = state.head;
    for (let turn = 0; ; turn++)
      try {
        await advance(signal);
        return !isSameState(state.head, before);
      } catch (error) {
        if (!isReorganised(error) || turn === MOST_ROLL_BACKS) throw error;
        await rollBack(signal);
      }
  };

  return { head: () => state.head, registry: () => state.registry, catchUp };
};
