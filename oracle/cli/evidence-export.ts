import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import type { Command } from "commander";

import { addVerb } from "./options.ts";
import { openOutput } from "./output.ts";
import type { OutputOptions } from "./output.ts";

/** `sixfold evidence export`: one bundle of a store as a CAR file. */
export const addEvidenceExport = (noun: Command): void => {
  addVerb(noun, "export <cid>", "write a bundle as a CAR file")
    .requiredOption("--store <folder>", "embedded block store")
    .requiredOption("--out <file>", "the CAR file to write")
    .action(async (text: string, options: OutputOptions & { store: string; out: string }) => {
      const [{ parseCid }, { exportCar }, { folderBlockStore }, { walkBlocks }] = await Promise.all([
        import("../evidence/cid.ts"),
        import("../evidence/car.ts"),
        import("../evidence/folder-block-store.ts"),
        import("../evidence/unixfs.ts"),
      ]);
      const cid = parseCid(text);
      const blocks = folderBlockStore(options.store);
      // The whole graph is read and checked first, so that no half a CAR is left behind.
      let count = 0;
      let bytes = 0;
      for await (const block of walkBlocks(cid, blocks)) {
        count += 1;
        bytes += block.bytes.length;
      }
      await pipeline(Readable.from(exportCar(cid, blocks)), createWriteStream(options.out));
      openOutput(options).result({ cid: cid.toString(), blocks: count, bytes, out: options.out }, [
        `cid          ${cid.toString()}`,
        `blocks       ${count}, ${bytes} bytes`,
        `written      ${options.out}`,
      ]);
    });
};
