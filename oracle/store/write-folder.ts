import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { Bundle } from "../core/evidence/files.ts";
import { piecesOf } from "../core/evidence/stored.ts";

/**
 * Writes a bundle as a folder of plain files, piece by piece. It takes the place of whatever stood there, and only once it
 * is whole: no file of an earlier bundle is left in it.
 *
 * @throws Node's error where the system refuses
 */
export const writeFolder = async (folder: string, files: Bundle): Promise<void> => {
  const aside = `${folder}.${randomUUID()}`;
  try {
    for (const [path, stored] of files) {
      const target = join(aside, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, piecesOf(stored));
    }
    await rm(folder, { recursive: true, force: true });
    await rename(aside, folder);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw error;
  }
};
