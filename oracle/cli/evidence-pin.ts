import type { Command } from "commander";

import { addVerb } from "./options.ts";
import { openOutput } from "./output.ts";
import type { OutputOptions } from "./output.ts";
import { withPlaces } from "./places.ts";
import type { PlaceOptions } from "./places.ts";

/** `sixfold evidence pin`: brings a bundle to an IPFS node and asks whether it is really pinned there. */
export const addEvidencePin = (noun: Command): void => {
  withPlaces(addVerb(noun, "pin <cid>", "pin a bundle on an IPFS node"))
    .requiredOption("--to <url>", "RPC API of the Kubo node that shall pin it")
    .action(async (text: string, options: OutputOptions & PlaceOptions & { to: string }) => {
      const [{ parseCid }, { openBundleSource }, { kuboStore }] = await Promise.all([
        import("../evidence/cid.ts"),
        import("../attest/bundle-source.ts"),
        import("../evidence/kubo-store.ts"),
      ]);
      const files = await openBundleSource(options)(parseCid(text));
      const store = kuboStore({ url: options.to });
      const cid = await store.put(files);
      openOutput(options).result({ cid: cid.toString(), pinned: true, node: options.to }, [
        `cid          ${cid.toString()}`,
        `pinned       ${options.to}`,
      ]);
    });
};
