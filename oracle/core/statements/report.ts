import { defineStatement } from "./table.ts";
import type { MessageOf } from "./table.ts";

/** `ReportKind` of contracts/types/Report.sol: credit for what was measured, or only to have looked. */
export const REPORT_KIND = { credit: 0, observation: 1 } as const;

/**
 * What was seen of one project in one period. Kilograms of CO2e, square metres, and Unix seconds. Names, order and
 * widths are those of the `Report` struct in contracts/types.
 */
export const reportTable = defineStatement({
  name: "Report",
  domain: { name: "Sixfold VerificationOracle", version: "2" },
  contract: "VerificationOracle",
  roles: ["operator", "verifier"],
  fields: {
    projectId: "uint64",
    methodologyId: "uint32",
    /** A `REPORT_KIND`. */
    kind: "uint8",
    periodStart: "uint40",
    periodEnd: "uint40",
    measuredKg: "uint64",
    baselineKg: "uint64",
    leakageKg: "uint64",
    /** Upper bound of what was lost beside that. */
    lossKg: "uint64",
    halfWidthKg: "uint64",
    claimedM2: "uint64",
    observedM2: "uint64",
    groundRoot: "bytes32",
    /** sha2-256 digest of the evidence's root CID. */
    evidence: "bytes32",
    /** Id of the project's accepted report before this one; zero for the first. */
    previous: "bytes32",
    /** Who countersigns. */
    verifier: "address",
    operatorSet: "bytes32",
    /** After it the signatures are not accepted. */
    expiry: "uint40",
  },
});

export type Report = MessageOf<typeof reportTable>;
