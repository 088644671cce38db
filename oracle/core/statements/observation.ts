import { defineStatement } from "./table.ts";
import type { MessageOf } from "./table.ts";

/**
 * A project was looked at over a span, and nothing was lost. Square metres and Unix seconds. Names, order and widths are
 * those of the `Observation` struct in contracts/types.
 */
export const observationTable = defineStatement({
  name: "Observation",
  domain: { name: "Sixfold PermanenceMonitor", version: "1" },
  contract: "PermanenceMonitor",
  roles: ["operator"],
  fields: {
    projectId: "uint64",
    spanStart: "uint40",
    spanEnd: "uint40",
    claimedM2: "uint64",
    observedM2: "uint64",
    /** The alert that it dismisses; zero for none. */
    alertId: "bytes32",
    groundRoot: "bytes32",
    /** sha2-256 digest of the evidence's root CID. */
    evidence: "bytes32",
    operatorSet: "bytes32",
    /** After it the signatures are not accepted. */
    expiry: "uint40",
  },
});

export type Observation = MessageOf<typeof observationTable>;
