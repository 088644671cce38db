import type { Command } from "commander";

import { bundleCid } from "./identifiers.ts";
import { addVerb, httpUrls, integer, unsigned, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { withPlaces } from "./places.ts";
import type { PlaceOptions } from "./places.ts";

export type WatchOptions = WriteOptions &
  PlaceOptions & {
    readonly project: bigint;
    readonly design: string;
    readonly operator: readonly string[];
    readonly validFor: number;
    readonly timeout: number;
  };

/** A verb by which operators examine a bundle of a methodology that finds, and what they sign is brought to the chain. */
export const addWatchVerb = (noun: Command, usage: string, description: string): Command =>
  withPlaces(withKey(addVerb(noun, usage, description).argument("<cid>", "root of the finding's evidence", bundleCid)))
    .requiredOption("--project <id>", "project on chain", unsigned)
    .requiredOption("--design <path>", "project.json or its folder, as `project design` committed to it")
    .requiredOption("--operator <url...>", "operators' processes", httpUrls)
    .option("--valid-for <seconds>", "life of the signatures", integer(60, 604_800), 86_400)
    .option("--timeout <seconds>", "longest wait for one signature", integer(1, 86_400), 300);
