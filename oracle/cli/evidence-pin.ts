import type { Command } from "commander";
import type { CID } from "multiformats/cid";

import { bundleCid } from "./identifiers.ts";
import { addVerb, httpUrl } from "./options.ts";
import { openOutput } from "./output.ts";
import type { OutputOptions } from "./output.ts";
import { openPlaces, withPlaces } from "./places.ts";
import type { PlaceOptions } from "./places.ts";

/** `sixfold evidence pin`: brings a bundle to an IPFS node and asks whether it is really pinned there. */
export const addEvidencePin = (noun: Command): void => {
  withPlaces(addVerb(noun, "pin", "pin a bundle on an IPFS node").argument("<cid>", "root of the bundle", bundleCid))
    .requiredOption("--to <url>", "RPC API of the Kubo node that shall pin it", httpUrl)
    .action(async (root: CID, options: OutputOptions & PlaceOptions & { to: string }) => {
      const { kuboStore } = await import("../store/kubo-store.ts");
      await using bundle = await (await openPlaces(options))(root);
      await kuboStore({ url: options.to }).put(bundle);
      openOutput(options).result({ cid: root.toString(), pinned: true, node: options.to }, [
        `cid          ${root.toString()}`,
        `pinned       ${options.to}`,
      ]);
    });
};
