import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { relative, sep } from "node:path";

import type { Manifest } from "../core/evidence/manifest.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What turns recorded bytes into numbers: the measuring core, its engine, and the reading of scenes before it. */
const FOLDERS = ["oracle/core", "oracle/engine", "oracle/scenes", "oracle/transport"];
const SOURCES = ["oracle/core/program/run-service.ts"];

const sourcesBelow = async (folder: string): Promise<readonly string[]> =>
  (await readdir(new URL(`../../${folder}`, import.meta.url), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(root, `${entry.parentPath}${sep}${entry.name}`).replaceAll(sep, "/"));

/**
 * Identity of the code that measures: the package's version, and the sha-256 over, for each source file in ascending
 * order of path, the path, a zero byte, the file's length in decimal, a zero byte and its bytes; then the pinned runtime
 * dependencies as sorted `name@version` lines.
 */
export const codeDigest = async (): Promise<Manifest["code"]> => {
  const paths = [...(await Promise.all(FOLDERS.map(sourcesBelow))).flat(), ...SOURCES].sort();
  const hash = createHash("sha256");
  for (const path of paths) {
    const bytes = await readFile(new URL(`../../${path}`, import.meta.url));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  const { version, dependencies } = JSON.parse(
    await readFile(new URL("../../package.json", import.meta.url), "utf8"),
  ) as {
    version: string;
    dependencies: Readonly<Record<string, string>>;
  };
  for (const [name, pinned] of Object.entries(dependencies).sort()) hash.update(`${name}@${pinned}\n`);
  return { version, digest: `0x${hash.digest("hex")}` };
};
