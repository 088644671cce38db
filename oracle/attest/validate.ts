import type { Address, Hex } from "viem";

import type { Chain } from "../chain/connect.ts";
import type { Validation } from "../core/statements/validation.ts";
import { collect } from "./collect.ts";
import { examineProject, validationKind } from "./validation-kind.ts";
import type { ValidationBasis } from "./validation-kind.ts";

export type ValidationRequest = Pick<Validation, "projectId" | "expiry"> & ValidationBasis;

export type SignedValidation = {
  readonly verifier: Address;
  readonly areaM2: bigint;
  readonly expiry: number;
  readonly signature: Hex;
};

const VALIDATION_TIMEOUT_MS = 60_000;

/**
 * Asks a verifier's process to validate a project, and checks its signature against the project as the chain has it.
 * @throws SixfoldError the verifier's own refusal, `ATTEST_VALIDATION_REFUSED`, `ATTEST_SIGNATURE_FOREIGN`, or
 *   infrastructure errors.
 */
export const askForValidation = async (
  chain: Chain,
  url: string,
  { projectId, expiry, boundary, design, leastCells }: ValidationRequest,
): Promise<SignedValidation> => {
  const basis = { boundary, design, leastCells };
  const statement = await examineProject({ chain }, { projectId, expiry }, basis);
  const urls = { verifier: [url] };
  const { signed } = await collect(chain, validationKind, {
    statement,
    basis,
    urls,
    timeoutMs: VALIDATION_TIMEOUT_MS,
  });
  const { signer, signature } = signed.signatures.verifier[0]!;
  return { verifier: signer, areaM2: statement.areaM2, expiry, signature };
};
