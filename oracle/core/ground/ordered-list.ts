const CHUNK = 256;

/** Items in an order only the caller knows, in short chunks: search is logarithmic, insertion and removal move little. */
export type OrderedList<T> = { readonly chunks: T[][] };
export type Place = { readonly chunk: number; readonly at: number };

export const orderedList = <T>(): OrderedList<T> => ({ chunks: [[]] });

const firstFalse = (count: number, test: (k: number) => boolean): number => {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Place of the first item that is not before; `before` must hold for a prefix of the items. */
export const placeOf = <T>({ chunks }: OrderedList<T>, before: (item: T) => boolean): Place => {
  const chunk = firstFalse(chunks.length - 1, (c) => before(chunks[c]!.at(-1)!));
  const items = chunks[chunk]!;
  return { chunk, at: firstFalse(items.length, (k) => before(items[k]!)) };
};

/** The item at a place, or the first of the next chunk at a chunk's end. */
export const itemAt = <T>({ chunks }: OrderedList<T>, { chunk, at }: Place): T | undefined =>
  chunks[chunk]?.[at] ?? chunks[chunk + 1]?.[0];

export const itemBefore = <T>({ chunks }: OrderedList<T>, { chunk, at }: Place): T | undefined =>
  at > 0 ? chunks[chunk]![at - 1] : chunks[chunk - 1]?.at(-1);

/** Removes and returns items from a place on while they pass. Insert at the same place next, be it nothing. */
export const takeAt = <T>(list: OrderedList<T>, place: Place, goes: (item: T) => boolean): readonly T[] => {
  const { chunks } = list;
  const taken: T[] = [];
  for (let item = itemAt(list, place); item !== undefined && goes(item); item = itemAt(list, place)) {
    taken.push(item);
    const here = chunks[place.chunk]!;
    if (place.at < here.length) here.splice(place.at, 1);
    else {
      const next = chunks[place.chunk + 1]!;
      next.shift();
      if (next.length === 0) chunks.splice(place.chunk + 1, 1);
    }
  }
  return taken;
};

export const insertAt = <T>({ chunks }: OrderedList<T>, { chunk, at }: Place, items: readonly T[]): void => {
  const here = chunks[chunk]!;
  here.splice(at, 0, ...items);
  if (here.length > 2 * CHUNK) chunks.splice(chunk + 1, 0, here.splice(CHUNK));
  else if (here.length === 0 && chunks.length > 1) chunks.splice(chunk, 1);
};
