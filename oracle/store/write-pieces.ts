import { open, unlink } from "node:fs/promises";

import type { Piece } from "../core/tiff/piece.ts";

/**
 * Writes a file piece by piece as pieces are made; no more than one is held. The file is new, and gone again if
 * anything fails on the way.
 *
 * @returns the file's length in bytes.
 * @throws whatever the pieces throw, and Node's error where the file exists or can not be written.
 */
export const writePieces = async (path: string, pieces: AsyncIterable<Piece> | Iterable<Piece>): Promise<number> => {
  const file = await open(path, "wx");
  let end = 0;
  try {
    for await (const { at, bytes } of pieces) {
      for (let done = 0; done < bytes.length;)
        done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
      end = Math.max(end, at + bytes.length);
    }
  } catch (error) {
    await file.close();
    await unlink(path);
    throw error;
  }
  await file.close();
  return end;
};
