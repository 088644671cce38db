/** Parts merged at a time: few enough to hold, many enough that what is merged already is not merged over and over. */
export const MERGED_AT_ONCE = 64;

export type InOrder<R> = {
  /** Takes the part of an index, each once, in any order. */
  readonly add: (index: number, part: R) => void;
  /** Everything merged, once every part is there. */
  readonly result: () => R;
};

/**
 * Merges parts as they come, in the order of their indices, so that no more of them are held than wait for an earlier one
 * or for a batch to fill.
 */
export const mergeInOrder = <R>(merge: (parts: readonly R[]) => R): InOrder<R> => {
  const waiting = new Map<number, R>();
  let batch: R[] = [];
  let next = 0;
  return {
    add: (index, part) => {
      waiting.set(index, part);
      for (let ready = waiting.get(next); waiting.has(next); ready = waiting.get(next)) {
        batch.push(ready as R);
        waiting.delete(next++);
        if (batch.length > MERGED_AT_ONCE) batch = [merge(batch)];
      }
    },
    result: () => merge(batch),
  };
};
