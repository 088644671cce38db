import { encodeAbiParameters, keccak256 } from "viem";
import type { Hex } from "viem";

import { defineStatement } from "./table.ts";
import type { MessageOf } from "./table.ts";

/** A verifier's word, before activation, that a project is what its owner says, and how much ground it holds. */
export const validationTable = defineStatement({
  name: "Validation",
  domain: { name: "Sixfold ProjectRegistry", version: "2" },
  contract: "ProjectRegistry",
  roles: ["verifier"],
  fields: {
    projectId: "uint64",
    owner: "address",
    /** `requestHash` of all that the project was registered with. */
    request: "bytes32",
    /** Chained over the external serials that it states. */
    serialsRoot: "bytes32",
    groundRoot: "bytes32",
    edgeCells: "uint64",
    /** Area of the claimed ground on the ellipsoid, rounded down. */
    areaM2: "uint56",
    /** sha2-256 of the design that its first periods are measured by. */
    design: "bytes32",
    expiry: "uint40",
  },
});

export type Validation = MessageOf<typeof validationTable>;

/** What a project is registered with, as the contract has it. */
export type RegisteredRequest = {
  readonly methodologyId: number;
  readonly edgeLevel: number;
  readonly hostCountry: Hex;
  readonly creditingStart: number;
  readonly creditingEnd: number;
  readonly boundary: Hex;
  readonly programme: number;
  readonly programmeReference: bigint;
};

const REQUEST = [
  {
    type: "tuple",
    components: [
      { name: "methodologyId", type: "uint32" },
      { name: "edgeLevel", type: "uint8" },
      { name: "hostCountry", type: "bytes2" },
      { name: "creditingStart", type: "uint40" },
      { name: "creditingEnd", type: "uint40" },
      { name: "boundary", type: "bytes32" },
      { name: "programme", type: "uint32" },
      { name: "programmeReference", type: "uint64" },
    ],
  },
] as const;

/** keccak256 of a request, encoded as the contract's struct. */
export const requestHash = (request: RegisteredRequest): Hex => keccak256(encodeAbiParameters(REQUEST, [request]));
