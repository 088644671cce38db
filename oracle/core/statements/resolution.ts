import { defineStatement } from "./table.ts";
import type { MessageOf } from "./table.ts";

/** What becomes of a challenged report, in the order of the contracts' `Ruling`. */
export const RULINGS = ["upheld", "struck"] as const;

/**
 * What operators found who ran a challenged report's evidence again. Names, order and widths are those of the
 * `Resolution` struct in contracts/types.
 */
export const resolutionTable = defineStatement({
  name: "Resolution",
  domain: { name: "Sixfold Disputes", version: "1" },
  contract: "Disputes",
  roles: ["operator"],
  fields: {
    reportId: "bytes32",
    /** Which challenge of it is resolved. */
    challengeId: "bytes32",
    /** Index in `RULINGS`. */
    ruling: "uint8",
    /** sha2-256 digest of the CID of what the operators found. */
    evidence: "bytes32",
    operatorSet: "bytes32",
    /** After it the signatures are not accepted. */
    expiry: "uint40",
  },
});

export type Resolution = MessageOf<typeof resolutionTable>;
