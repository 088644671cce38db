import { setMaxListeners } from "node:events";

import type { Head } from "../store/schema.ts";
import type { Indexer } from "./indexer.ts";
import { pause } from "./pause.ts";

/** Between two looks at the chain: some fraction of any public chain's block time. */
const POLL_MS = 1_000;
/** After a fault, twice as long each time. */
const LONGEST_WAIT_MS = 60_000;

/** What is known of the chain, and how fresh it is. */
export type FollowStatus = {
  readonly head: Head;
  /** The last look that failed, where none has succeeded since. */
  readonly fault: Error | undefined;
};

export type Follower = {
  readonly status: () => FollowStatus;
  /** Calls back whenever the state moved. @returns what ends it. */
  readonly onMove: (listener: () => void) => () => void;
  /** Aborted when it is to stop: nothing will move any more. */
  readonly stopped: AbortSignal;
  readonly stop: () => Promise<void>;
};

/** Catches up again and again until stopped. A fault is kept to be told of, and the next look waits longer. */
export const follow = (indexer: Indexer, pollMs = POLL_MS): Follower => {
  const stopping = new AbortController();
  const { signal } = stopping;
  // Every client of a stream waits for it.
  setMaxListeners(0, signal);
  const listeners = new Set<() => void>();
  let fault: Error | undefined;

  const run = async (): Promise<void> => {
    let waitMs = pollMs;
    while (!signal.aborted) {
      try {
        const moved = await indexer.catchUp(signal);
        fault = undefined;
        waitMs = pollMs;
        if (moved) for (const listener of listeners) listener();
      } catch (error) {
        if (signal.aborted) return;
        fault = error as Error;
        waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
      }
      await pause(waitMs, signal);
    }
  };
  const running = run();

  return {
    status: () => ({ head: indexer.head(), fault }),
    onMove: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stopped: signal,
    stop: async () => {
      stopping.abort(new DOMException("the follower was stopped", "AbortError"));
      await running;
    },
  };
};
