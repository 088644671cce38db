import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../run.ts";

/** Where Ignition keeps its journals, and its own commands (`hardhat ignition status` and the like) find them. */
export const journalFolder = (journal: string): string => join(root, "scripts", "ignition", "deployments", journal);

/** Whether a deployment was begun under this name. */
export const isBegun = (journal: string): boolean => existsSync(join(journalFolder(journal), "journal.jsonl"));

/** Where a deployment begins. */
export type Beginning = {
  /** The first block that can hold a log of the contracts: the one after the head when the journal was begun. */
  readonly firstBlock: number;
  /** The deployer's nonce for the directory, from which all addresses follow. */
  readonly firstNonce: number;
};

/** Writes the beginning down before anything is sent, so that a deployment that is taken up again still knows it. */
export const beginOnce = async (journal: string, look: () => Promise<Beginning>): Promise<Beginning> => {
  const folder = journalFolder(journal);
  const file = join(folder, "beginning.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Beginning;
  const beginning = await look();
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(beginning));
  renameSync(`${file}.new`, file);
  return beginning;
};

/** Ignition writes its list of addresses in place: one who was killed then left half a file, which it can not read. */
export const dropHalfWritten = (journal: string): void => {
  const file = join(journalFolder(journal), "deployed_addresses.json");
  if (!existsSync(file)) return;
  try {
    JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Nothing is lost: the journal itself holds every address.
    rmSync(file);
  }
};
