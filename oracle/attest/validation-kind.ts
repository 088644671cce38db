import * as z from "zod";

import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";
import { groundOfProject } from "../chain/ground.ts";
import { SixfoldError } from "../core/errors.ts";
import { parseBoundary } from "../core/ground/boundary.ts";
import { coverBoundary } from "../core/ground/cover.ts";
import type { EdgeLevel } from "../core/ground/types.ts";
import { validationTable } from "../core/statements/validation.ts";
import type { Validation } from "../core/statements/validation.ts";
import { boundaryDigest } from "./boundary-digest.ts";
import { firstDifference } from "./build-report.ts";
import type { Kind } from "./kind.ts";

/** The published boundary of a project: GeoJSON as parsed from its file. */
export type ValidationBasis = { readonly boundary: unknown };

const refuse = (field: string, value: unknown, rule: string): SixfoldError =>
  new SixfoldError({ code: "ATTEST_VALIDATION_REFUSED", failure: "check", field, value, rule });

/**
 * The validation a verifier can stand behind: the boundary is the registered one, and the ground on chain is exactly
 * its cover.
 * @throws SixfoldError `ATTEST_VALIDATION_REFUSED` naming what differs.
 */
export const examineProject = async (
  { chain }: { readonly chain: Chain },
  { projectId, expiry }: Pick<Validation, "projectId" | "expiry">,
  { boundary: published }: ValidationBasis,
): Promise<Validation> => {
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

/**
 * Validations: the boundary is compared before they are signed, and there is one for a project. Its boundary and
 * methodology are fixed when it is registered, and its ground only grows until it is the whole cover, so a second that
 * says otherwise could only be about another project of the same number.
 */
export const validationKind: Kind<Validation, ValidationBasis> = {
  table: validationTable,
  basis: z.strictObject({ boundary: z.unknown() }),
  examine: examineProject,
  subject: ({ projectId }) => ({ about: `project ${projectId}` }),
  renewable: ["expiry"],
};
