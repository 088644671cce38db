import { randomUUID } from "node:crypto";
import { access, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";

import type { CID } from "multiformats/cid";

import { SixfoldError } from "../core/errors.ts";
import { faultOf } from "../system/system-fault.ts";
import { missing } from "./block-store.ts";
import type { BlockStore } from "./block-store.ts";
import { verifyBlock } from "./cid.ts";

/**
 * Blocks as files `<folder>/<two characters>/<cid>`. The two characters before the CID's last spread the files evenly, as
 * Kubo's flatfs does. A file appears whole or not at all: it is written aside, flushed and renamed.
 */
export const folderBlockStore = (folder: string): BlockStore => {
  const place = (cid: CID) => {
    const name = cid.toString();
    const shelf = join(folder, name.slice(-3, -1));
    return { shelf, path: join(shelf, name) };
  };
  const has = (cid: CID) =>
    access(place(cid).path).then(
      () => true,
      () => false,
    );
  return {
    has,
    get: async (cid) => {
      const bytes = await readFile(place(cid).path).catch((cause: NodeJS.ErrnoException) => {
        if (cause.code === "ENOENT") return missing(cid, cause);
        throw new SixfoldError({
          code: "STORE_UNREADABLE",
          failure: "infrastructure",
          field: place(cid).path,
          value: cause.code,
          rule: faultOf(cause).rule,
          cause,
        });
      });
      return verifyBlock(cid, new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length));
    },
    put: async (cid, bytes) => {
      await verifyBlock(cid, bytes);
      if (await has(cid)) return;
      const { shelf, path } = place(cid);
      const aside = join(shelf, `.${randomUUID()}`);
      try {
        await mkdir(shelf, { recursive: true });
        const handle = await open(aside, "wx");
        try {
          await handle.writeFile(bytes);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(aside, path);
      } catch (cause) {
        await rm(aside, { force: true }).catch(() => undefined);
        throw new SixfoldError({
          code: "STORE_UNWRITABLE",
          failure: "infrastructure",
          field: path,
          value: (cause as NodeJS.ErrnoException).code,
          rule: faultOf(cause).rule,
          cause,
        });
      }
    },
  };
};
