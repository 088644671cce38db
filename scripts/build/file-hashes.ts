import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Path below a root, with `/`, to the sha256 of the file's bytes. */
export type FileHashes = Readonly<Record<string, string>>;

/** Hashes of every file below `root` that a pattern names, in order of their paths. */
export const fileHashes = (root: string, patterns: readonly string[]): FileHashes =>
  Object.fromEntries(
    globSync(patterns, { cwd: root })
      .map((path) => path.replaceAll("\\", "/"))
      .filter((path) => statSync(join(root, path)).isFile())
      .toSorted()
      .map((path) => [
        path,
        createHash("sha256")
          .update(readFileSync(join(root, path)))
          .digest("hex"),
      ]),
  );

/** Whether every file that `known` names is there and has not changed; others may have come. */
export const isIntact = (known: FileHashes, now: FileHashes): boolean =>
  Object.entries(known).every(([path, hash]) => now[path] === hash);

/** Whether a JSON file is whole: one that was being written when its process ended is not. */
export const isWholeJson = (path: string): boolean => {
  if (!existsSync(path)) return false;
  try {
    JSON.parse(readFileSync(path, "utf8"));
    return true;
  } catch {
    return false;
  }
};
