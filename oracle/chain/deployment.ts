import { readFileSync } from "node:fs";

import { getAddress, isAddress } from "viem";
import * as z from "zod";

import { SixfoldError } from "../core/errors.ts";
import { jsonOf } from "../system/read-json-file.ts";
import { parsedBy } from "../core/schema-faults.ts";

const address = z
  .string()
  .refine((text) => isAddress(text), "a 20-byte address with a valid checksum")
  .transform((text) => getAddress(text));

const deploymentJson = z.object({
  chainId: z.int().min(1),
  rpcUrl: z.url({ protocol: /^https?$/ }).optional(),
  contracts: z.object({
    AccessManager: address,
    MethodologyRegistry: address,
    OperatorRegistry: address,
    VerifierRegistry: address,
    DeveloperRegistry: address,
    ProgrammeRegistry: address,
    ProjectRegistry: address,
    GroundRegistry: address,
    VerificationOracle: address,
    CarbonCredit: address,
    RetirementCertificate: address,
    PermanenceMonitor: address,
    BufferPool: address,
    Stakes: address,
    Disputes: address,
    Scorecards: address,
  }),
  /** First block that can hold a log of these contracts. */
  deployBlock: z.int().min(0),
});

/** Where the contracts live: data, never constants. */
export type Deployment = z.infer<typeof deploymentJson>;

/** @throws SixfoldError naming the first field that breaks a rule. */
export const parseDeployment = (json: unknown): Deployment =>
  parsedBy(
    deploymentJson,
    json,
    ({ pointer, ...fault }) =>
      new SixfoldError({
        code: "CHAIN_DEPLOYMENT_INVALID",
        failure: "usage",
        field: `deployment${pointer}`,
        ...fault,
      }),
  );

/** @throws SixfoldError when the file can not be read, is not JSON, or is not a deployment. */
export const readDeployment = (path: string): Deployment => {
  let json: unknown;
  try {
    json = jsonOf(readFileSync(path), (_found, rule) => new SyntaxError(rule));
  } catch (cause) {
    throw new SixfoldError({
      code: "CHAIN_DEPLOYMENT_UNREADABLE",
      failure: "usage",
      field: "deployment",
      value: path,
      rule: "the deployment file exists and is JSON",
      cause,
    });
  }
  return parseDeployment(json);
};
