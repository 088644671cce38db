import { Option } from "commander";
import type { Command } from "commander";

import type { BundleSource } from "../store/bundle-source.ts";
import { httpUrl } from "./options.ts";
import { folderToRead } from "./paths.ts";

/** Options that name where evidence comes from. */
export const withPlaces = (command: Command): Command =>
  command
    .option("--car <file>", "a CAR file that holds the bundle")
    .addOption(new Option("--store <folder>", "embedded block store").env("SIXFOLD_STORE"))
    .addOption(new Option("--gateway <url>", "trustless gateway").env("SIXFOLD_GATEWAY").argParser(httpUrl))
    .addOption(new Option("--kubo <url>", "RPC API of a Kubo node").env("SIXFOLD_KUBO").argParser(httpUrl));

/** The url under --gateway is a base: `/ipfs/{cid}` is added to it. */
export type PlaceOptions = {
  readonly car?: string;
  readonly store?: string;
  readonly gateway?: string;
  readonly kubo?: string;
};

/** Opens the places that the options name. @throws SixfoldError when none is named, or the store is no folder */
export const openPlaces = async (options: PlaceOptions): Promise<BundleSource> => {
  const { openBundleSource } = await import("../store/bundle-source.ts");
  if (options.store !== undefined) await folderToRead("--store", options.store);
  return openBundleSource(options);
};
