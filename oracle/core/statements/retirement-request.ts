import { defineStatement } from "./table.ts";
import type { MessageOf } from "./table.ts";

/**
 * A holder's word that its credits are to be retired, so that anybody may bring it to the chain. What it says is that of
 * the `RetirementRequest` struct in contracts/types, with the retirement's own fields in line.
 */
export const retirementRequestTable = defineStatement({
  name: "RetirementRequest",
  domain: { name: "Sixfold CarbonCredit", version: "1" },
  contract: "CarbonCredit",
  roles: [],
  fields: {
    holder: "address",
    /** Strictly ascending. */
    batchIds: "uint256[]",
    /** One for each batch. */
    amountsKg: "uint64[]",
    /** `Purpose` of Retirement.sol. */
    purpose: "uint8",
    /** Gets the certificate. */
    recipient: "address",
    beneficiary: "string",
    message: "string",
    /** Any that the holder has not used. */
    nonce: "uint256",
    /** The last second in which it may be submitted, Unix time. */
    deadline: "uint40",
  },
});

export type RetirementRequest = MessageOf<typeof retirementRequestTable>;
