import type { ByteRange } from "../core/scenes/types.ts";

/** Where bytes are kept while a bundle is made: files by name, each written piece by piece and read range by range. */
export type Shelf = {
  /** Keeps bytes at their place in a file. */
  readonly write: (name: string, at: number, bytes: Uint8Array) => Promise<void>;
  /** What was written there. The caller may keep it. */
  readonly read: (name: string, range: ByteRange) => Promise<Uint8Array>;
};

type Piece = { readonly at: number; readonly bytes: Uint8Array };

/** In memory, for what is known to be small. */
export const memoryShelf = (): Shelf => {
  const files = new Map<string, Piece[]>();
  return {
    write: async (name, at, bytes) => {
      const pieces = files.get(name) ?? [];
      files.set(name, pieces);
      pieces.push({ at, bytes });
    },
    read: async (name, { start, end }) => {
      const out = new Uint8Array(end - start);
      for (const { at, bytes } of files.get(name) ?? []) {
        const [from, until] = [Math.max(start, at), Math.min(end, at + bytes.length)];
        if (from < until) out.set(bytes.subarray(from - at, until - at), from - start);
      }
      return out;
    },
  };
};
