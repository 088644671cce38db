/**
 * Runs a task for each item, `lanes` at a time, and keeps the results in the order of the items. The first failure is
 * thrown once the tasks under way have ended; no further one is started.
 */
export const inLanes = async <T, R>(
  items: readonly T[],
  lanes: number,
  task: (item: T, index: number) => Promise<R>,
): Promise<readonly R[]> => {
  const results = new Array<R>(items.length);
  let next = 0;
  let failed = false;
  const lane = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const index = next++;
      try {
        results[index] = await task(items[index]!, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const settled = await Promise.allSettled(Array.from({ length: Math.min(lanes, items.length) }, lane));
  for (const outcome of settled) if (outcome.status === "rejected") throw outcome.reason;
  return results;
};
