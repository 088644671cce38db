import { defineStatement } from "./table.ts";
import type { MessageOf } from "./table.ts";

/** What destroyed stock, in the order of the contracts' `Cause`. */
export const CAUSES = ["other", "fire", "logging", "flood", "drought", "earthquake", "bed loss", "leak"] as const;

export type Cause = (typeof CAUSES)[number];

/**
 * All that a project lost between two looks at it. Kilograms of CO2e, square metres, and Unix seconds. Names, order and
 * widths are those of the `Alert` struct in contracts/types.
 */
export const alertTable = defineStatement({
  name: "Alert",
  domain: { name: "Sixfold PermanenceMonitor", version: "1" },
  contract: "PermanenceMonitor",
  roles: ["operator"],
  fields: {
    projectId: "uint64",
    /** Index in `CAUSES`. */
    cause: "uint8",
    /** The look that found the stock there, and the one that found it gone. */
    spanStart: "uint40",
    spanEnd: "uint40",
    lostM2: "uint64",
    /** Upper bound. */
    lossKg: "uint64",
    groundRoot: "bytes32",
    /** sha2-256 digest of the evidence's root CID. */
    evidence: "bytes32",
    operatorSet: "bytes32",
    /** After it the signatures are not accepted. */
    expiry: "uint40",
  },
});

export type Alert = MessageOf<typeof alertTable>;
