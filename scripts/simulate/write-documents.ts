import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Writes JSON documents by their names into a folder, which is made. */
export const writeDocuments = async (folder: string, documents: Readonly<Record<string, unknown>>): Promise<void> => {
  await mkdir(folder, { recursive: true });
  await Promise.all(
    Object.entries(documents).map(([name, value]) =>
      writeFile(join(folder, name), `${JSON.stringify(value, null, 1)}\n`),
    ),
  );
};
