import { readFileSync } from "node:fs";
import { join } from "node:path";

import { boundaryDigest } from "../../oracle/attest/boundary-digest.ts";
import { askForValidation } from "../../oracle/attest/validate.ts";
import { activateProject } from "../../oracle/chain/actions/activate-project.ts";
import { claimSegment, planClaim } from "../../oracle/chain/actions/claim-ground.ts";
import type { ClaimPlan } from "../../oracle/chain/actions/claim-ground.ts";
import { commitDesign } from "../../oracle/chain/actions/commit-design.ts";
import { perform } from "../../oracle/chain/actions/perform.ts";
import { registerProject } from "../../oracle/chain/actions/register-project.ts";
import { keySender } from "../../oracle/chain/send.ts";
import type { Sender } from "../../oracle/chain/sender.ts";
import { designDigest, designOf } from "../../oracle/core/evidence/design.ts";
import { SixfoldError } from "../../oracle/core/errors.ts";
import { parseBoundary } from "../../oracle/core/ground/boundary.ts";
import type { Boundary } from "../../oracle/core/ground/types.ts";
import { parseProjectFile } from "../../oracle/core/services/common/project.ts";
import { loadProject } from "../../oracle/pipeline/load-project.ts";
import { DAY_SECONDS } from "./story.ts";
import type { Stage } from "./story.ts";

const CREDITING_YEARS = 10;
const VALIDATION_SECONDS = 3_600;

const readJson = (folder: string, file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));

const register = async ({ story }: Stage, owner: Sender, boundary: Boundary) => {
  const { edgeLevel, period } = parseProjectFile(readJson(story.project, "project.json"));
  const creditingStart = Date.parse(period.start) / 1000;
  const { result, gasUsed } = await perform(
    owner,
    registerProject({
      methodologyId: story.methodologyId,
      edgeLevel,
      hostCountry: story.hostCountry,
      creditingStart,
      creditingEnd: creditingStart + CREDITING_YEARS * 365 * DAY_SECONDS,
      boundary: boundaryDigest(boundary),
      programme: 0,
      programmeReference: 0n,
    }),
  );
  return { projectId: result.projectId, gas: gasUsed };
};

/** The code of the error that `attempt` ends with; what must not succeed is an error if it does. */
const refusalOf = async (attempt: () => Promise<unknown>): Promise<string> => {
  const result = await attempt().catch((error: unknown) => error);
  if (result instanceof SixfoldError) return result.code;
  throw result instanceof Error ? result : new Error("the same ground was claimed twice");
};

/** Another developer wants the same ground: both our own plan and the chain refuse. */
const refuseRival = async (stage: Stage, boundary: Boundary, { blocks, bondWei }: ClaimPlan): Promise<void> => {
  const { world, say } = stage;
  const rival = keySender(world.chain, world.signers.otherDeveloper);
  const { projectId } = await register(stage, rival, boundary);
  say("a second project over the same ground is refused", {
    project: projectId,
    code: await refusalOf(() => planClaim(world.chain, projectId, boundary)),
  });
  // One block is enough of an overlap, and the bond of all of them more than enough.
  const overlap = claimSegment(projectId, blocks.slice(0, 1), bondWei);
  say("and the chain says so itself", { code: await refusalOf(() => perform(rival, overlap)) });
};

export type ClaimedGround = { readonly projectId: bigint; readonly blocks: number };

/** Registers a draft, claims the cover of its boundary, and has the verifier validate it. */
export const claimGround = async (stage: Stage): Promise<ClaimedGround> => {
  const { world, story, say } = stage;
  const { chain, clock, signers, verifier } = world;
  const developer = keySender(chain, signers.developer);
  const geojson = readJson(story.project, "boundary.geojson");
  const boundary = parseBoundary(geojson);

  const { projectId, gas } = await register(stage, developer, boundary);
  say("register", { project: projectId, gas });
  const { source } = await loadProject(story.project);
  const design = designOf(source.project, source.fields);
  const digest = designDigest(design);
  const committed = await perform(developer, commitDesign(projectId, digest));
  say("commit to the design", { design: digest, gas: committed.gasUsed });

  const plan = await planClaim(chain, projectId, boundary);
  const { blocks, segments } = plan;
  for (const [index, segment] of segments.entries()) {
    const { transaction, gasUsed } = await perform(developer, segment);
    say("claim ground", {
      segment: `${index + 1} of ${segments.length}`,
      blocks: blocks.length,
      transaction,
      gas: gasUsed,
    });
  }
  await refuseRival(stage, boundary, plan);

  const validation = await askForValidation(chain, verifier.url, {
    projectId,
    boundary: geojson,
    design,
    expiry: (await clock.now()) + VALIDATION_SECONDS,
  });
  const { gasUsed } = await perform(developer, activateProject({ projectId, ...validation, serials: [] }));
  say("activate", { verifier: validation.verifier, "validated m2": validation.areaM2, gas: gasUsed });
  return { projectId, blocks: blocks.length };
};
