import { createReadStream } from "node:fs";

import type { CID } from "multiformats/cid";

import { SixfoldError } from "../core/errors.ts";
import type { Failure } from "../core/errors.ts";
import { memoryBlockStore } from "./block-store.ts";
import type { BlockStore } from "./block-store.ts";
import { importCar } from "./car.ts";
import { embeddedStore } from "./evidence-store.ts";
import type { Files } from "../core/evidence/files.ts";
import { folderBlockStore } from "./folder-block-store.ts";
import { fetchCar } from "./gateway-client.ts";
import { kuboStore } from "./kubo-store.ts";
import { readDirectory } from "./unixfs.ts";
import { faultOf } from "../system/system-fault.ts";

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

export type BundleSource = (cid: CID) => Promise<Files>;

const refuseFile = (
  path: string,
  fault: { readonly failure: Failure; readonly rule: string },
  cause?: unknown,
): never => {
  throw new SixfoldError({ code: "STORE_CAR_UNREADABLE", field: "car", value: path, ...fault, cause });
};

/** A CARv1 begins with its header: its length in one byte, then a CBOR map whose first key is a text of five
 * letters (0x65, "e"): "roots". */
const beginsAsCar = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(2, 8)).equals(Buffer.from("eroots"));

/** The file's bytes. One that neither is called a CAR nor begins as one was named by mistake: it is no broken archive. */
async function* readCarBytes(path: string): AsyncGenerator<Uint8Array> {
  let claims = path.endsWith(".car");
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
      if (!claims && !beginsAsCar(chunk)) break;
      claims = true;
      yield chunk;
    }
  } catch (cause) {
    refuseFile(path, faultOf(cause), cause);
  }
  if (!claims)
    refuseFile(path, { failure: "usage", rule: "the file is a CAR, as analyse and evidence export write it" });
}

/**
 * Brings a CAR file from disk into a block store, every block checked. @returns its root.
 * @throws SixfoldError `STORE_CAR_UNREADABLE` when there is no such file or it is no CAR at all (usage), and those of
 *   `importCar` when it is damaged (check)
 */
export const importCarFile = (path: string, into: BlockStore, expectedRoot?: CID): Promise<CID> =>
  importCar(readCarBytes(path), into, expectedRoot === undefined ? {} : { expectedRoot });

/** A CAR file as a bundle. @throws SixfoldError when it is missing, damaged or no bundle */
export const readCarFile = async (path: string, expectedRoot?: CID): Promise<{ cid: CID; files: Files }> => {
  const blocks = memoryBlockStore();
  const cid = await importCarFile(path, blocks, expectedRoot);
  return { cid, files: await readDirectory(cid, blocks) };
};

const readers = ({ car, store, gateway, kubo }: BundlePlaces): readonly BundleSource[] => [
  ...(car === undefined ? [] : [async (cid: CID) => (await readCarFile(car, cid)).files]),
  ...(store === undefined ? [] : [(cid: CID) => embeddedStore(folderBlockStore(store)).get(cid)]),
  ...(gateway === undefined
    ? []
    : [
        async (cid: CID) => {
          const blocks = memoryBlockStore();
          await fetchCar(gateway, cid, blocks);
          return readDirectory(cid, blocks);
        },
      ]),
  ...(kubo === undefined ? [] : [(cid: CID) => kuboStore({ url: kubo }).get(cid)]),
];

/**
 * Reads bundles from the given places, in the order car, store, gateway, Kubo node, until one has it.
 * @throws SixfoldError `STORE_NO_BUNDLE_SOURCE` (usage) when no place is given; the last place's error when none has it.
 */
export const openBundleSource = (places: BundlePlaces): BundleSource => {
  const sources = readers(places);
  if (sources.length === 0)
    throw new SixfoldError({
      code: "STORE_NO_BUNDLE_SOURCE",
      failure: "usage",
      field: "evidence",
      value: undefined,
      rule: "name where evidence comes from: a CAR file, a store, a gateway or a Kubo node",
    });
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
