import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import type { Command } from "commander";
import type { CID } from "multiformats/cid";

import { bundleCid } from "./identifiers.ts";
import { addVerb } from "./options.ts";
import { openOutput } from "./output.ts";
import type { OutputOptions } from "./output.ts";
import { atPath, fileToWrite, folderToRead } from "./paths.ts";

/** `sixfold evidence export`: one bundle of a store as a CAR file. */
export const addEvidenceExport = (noun: Command): void => {
  addVerb(noun, "export", "write a bundle as a CAR file")
    .argument("<cid>", "root of the bundle", bundleCid)
    .requiredOption("--store <folder>", "embedded block store")
    .requiredOption("--out <file>", "the CAR file to write")
    .action(async (cid: CID, options: OutputOptions & { store: string; out: string }) => {
      const [{ exportCar }, { folderBlockStore }, { walkBlocks }] = await Promise.all([
        import("../store/car.ts"),
        import("../store/folder-block-store.ts"),
        import("../store/dag.ts"),
      ]);
      await folderToRead("--store", options.store);
      await fileToWrite("--out", options.out);
      const dag = { root: cid, blocks: folderBlockStore(options.store) };
      // The whole graph is read and checked first, so that no half a CAR is left behind.
      let blocks = 0;
      let bytes = 0;
      for await (const block of walkBlocks(dag)) {
        blocks += 1;
        bytes += block.bytes.length;
      }
      await atPath("--out", options.out, () => pipeline(Readable.from(exportCar(dag)), createWriteStream(options.out)));
      openOutput(options).result({ cid: cid.toString(), blocks, bytes, out: options.out }, [
        `cid          ${cid.toString()}`,
        `blocks       ${blocks}, ${bytes} bytes`,
        `written      ${options.out}`,
      ]);
    });
};
