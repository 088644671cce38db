import * as z from "zod";

import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";
import { findFree } from "../chain/free-ground.ts";
import { groundOfProject } from "../chain/ground.ts";
import { SixfoldError } from "../core/errors.ts";
import { parseBoundary } from "../core/ground/boundary.ts";
import { coverBoundary } from "../core/ground/cover.ts";
import { subtract } from "../core/ground/subtract.ts";
import { worthwhile } from "../core/ground/worthwhile.ts";
import type { EdgeLevel } from "../core/ground/types.ts";
import { validationTable } from "../core/statements/validation.ts";
import type { Validation } from "../core/statements/validation.ts";
import { boundaryDigest } from "./boundary-digest.ts";
import type { Kind } from "./kind.ts";

export type ValidationBasis = {
  /** The published boundary of a project: GeoJSON as parsed from its file. */
  readonly boundary: unknown;
  /** What the project left out by choice: blocks at the edge with fewer cells (see `worthwhile`). Nothing where absent. */
  readonly leastCells?: number | undefined;
};

const refuse = (field: string, value: unknown, rule: string): SixfoldError =>
  new SixfoldError({ code: "ATTEST_VALIDATION_REFUSED", failure: "check", field, value, rule });

/**
 * The validation a verifier can stand behind: the boundary is the registered one, and the ground on chain is its cover,
 * less what others hold or what earned before, and less what is said to be left out by choice.
 * @throws SixfoldError `ATTEST_VALIDATION_REFUSED` naming what differs.
 */
export const examineProject = async (
  { chain }: { readonly chain: Chain },
  { projectId, expiry }: Pick<Validation, "projectId" | "expiry">,
  { boundary: published, leastCells = 1 }: ValidationBasis,
): Promise<Validation> => {
  const boundary = parseBoundary(published);
  const digest = boundaryDigest(boundary);
  const [project, { root, blocks }] = await Promise.all([
    onChain("projectId", () => chain.contracts.projects.read.get([projectId])),
    groundOfProject(chain, projectId),
  ]);
  if (digest !== project.boundary)
    throw refuse("boundary", { given: digest, chain: project.boundary }, "the boundary is the registered one");
  if (blocks.length === 0) throw refuse("ground", 0, "the project holds ground");
  const { pool } = project;
  const edgeLevel = project.edgeLevel as EdgeLevel;
  const cover = coverBoundary(boundary, edgeLevel);
  const [outside] = subtract(blocks, cover, edgeLevel);
  if (outside !== undefined) throw refuse("ground", outside, "every cell on chain is in the cover of the boundary");
  const missing = subtract(worthwhile(cover, edgeLevel, leastCells), blocks, edgeLevel);
  const { free } = await findFree(chain, { projectId, pool, edgeLevel }, missing);
  if (free.length > 0)
    throw refuse("ground", free[0], "the ground on chain is all of the boundary's cover that is free and not left out");
  return { projectId, methodologyId: project.methodologyId, boundary: digest, groundRoot: root, expiry };
};

/**
 * Validations: the boundary is compared before they are signed, and there is one for a project. Its boundary and
 * methodology are fixed when it is registered, so a second that says otherwise could only be about another project of the
 * same number. Its ground may grow as others release theirs: the chain takes a validation of the ground as it is alone.
 */
export const validationKind: Kind<Validation, ValidationBasis> = {
  table: validationTable,
  basis: z.strictObject({ boundary: z.unknown(), leastCells: z.int().min(1).max(256).optional() }),
  examine: examineProject,
  subject: ({ projectId }) => ({ about: `project ${projectId}` }),
  renewable: ["groundRoot", "expiry"],
};
