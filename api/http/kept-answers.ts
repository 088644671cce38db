import { LRUCache } from "lru-cache";

import type { Head } from "../store/schema.ts";
import { stateTag } from "./snapshot.ts";

/** Most memory that kept answers take. */
const MOST_BYTES = 64 * 2 ** 20;
/** An answer that is longer is made anew each time: one register as CSV would drive out a thousand others. */
const LONGEST_BYTES = 2 ** 20;
/** What an entry takes beside its text, roughly. */
const ENTRY_BYTES = 512;

/** An answer as it is sent, and the head that it was read at. */
export type Answer = {
  readonly head: Head;
  readonly media: string;
  readonly content: Buffer;
  readonly headers: Readonly<Record<string, string>>;
};

export type KeptAnswers = {
  /**
   * What a question is answered in the state of a head: as it was answered before, or by asking. Who asks the same
   * while it is being asked waits for that.
   * @param question its address, path and query.
   * @throws what `ask` throws; that is not kept.
   */
  readonly answer: (head: Head, question: string, ask: () => Promise<Answer>) => Promise<Answer>;
};

const keyOf = (head: Head, question: string): string => `${stateTag(head)} ${question}`;

/**
 * Answers by state and question. A state has one answer to a question, for ever, so nothing has to be taken back: after
 * a reorganisation questions are asked of another state, and should the old one come back, its answers are right again.
 */
export const keepAnswers = (): KeptAnswers => {
  const kept = new LRUCache<string, Answer>({
    maxSize: MOST_BYTES,
    maxEntrySize: LONGEST_BYTES,
    sizeCalculation: ({ content }, key) => content.length + 2 * key.length + ENTRY_BYTES,
  });
  const asked = new Map<string, Promise<Answer>>();

  return {
    answer: async (head, question, ask) => {
      const key = keyOf(head, question);
      const known = kept.get(key);
      // Blocks without logs may have been read since: they change no answer, but what is said of its block.
      if (known !== undefined) return { ...known, head };
      const pending = asked.get(key);
      if (pending !== undefined) return pending;
      const asking = ask().finally(() => asked.delete(key));
      asked.set(key, asking);
      const answer = await asking;
      // The state may have moved while it was asked.
      kept.set(keyOf(answer.head, question), answer);
      return answer;
    },
  };
};
