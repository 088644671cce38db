import { defineStatement } from "./table.ts";
import type { MessageOf } from "./table.ts";

/**
 * One measurement of one project for one period. Kilograms of CO2e, square metres, and Unix seconds. Names, order and
 * widths are those of the `Report` struct in contracts/types.
 */
export const reportTable = defineStatement({
  name: "Report",
  domain: { name: "Sixfold VerificationOracle", version: "1" },
  contract: "VerificationOracle",
  roles: ["operator", "verifier"],
  fields: {
    projectId: "uint64",
    methodologyId: "uint32",
    periodStart: "uint40",
    periodEnd: "uint40",
    measuredKg: "uint64",
    baselineKg: "uint64",
    leakageKg: "uint64",
    halfWidthKg: "uint64",
    claimedM2: "uint64",
    observedM2: "uint64",
    groundRoot: "bytes32",
    /** sha2-256 digest of the evidence's root CID. */
    evidence: "bytes32",
    operatorSet: "bytes32",
    /** After it the signatures are not accepted. */
    expiry: "uint40",
  },
});

export type Report = MessageOf<typeof reportTable>;
