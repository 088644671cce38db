import type { CID } from "multiformats/cid";

import { misnamed } from "../core/errors.ts";
import { openCarFile } from "./car-file.ts";
import { embeddedStore } from "./evidence-store.ts";
import type { OpenBundle } from "./evidence-store.ts";
import { folderBlockStore } from "./folder-block-store.ts";
import { fetchCar } from "./gateway-client.ts";
import { kuboStore } from "./kubo-store.ts";

/** Places a bundle may come from. None is trusted: every block must hash to its CID. */
export type BundlePlaces = {
  /** CAR file. */
  readonly car?: string | undefined;
  /** Folder of an embedded block store. */
  readonly store?: string | undefined;
  /** Base URL of a trustless gateway. */
  readonly gateway?: string | undefined;
  /** Base URL of a Kubo node's RPC API. */
  readonly kubo?: string | undefined;
};

/** Opens a bundle, which is there whole and is disposed of after use. */
export type BundleSource = (cid: CID) => Promise<OpenBundle>;

const readers = ({ car, store, gateway, kubo }: BundlePlaces): readonly BundleSource[] => [
  ...(car === undefined ? [] : [(cid: CID) => openCarFile(car, cid)]),
  ...(store === undefined ? [] : [(cid: CID) => embeddedStore(folderBlockStore(store)).get(cid)]),
  ...(gateway === undefined ? [] : [(cid: CID) => fetchCar(gateway, cid)]),
  ...(kubo === undefined ? [] : [(cid: CID) => kuboStore({ url: kubo }).get(cid)]),
];

/**
 * Opens bundles from the given places, in the order car, store, gateway, Kubo node, until one has it.
 * @throws SixfoldError `STORE_NO_BUNDLE_SOURCE` (usage) when no place is given; the last place's error when none has it.
 */
export const openBundleSource = (places: BundlePlaces): BundleSource => {
  const sources = readers(places);
  if (sources.length === 0)
    throw misnamed(
      "STORE_NO_BUNDLE_SOURCE",
      "evidence",
      undefined,
      "name where evidence comes from: a CAR file, a store, a gateway or a Kubo node",
    );
  return async (cid) => {
    let failure: unknown;
    for (const read of sources)
      try {
        return await read(cid);
      } catch (error) {
        failure = error;
      }
    throw failure;
  };
};
