import type { Command } from "commander";

import { addVerb } from "./options.ts";
import { openOutput } from "./output.ts";
import type { OutputOptions } from "./output.ts";
import { folderToWrite } from "./paths.ts";

/** `sixfold evidence import`: a CAR file into a store, every block checked against its CID. */
export const addEvidenceImport = (noun: Command): void => {
  addVerb(noun, "import", "read a CAR file into a block store")
    .argument("<car>", "CAR file")
    .requiredOption("--store <folder>", "embedded block store; made if there is none")
    .action(async (car: string, options: OutputOptions & { store: string }) => {
      await folderToWrite("--store", options.store);
      const [{ openCarFile }, { copyBlocks }, { folderBlockStore }] = await Promise.all([
        import("../store/car-file.ts"),
        import("../store/dag.ts"),
        import("../store/folder-block-store.ts"),
      ]);
      await using bundle = await openCarFile(car);
      await copyBlocks(bundle, folderBlockStore(options.store));
      const cid = bundle.root.toString();
      openOutput(options).result({ cid, store: options.store }, [
        `cid          ${cid}`,
        `store        ${options.store}`,
      ]);
    });
};
