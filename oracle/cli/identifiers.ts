import { InvalidArgumentError } from "commander";
import type { CID } from "multiformats/cid";
import { getAddress, isAddress } from "viem";
import type { Address, Hex } from "viem";

import type { SixfoldError } from "../core/errors.ts";
import { parseCid } from "../store/cid.ts";

/** A statement's id from the command line: its digest. */
export const statementId = (text: string): Hex => {
  if (!/^0x[0-9a-fA-F]{64}$/.test(text)) throw new InvalidArgumentError("32 bytes in hex, starting with 0x.");
  return text.toLowerCase() as Hex;
};

/** The CID of a bundle from the command line, as a CIDv1. */
export const bundleCid = (text: string): CID => {
  try {
    return parseCid(text);
  } catch (error) {
    throw new InvalidArgumentError(`An IPFS content identifier: ${(error as SixfoldError).rule}.`);
  }
};

/** An address from the command line. */
export const accountAddress = (text: string): Address => {
  if (!isAddress(text)) throw new InvalidArgumentError("20 bytes in hex with a valid checksum.");
  return getAddress(text);
};

/** Parts of a batch id: project << 80 | period start << 40 | period end. */
export const splitBatchId = (
  batchId: bigint,
): { readonly projectId: bigint; readonly periodStart: number; readonly periodEnd: number } => {
  const low40 = (1n << 40n) - 1n;
  return {
    projectId: batchId >> 80n,
    periodStart: Number((batchId >> 40n) & low40),
    periodEnd: Number(batchId & low40),
  };
};

/** Unix seconds as a UTC day. */
export const day = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);
