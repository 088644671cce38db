import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { fileHashes, isIntact, isWholeJson } from "./file-hashes.ts";
import type { FileHashes } from "./file-hashes.ts";

/** What decides what the compiler gives: sources, settings, and the versions of compiler and libraries. */
const SOURCES = ["contracts/**/*.sol", "hardhat.config.ts", "scripts/build/whole-output.ts", "package-lock.json"];
const ARTIFACTS = ["artifacts/**/*"];
const ABI = ["contracts/abi/*"];

/** A build that ended well: from which bytes, to which bytes. */
type Build = { readonly sources: FileHashes; readonly artifacts: FileHashes; readonly abi: FileHashes };

const recordPath = (root: string): string => join(root, ".sixfold", "built.json");

const readRecord = (root: string): Build | undefined => {
  const path = recordPath(root);
  // A record that is not whole is none: what it stood for is built anew.
  return isWholeJson(path) ? (JSON.parse(readFileSync(path, "utf8")) as Build) : undefined;
};

const lookAt = (root: string): Build => ({
  sources: fileHashes(root, SOURCES),
  artifacts: fileHashes(root, ARTIFACTS),
  abi: fileHashes(root, ABI),
});

/** Notes that what `root` holds now is a build that ended well. */
export const recordBuild = (root: string): void => {
  const path = recordPath(root);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(lookAt(root)));
};

const isSame = (a: FileHashes, b: FileHashes): boolean => isIntact(a, b) && isIntact(b, a);

/**
 * Whether the artifacts of a record are all there, byte for byte. Others may have come since, as when tests are compiled
 * by hand, but none that is half-written: a node reads them all.
 */
const areSound = (root: string, recorded: FileHashes, now: FileHashes): boolean =>
  isIntact(recorded, now) &&
  Object.keys(now).every((path) => path in recorded || !path.endsWith(".json") || isWholeJson(join(root, path)));

export type BuildSteps = {
  /** Compiles the contracts of the checkout into `artifacts`; throws where it can not. */
  readonly compile: () => void;
  /** Throws where `contracts/abi` is not what the artifacts say. */
  readonly checkAbi: () => void;
};

/**
 * Makes sure that artifacts and ABIs are those of the sources in the checkout, by the bytes of all of them, however the
 * checkout came to be as it is. A changed source is compiled again. Artifacts that are missing, changed or half-written
 * are thrown away together with the compiler's cache, which takes a file that exists for one that is right.
 * @throws what `compile` and `checkAbi` throw; nothing counts as built then
 */
export const ensureBuilt = (root: string, { compile, checkAbi }: BuildSteps): void => {
  const record = readRecord(root);
  const now = lookAt(root);
  const sound = record !== undefined && areSound(root, record.artifacts, now.artifacts);
  if (sound && isSame(record.sources, now.sources) && isSame(record.abi, now.abi)) return;
  // A build that is killed from here on leaves no record, so that the next one starts from nothing.
  rmSync(recordPath(root), { force: true });
  if (!sound) for (const folder of ["artifacts", "cache"]) rmSync(join(root, folder), { recursive: true, force: true });
  compile();
  checkAbi();
  recordBuild(root);
};
