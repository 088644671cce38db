import type { Registry } from "./registry.ts";

type TableName = keyof Registry;
type Key<T> = T extends ReadonlyMap<infer K, unknown> ? K : never;
type Value<T> = T extends ReadonlyMap<unknown, infer V> ? V : never;
/** Tables of tables. */
type NestName = { [T in TableName]: [Key<Value<Registry[T]>>] extends [never] ? never : T }[TableName];

/**
 * A registry that is being written. A table is copied before its first write and written in place after, so that the
 * state it started from never changes, and many logs cost one copy of each table that they touch.
 */
export type Draft = {
  /** The registry as written so far. */
  readonly now: () => Registry;
  /** Sets a record; an undefined value takes it out. */
  readonly put: <T extends TableName>(table: T, key: Key<Registry[T]>, value: Value<Registry[T]> | undefined) => void;
  /** Sets a record in a table of a table; an undefined value takes it out, and an emptied table with it. */
  readonly putIn: <T extends NestName>(
    table: T,
    outer: Key<Registry[T]>,
    inner: Key<Value<Registry[T]>>,
    value: Value<Value<Registry[T]>> | undefined,
  ) => void;
};

export const openDraft = (start: Registry): Draft => {
  let state = start;
  const own = new WeakSet<ReadonlyMap<unknown, unknown>>();
  const writable = (map: ReadonlyMap<unknown, unknown> | undefined): Map<unknown, unknown> => {
    if (map !== undefined && own.has(map)) return map as Map<unknown, unknown>;
    const copy = new Map(map);
    own.add(copy);
    return copy;
  };
  const put = (name: TableName, key: unknown, value: unknown): void => {
    const table = writable(state[name]);
    if (value === undefined) table.delete(key);
    else table.set(key, value);
    if (table !== state[name]) state = { ...state, [name]: table };
  };
  return {
    now: () => state,
    put,
    putIn: (name, outer, inner, value) => {
      const table = writable((state[name] as ReadonlyMap<unknown, ReadonlyMap<unknown, unknown>>).get(outer));
      if (value === undefined) table.delete(inner);
      else table.set(inner, value);
      put(name, outer, table.size === 0 ? undefined : table);
    },
  };
};
