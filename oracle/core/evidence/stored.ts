import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "viem";
import type { Hex } from "viem";

import { empty } from "../empty.ts";
import type { Stored } from "../scenes/types.ts";

/** A file is read in pieces of this size: eight chunks of a UnixFS file. */
const PIECE_BYTES = 2 ** 21;

/** Bytes that lie in memory. What is read is a copy; a slice of a Buffer of Node's would be none. */
export const held = (bytes: Uint8Array): Stored => ({
  size: bytes.length,
  read: async ({ start, end }) => new Uint8Array(bytes.subarray(start, end)),
});

/** A part of a file, as a file. */
export const partOf = ({ read }: Pick<Stored, "read">, start: number, end: number): Stored => ({
  size: end - start,
  read: (range) => read({ start: start + range.start, end: start + range.end }),
});

/** From the first byte to the last, a piece at a time, each in a buffer that the caller may keep. */
export async function* piecesOf({ size, read }: Stored, pieceBytes = PIECE_BYTES): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < size; start += pieceBytes)
    yield await read({ start, end: Math.min(start + pieceBytes, size) });
}

/** The whole file. */
export const bytesOf = ({ size, read }: Stored): Promise<Uint8Array> =>
  size === 0 ? Promise.resolve(new Uint8Array()) : read({ start: 0, end: size });

export const digestOf = async (stored: Stored): Promise<Hex> => {
  const hash = sha256.create();
  for await (const piece of piecesOf(stored)) {
    hash.update(piece);
    empty(piece);
  }
  return bytesToHex(hash.digest());
};
