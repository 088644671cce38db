/** What was asked for last, so many: made once while it is kept, also for those who ask at the same time. */
export const newest = <T>(most: number) => {
  const kept = new Map<string, Promise<T>>();
  return {
    get: (key: string, make: () => Promise<T>): Promise<T> => {
      const known = kept.get(key) ?? make();
      kept.delete(key);
      kept.set(key, known);
      // What failed may succeed later.
      known.catch(() => (kept.get(key) === known ? kept.delete(key) : false));
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break;
        kept.delete(oldest);
      }
      return known;
    },
  };
};
