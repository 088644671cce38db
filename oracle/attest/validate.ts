import { getAddress, isAddressEqual, recoverTypedDataAddress } from "viem";
import type { Address, Hex } from "viem";
import { z } from "zod";

import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";
import { groundOfProject } from "../chain/ground.ts";
import { AttestError } from "../core/errors.ts";
import { parseBoundary } from "../core/ground/boundary.ts";
import { coverBoundary } from "../core/ground/cover.ts";
import type { EdgeLevel } from "../core/ground/types.ts";
import { route } from "./attest-server.ts";
import type { Route } from "./attest-server.ts";
import { LONGEST_EXPIRY_SECONDS } from "./attestations.ts";
import { boundaryDigest } from "./boundary-digest.ts";
import { firstDifference } from "./build-report.ts";
import { ask } from "./collect.ts";
import { validationDomain, validationTypedData } from "./report-types.ts";
import type { Validation } from "./report-types.ts";
import type { Signer } from "../chain/signer.ts";

const validationRequest = z.strictObject({
  projectId: z
    .string()
    .regex(/^[1-9][0-9]{0,19}$/, "a project id as a decimal string")
    .transform(BigInt),
  expiry: z
    .int()
    .min(1)
    .max(2 ** 40 - 1),
  /** The published boundary: GeoJSON. */
  boundary: z.unknown(),
});

export type ValidationRequest = {
  readonly projectId: bigint;
  /** The published boundary: GeoJSON as parsed from its file. */
  readonly boundary: unknown;
  readonly expiry: number;
};

const refuse = (field: string, value: unknown, rule: string): AttestError =>
  new AttestError({ code: "ATTEST_VALIDATION_REFUSED", failure: "check", field, value, rule });

/**
 * The validation a verifier can stand behind: the boundary is the registered one, and the ground on chain is exactly
 * its cover.
 * @throws AttestError `ATTEST_VALIDATION_REFUSED` naming what differs.
 */
export const examineProject = async (
  chain: Chain,
  { projectId, boundary: published, expiry }: ValidationRequest,
): Promise<Validation> => {
  const { timestamp } = await onChain("expiry", () => chain.client.getBlock());
  const now = Number(timestamp);
  if (expiry <= now || expiry > now + LONGEST_EXPIRY_SECONDS)
    throw refuse("expiry", expiry, `a validation lapses after now (${now}) and within ${LONGEST_EXPIRY_SECONDS} s`);
  const boundary = parseBoundary(published);
  const digest = boundaryDigest(boundary);
  const [project, { root, blocks }] = await Promise.all([
    onChain("projectId", () => chain.contracts.projects.read.get([projectId])),
    groundOfProject(chain, projectId),
  ]);
  if (digest !== project.boundary)
    throw refuse("boundary", { given: digest, chain: project.boundary }, "the boundary is the registered one");
  const difference = firstDifference(coverBoundary(boundary, project.edgeLevel as EdgeLevel), blocks);
  if (difference !== undefined)
    throw refuse(
      "ground",
      { cover: difference.ours, chain: difference.theirs },
      "the ground on chain is exactly the cover of the boundary",
    );
  return { projectId, methodologyId: project.methodologyId, boundary: digest, groundRoot: root, expiry };
};

/** `POST /validations`: signs for activation once the project has been examined. */
export const validationRoute = ({ chain, signer }: { readonly chain: Chain; readonly signer: Signer }): Route =>
  route("/validations", validationRequest, async ({ projectId, expiry, boundary }) => {
    const validation = await examineProject(chain, { projectId, expiry, boundary });
    const domain = validationDomain(chain.chainId, chain.deployment.contracts.ProjectRegistry);
    const signature = await signer.signTypedData(validationTypedData(domain, validation));
    return { verifier: signer.address, expiry: validation.expiry, signature };
  });

const validationAnswer = z.object({
  verifier: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  expiry: z.int(),
  signature: z.string().regex(/^0x[0-9a-fA-F]+$/),
});

export type SignedValidation = { readonly verifier: Address; readonly expiry: number; readonly signature: Hex };

const VALIDATION_TIMEOUT_MS = 60_000;

/**
 * Asks a verifier's process to validate a project, and checks its signature against the project as the chain has it.
 * @throws AttestError the verifier's own refusal, `ATTEST_SIGNATURE_FOREIGN`, or infrastructure errors.
 */
export const askForValidation = async (
  chain: Chain,
  url: string,
  request: ValidationRequest,
): Promise<SignedValidation> => {
  const own = await examineProject(chain, request);
  const body = { ...request, projectId: request.projectId.toString() };
  const answer = validationAnswer.safeParse(await ask(url, "/validations", body, VALIDATION_TIMEOUT_MS));
  if (!answer.success)
    throw new AttestError({
      code: "ATTEST_SIGNER_BABBLES",
      failure: "infrastructure",
      field: "verifier",
      value: url,
      rule: "the answer holds a verifier, an expiry and a signature",
    });
  const verifier = getAddress(answer.data.verifier);
  const signature = answer.data.signature as Hex;
  const data = validationTypedData(validationDomain(chain.chainId, chain.deployment.contracts.ProjectRegistry), own);
  const recovered = await recoverTypedDataAddress({ ...data, signature }).catch(() => undefined);
  if (recovered === undefined || !isAddressEqual(recovered, verifier))
    throw new AttestError({
      code: "ATTEST_SIGNATURE_FOREIGN",
      failure: "check",
      field: "signature",
      value: { url, verifier },
      rule: "the signature is the verifier's over exactly this validation",
    });
  return { verifier, expiry: own.expiry, signature };
};
