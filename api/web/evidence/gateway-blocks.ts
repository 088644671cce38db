import type { CID } from "multiformats/cid";

import { SixfoldError, unreachable } from "../../../oracle/core/errors.ts";
import type { Blocks } from "../../../oracle/store/block-store.ts";
import { verifyBlock } from "../../../oracle/store/cid.ts";

const blockFrom = async (gateway: string, cid: CID, signal: AbortSignal): Promise<Uint8Array> => {
  const response = await fetch(`${gateway}/ipfs/${cid.toString()}?format=raw`, { signal });
  if (!response.ok) throw unreachable("WEB_GATEWAY", gateway, response.status, "a gateway has the block");
  return verifyBlock(cid, new Uint8Array(await response.arrayBuffer()));
};

/**
 * Blocks one by one from the first gateway that has each, kept once fetched. No gateway is trusted: what does not hash to
 * its CID counts as absent there.
 * @throws SixfoldError `WEB_GATEWAY` (infrastructure) where none has a block; the signal's reason
 */
export const gatewayBlocks = (gateways: readonly string[], signal: AbortSignal): Blocks => {
  const kept = new Map<string, Promise<Uint8Array>>();
  const fetched = async (cid: CID): Promise<Uint8Array> => {
    const faults: string[] = [];
    for (const gateway of gateways)
      try {
        return await blockFrom(gateway, cid, signal);
      } catch (error) {
        signal.throwIfAborted();
        faults.push(`${gateway}: ${error instanceof SixfoldError ? error.code : String(error)}`);
      }
    throw unreachable("WEB_GATEWAY", "gateways", faults.join("; "), `one of them has block ${cid.toString()}`);
  };
  const get = (cid: CID): Promise<Uint8Array> => {
    const name = cid.toString();
    const block = kept.get(name) ?? fetched(cid);
    kept.set(name, block);
    // What is missing today may be there tomorrow.
    block.catch(() => kept.delete(name));
    return block;
  };
  return {
    get: async (cid) => new Uint8Array(await get(cid)),
    has: (cid) =>
      get(cid).then(
        () => true,
        () => false,
      ),
  };
};
