import { CID } from "multiformats/cid";
import { create } from "multiformats/hashes/digest";
import { sha256 } from "multiformats/hashes/sha2";
import { bytesToHex, hexToBytes } from "viem";
import type { Hex } from "viem";

import { SixfoldError } from "../core/errors.ts";

/** Multicodec table: dag-pb and raw, the only codecs of UnixFS with raw leaves. */
export const DAG_PB = 0x70;
export const RAW = 0x55;
/** Multicodec table: sha2-256. */
const SHA2_256 = 0x12;
/** Largest block that Bitswap and public gateways carry (2 MiB). Ours are about 256 KiB. */
export const LARGEST_BLOCK_BYTES = 2 * 1024 * 1024;

const refuse = (code: string, field: string, value: unknown, rule: string, cause?: unknown): never => {
  throw new SixfoldError({ code, failure: "check", field, value, rule, cause });
};

const requireSupported = (cid: CID): CID => {
  const { code, digest } = cid.multihash;
  if ((cid.code !== DAG_PB && cid.code !== RAW) || code !== SHA2_256 || digest.length !== 32)
    return refuse("STORE_CID_UNSUPPORTED", "cid", cid.toString(), "must be dag-pb or raw with a sha2-256 hash");
  return cid;
};

/**
 * A CIDv1 out of its text; a CIDv0 is the same block under another name and is read as its CIDv1.
 * @throws SixfoldError `STORE_CID_INVALID`, `STORE_CID_UNSUPPORTED`
 */
export const parseCid = (text: string): CID => {
  try {
    return requireSupported(CID.parse(text).toV1());
  } catch (cause) {
    if (cause instanceof SixfoldError) throw cause;
    return refuse("STORE_CID_INVALID", "cid", text, "must be an IPFS content identifier", cause);
  }
};

/** The CID of a block that is bytes of a file and nothing else. */
export const leafCid = async (bytes: Uint8Array): Promise<CID> => CID.createV1(RAW, await sha256.digest(bytes));

/** The 32 bytes that go on the chain: the sha2-256 digest of a bundle's root, a dag-pb CIDv1. */
export const evidenceDigest = (root: CID): Hex => {
  if (requireSupported(root).code !== DAG_PB)
    return refuse("STORE_CID_UNSUPPORTED", "root", root.toString(), "must be a UnixFS directory (dag-pb)");
  return bytesToHex(root.multihash.digest);
};

/** The root CIDv1 of a bundle out of the digest on the chain; the inverse of `evidenceDigest`. */
export const cidOfDigest = (digest: Hex): CID => {
  if (!/^0x[0-9a-fA-F]{64}$/.test(digest))
    return refuse("STORE_DIGEST_INVALID", "evidence", digest, "must be 32 bytes in hex");
  return CID.createV1(DAG_PB, create(SHA2_256, hexToBytes(digest)));
};

/**
 * @returns the same bytes, once their sha2-256 is the CID's
 * @throws SixfoldError `STORE_BLOCK_CORRUPT`, `STORE_BLOCK_TOO_LARGE`, `STORE_CID_UNSUPPORTED`
 */
export const verifyBlock = async (cid: CID, bytes: Uint8Array): Promise<Uint8Array> => {
  requireSupported(cid);
  if (bytes.length > LARGEST_BLOCK_BYTES)
    return refuse(
      "STORE_BLOCK_TOO_LARGE",
      cid.toString(),
      bytes.length,
      `must be at most ${LARGEST_BLOCK_BYTES} bytes`,
    );
  const { digest } = await sha256.digest(bytes);
  if (!digest.every((byte, i) => byte === cid.multihash.digest[i]))
    return refuse("STORE_BLOCK_CORRUPT", cid.toString(), bytesToHex(digest), "must hash to its CID");
  return bytes;
};
