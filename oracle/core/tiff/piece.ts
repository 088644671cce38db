/**
 * Bytes and where they belong in a file. A file is written as a series of pieces that do not overlap and leave no gap,
 * in any order: what is known last, such as a table of offsets, may belong first. The bytes are for reading only.
 */
export type Piece = { readonly at: number; readonly bytes: Uint8Array };

/** Takes the pieces of files that are named; resolves once a piece is taken. */
export type Keep = (path: string, piece: Piece) => Promise<void>;

/** The whole file in memory. */
export const gather = async (pieces: AsyncIterable<Piece> | Iterable<Piece>): Promise<Uint8Array> => {
  const held: Piece[] = [];
  for await (const piece of pieces) held.push(piece);
  const bytes = new Uint8Array(held.reduce((end, piece) => Math.max(end, piece.at + piece.bytes.length), 0));
  for (const piece of held) bytes.set(piece.bytes, piece.at);
  return bytes;
};
