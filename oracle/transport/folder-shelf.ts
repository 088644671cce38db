import { constants, mkdtemp, open, rm } from "node:fs/promises";
import { join } from "node:path";

import { SixfoldError, unreachable } from "../core/errors.ts";
import { faultOf } from "../system/system-fault.ts";
import { openFiles } from "./open-files.ts";
import type { Shelf } from "./shelf.ts";

/** Files of a shelf have holes where nothing was written: they take no more of the disk than what was. */
const FLAGS = constants.O_RDWR | constants.O_CREAT;

/**
 * A shelf on the disk, in a folder of its own that is gone once the shelf is disposed of.
 *
 * @param within folder that is there, on a disk that takes as much as is to be kept.
 * @throws SixfoldError TRANSPORT_SHELF (infrastructure) where the disk fails or is full
 */
export const folderShelf = async (within: string): Promise<Shelf & AsyncDisposable> => {
  const onDisk = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      if (cause instanceof SixfoldError) throw cause;
      throw unreachable("TRANSPORT_SHELF", "shelf", within, faultOf(cause).rule, cause);
    }
  };
  const folder = await onDisk(() => mkdtemp(join(within, ".shelf-")));
  const paths = new Map<string, string>();
  const lend = openFiles(async (name) => {
    const path = paths.get(name) ?? join(folder, String(paths.size));
    paths.set(name, path);
    return { handle: await open(path, FLAGS), size: 0 };
  });
  return {
    write: (name, at, bytes) =>
      onDisk(() =>
        lend(name, async ({ handle }) => {
          for (let done = 0; done < bytes.length;)
            done += (await handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
        }),
      ),
    read: (name, { start, end }) =>
      onDisk(() =>
        lend(name, async ({ handle }) => {
          const bytes = new Uint8Array(end - start);
          const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
          if (bytesRead !== bytes.length)
            throw unreachable("TRANSPORT_SHELF", "shelf", { name, start, end, bytesRead }, "holds what was written");
          return bytes;
        }),
      ),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
};
