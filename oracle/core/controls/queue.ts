/** A queue that gives the least first. */
export type Queue<T> = { readonly push: (item: T) => void; readonly pop: () => T | undefined };

/** @param isLess a strict order in which no two items are equal, so that what comes out does not depend on what went in first. */
export const leastFirst = <T>(isLess: (a: T, b: T) => boolean): Queue<T> => {
  const heap: T[] = [];
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b] as T, heap[a] as T];
  };
  const isLessAt = (a: number, b: number): boolean => isLess(heap[a] as T, heap[b] as T);
  const push = (item: T): void => {
    heap.push(item);
    for (let at = heap.length - 1; at > 0;) {
      const parent = (at - 1) >>> 1;
      if (!isLessAt(at, parent)) return;
      swap(at, parent);
      at = parent;
    }
  };
  const sink = (): void => {
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < heap.length && isLessAt(left, least)) least = left;
      if (right < heap.length && isLessAt(right, least)) least = right;
      if (least === at) return;
      swap(at, least);
      at = least;
    }
  };
  const pop = (): T | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (heap.length > 0) {
      heap[0] = last as T;
      sink();
    }
    return first;
  };
  return { push, pop };
};
