import { sha256 } from "viem";
import type { Hex } from "viem";

import { refused } from "../errors.ts";

const SHA2_256 = /^1220([0-9a-f]{64})$/;

/**
 * Holds a whole file against its `file:checksum` where that is a sha2-256 multihash (code 0x12, 32 bytes). Other hashes
 * are kept as recorded and not checked.
 *
 * @throws SixfoldError SCENE_CHECKSUM
 */
export const verifyChecksum = (href: string, checksum: string | undefined, whole: Uint8Array): void => {
  if (statedBy(checksum) !== undefined) verifyDigest(href, checksum, sha256(whole));
};

const statedBy = (checksum: string | undefined): string | undefined =>
  SHA2_256.exec(checksum?.toLowerCase() ?? "")?.[1];

/**
 * The same, of a file that is hashed already.
 *
 * @throws SixfoldError SCENE_CHECKSUM
 */
export const verifyDigest = (href: string, checksum: string | undefined, digest: Hex): void => {
  const stated = statedBy(checksum);
  const actual = digest.slice(2);
  if (stated !== undefined && actual !== stated)
    throw refused("SCENE_CHECKSUM", href, { stated, actual }, "the file's bytes are those the catalogue hashed");
};
