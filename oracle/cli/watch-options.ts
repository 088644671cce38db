import type { Command } from "commander";

import { bundleCid } from "./identifiers.ts";
import { addVerb, unsigned, withKey, withOperators } from "./options.ts";
import type { OperatorOptions, WriteOptions } from "./options.ts";
import { withPlaces } from "./places.ts";
import type { PlaceOptions } from "./places.ts";

export type WatchOptions = WriteOptions &
  PlaceOptions &
  OperatorOptions & {
    readonly project: bigint;
    readonly design: string;
  };

/** A verb by which operators examine a bundle of a methodology that finds, and what they sign is brought to the chain. */
export const addWatchVerb = (noun: Command, usage: string, description: string): Command =>
  withOperators(
    withPlaces(
      withKey(addVerb(noun, usage, description).argument("<cid>", "root of the finding's evidence", bundleCid)),
    )
      .requiredOption("--project <id>", "project on chain", unsigned)
      .requiredOption("--design <path>", "project.json or its folder, as `project design` committed to it"),
  );
