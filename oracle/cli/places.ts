import { Option } from "commander";
import type { Command } from "commander";

/** Options that name where evidence comes from. */
export const withPlaces = (command: Command): Command =>
  command
    .option("--car <file>", "a CAR file that holds the bundle")
    .addOption(new Option("--store <folder>", "embedded block store").env("SIXFOLD_STORE"))
    .addOption(new Option("--gateway <url>", "trustless gateway").env("SIXFOLD_GATEWAY"))
    .addOption(new Option("--kubo <url>", "RPC API of a Kubo node").env("SIXFOLD_KUBO"));

/** The url under --gateway is a base: `/ipfs/{cid}` is added to it. */
export type PlaceOptions = {
  readonly car?: string;
  readonly store?: string;
  readonly gateway?: string;
  readonly kubo?: string;
};
