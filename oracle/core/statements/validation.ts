import { defineStatement } from "./table.ts";
import type { MessageOf } from "./table.ts";

/** A verifier's word, before activation, that boundary, ground and methodology of a project belong together. */
export const validationTable = defineStatement({
  name: "Validation",
  domain: { name: "Sixfold ProjectRegistry", version: "1" },
  contract: "ProjectRegistry",
  roles: ["verifier"],
  fields: {
    projectId: "uint64",
    methodologyId: "uint32",
    /** sha2-256 of the normalised boundary. */
    boundary: "bytes32",
    groundRoot: "bytes32",
    expiry: "uint40",
  },
});

export type Validation = MessageOf<typeof validationTable>;
