import type { CID } from "multiformats/cid";

import { SixfoldError, unreachable } from "../../oracle/core/errors.ts";
import type { Blocks } from "../../oracle/store/block-store.ts";
import { LARGEST_BLOCK_BYTES, verifyBlock } from "../../oracle/store/cid.ts";
import { newest } from "./newest.ts";

const TIMEOUT_MS = 20_000;
/** Blocks that are kept: some hundred MB at most, as they have 256 KiB. */
const MOST_KEPT = 512;

const fetchBlock = async (gateway: string, cid: CID): Promise<Uint8Array> => {
  const url = `${gateway}/ipfs/${cid.toString()}?format=raw`;
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: "error" });
  const length = Number(response.headers.get("content-length") ?? Number.NaN);
  if (!response.ok || !(length <= LARGEST_BLOCK_BYTES)) {
    await response.body?.cancel();
    throw unreachable("LAYER_GATEWAY_REFUSED", gateway, response.status, "serves a block, and says how long it is");
  }
  return verifyBlock(cid, new Uint8Array(await response.arrayBuffer()));
};

/**
 * Blocks that gateways serve, each asked for when it is needed and checked by its CID, so that none of them is trusted.
 */
export const gatewayBlocks = (gateways: readonly string[]): Blocks => {
  const kept = newest<Uint8Array>(MOST_KEPT);
  const load = async (cid: CID): Promise<Uint8Array> => {
    let fault: unknown;
    for (const gateway of gateways)
      try {
        return await fetchBlock(gateway, cid);
      } catch (error) {
        fault = error;
      }
    if (fault instanceof SixfoldError && fault.failure === "check") throw fault;
    throw unreachable("LAYER_GATEWAY_UNREACHABLE", "gateways", cid.toString(), "one of them has this block", fault);
  };
  return {
    get: async (cid) => new Uint8Array(await kept.get(cid.toString(), () => load(cid))),
    has: async (cid) => {
      await kept.get(cid.toString(), () => load(cid));
      return true;
    },
  };
};
