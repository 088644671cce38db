import * as z from "zod";

import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";
import { findFree } from "../chain/free-ground.ts";
import { groundOfProject } from "../chain/ground.ts";
import { SixfoldError } from "../core/errors.ts";
import { designDigest } from "../core/evidence/design.ts";
import type { Design } from "../core/evidence/design.ts";
import { parseBoundary } from "../core/ground/boundary.ts";
import { cellsAreaM2 } from "../core/ground/cells-area.ts";
import { coverBoundary } from "../core/ground/cover.ts";
import { subtract } from "../core/ground/subtract.ts";
import { worthwhile } from "../core/ground/worthwhile.ts";
import type { EdgeLevel } from "../core/ground/types.ts";
import { requestHash, validationTable } from "../core/statements/validation.ts";
import type { Validation } from "../core/statements/validation.ts";
import { boundaryDigest } from "./boundary-digest.ts";
import { one } from "./kind.ts";
import type { Kind } from "./kind.ts";

/** A design as it is sent. */
export const designSchema = z.strictObject({ practice: z.unknown(), fields: z.unknown(), history: z.unknown() });

export type ValidationBasis = {
  /** The published boundary of a project: GeoJSON as parsed from its file. */
  readonly boundary: unknown;
  /** Its published design: the practice of its project.json, and its fields.geojson or null. */
  readonly design: Design;
  /** What the project left out by choice: blocks at the edge with fewer cells (see `worthwhile`). Nothing where absent. */
  readonly leastCells?: number | undefined;
};

const refuse = (field: string, value: unknown, rule: string): SixfoldError =>
  new SixfoldError({ code: "ATTEST_VALIDATION_REFUSED", failure: "check", field, value, rule });

/**
 * The validation a verifier can stand behind: the boundary is the registered one, the design is the committed one, and
 * the ground on chain is the boundary's cover, less what others hold or what earned before, and less what is said to be
 * left out by choice.
 * @throws SixfoldError `ATTEST_VALIDATION_REFUSED` naming what differs.
 */
export const examineProject = async (
  { chain }: { readonly chain: Chain },
  { projectId, expiry }: Pick<Validation, "projectId" | "expiry">,
  { boundary: published, design, leastCells = 1 }: ValidationBasis,
): Promise<Validation> => {
  const boundary = parseBoundary(published);
  const digest = boundaryDigest(boundary);
  const { projects } = chain.contracts;
  const [project, [committed], { root, blocks, edgeCells }] = await Promise.all([
    onChain("projectId", () => projects.read.get([projectId])),
    onChain("projectId", () => projects.read.designs([projectId])),
    groundOfProject(chain, projectId),
  ]);
  if (digest !== project.boundary)
    throw refuse("boundary", { given: digest, chain: project.boundary }, "the boundary is the registered one");
  const given = designDigest(design);
  if (given !== committed?.digest)
    throw refuse("design", { given, chain: committed?.digest }, "the design is the one that the owner committed to");
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
  return {
    projectId,
    owner: project.owner,
    request: requestHash(project),
    serialsRoot: project.serialsRoot,
    groundRoot: root,
    edgeCells,
    areaM2: BigInt(Math.floor(cellsAreaM2(blocks))),
    design: given,
    expiry,
  };
};

/**
 * Validations: the boundary is compared before they are signed, and there is one for a project. Its request
 * is fixed when it is registered, so a second that says otherwise could only be about another project of the same number.
 * Its owner may change, its ground may grow as others release theirs, and its owner may think again while it is a draft: the chain
 * takes a validation of the project as it is alone.
 */
export const validationKind: Kind<Validation, ValidationBasis> = {
  table: validationTable,
  basis: z.strictObject({
    boundary: z.unknown(),
    design: designSchema,
    leastCells: z.int().min(1).max(256).optional(),
  }),
  examine: examineProject,
  subject: ({ projectId }) => ({ about: `project ${projectId}` }),
  needed: { verifier: one },
  renewable: ["owner", "serialsRoot", "groundRoot", "edgeCells", "areaM2", "design", "expiry"],
};
