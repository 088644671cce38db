import { createHash } from "node:crypto";
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { sha256 } from "viem";
import type { Hex } from "viem";

import { buildApart } from "./build-apart.ts";
import { findMethodology } from "./find-methodology.ts";

const CHECKOUT = fileURLToPath(new URL("../../", import.meta.url));

/** Built programs, below the checkout: `<sources>-<program>.mjs`, each by the sha-256 of those bytes. */
const BUILT = ".sixfold/programs";

/** Whatever a program may be built from: the core, what builds it, and the pinned packages. */
const SOURCES = ["oracle/core/**/*.ts", "oracle/programs/*.ts", "package-lock.json"];

const digestOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const sourcesDigest = (root: string, methodology: string): string => {
  const hash = createHash("sha256").update(methodology);
  for (const path of SOURCES.flatMap((pattern) => globSync(pattern, { cwd: root })).toSorted()) {
    const bytes = readFileSync(join(root, path));
    hash.update(`\0${path.replaceAll("\\", "/")}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
};

/** What was built of these sources before, unless its bytes are no longer those that were built. */
const kept = (folder: string, sources: string): Uint8Array | undefined => {
  for (const name of globSync(`${sources}-*.mjs`, { cwd: folder })) {
    const bytes = readFileSync(join(folder, name));
    if (name === `${sources}-${digestOf(bytes)}.mjs`) return new Uint8Array(bytes);
  }
  return undefined;
};

/** Under its name only once it is whole, whoever else builds the same at the same time. */
const keep = (folder: string, sources: string, program: Uint8Array): void => {
  mkdirSync(folder, { recursive: true });
  const making = join(folder, `${sources}.${process.pid}.making`);
  writeFileSync(making, program);
  renameSync(making, join(folder, `${sources}-${digestOf(program)}.mjs`));
};

const programs = new Map<string, Promise<Uint8Array>>();

const find = async (root: string, methodology: string): Promise<Uint8Array> => {
  const module = findMethodology(root, methodology);
  const folder = join(root, BUILT);
  const sources = sourcesDigest(root, methodology);
  const found = kept(folder, sources);
  if (found !== undefined) return found;
  const program = await buildApart(root, module);
  keep(folder, sources, program);
  return program;
};

/**
 * The program of a methodology as this copy builds it. Building takes seconds, and is done once for each state of the
 * sources.
 * @throws SixfoldError PROGRAM_METHODOLOGY (usage); those of `buildApart`
 */
export const ownProgram = (methodology: string): Promise<Uint8Array> => {
  const known = programs.get(methodology);
  if (known !== undefined) return known;
  const building = find(CHECKOUT, methodology);
  programs.set(methodology, building);
  building.catch(() => programs.delete(methodology));
  return building;
};

/** The sha-256 of a methodology's program as this copy builds it. @throws those of `ownProgram` */
export const ownProgramDigest = async (methodology: string): Promise<Hex> => sha256(await ownProgram(methodology));
