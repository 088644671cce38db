import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parseEventLogs, stringToHex } from "viem";

import { boundaryDigest } from "../../oracle/attest/boundary-digest.ts";
import type { Signer } from "../../oracle/chain/signer.ts";
import { askForValidation } from "../../oracle/attest/validate.ts";
import { planClaim } from "../../oracle/chain/plan-claim.ts";
import { send } from "../../oracle/chain/send.ts";
import type { Call } from "../../oracle/chain/send.ts";
import { SixfoldError } from "../../oracle/core/errors.ts";
import { parseBoundary } from "../../oracle/core/ground/boundary.ts";
import type { Boundary } from "../../oracle/core/ground/types.ts";
import { parseProjectFile } from "../../oracle/core/services/common/project.ts";
import { DAY_SECONDS, transact } from "./story.ts";
import type { Stage } from "./story.ts";

const CREDITING_YEARS = 10;
const VALIDATION_SECONDS = 3_600;

const readJson = (folder: string, file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));

const register = async ({ world, story }: Stage, owner: Signer, boundary: Boundary) => {
  const { projects } = world.chain.contracts;
  const { edgeLevel, period } = parseProjectFile(readJson(story.project, "project.json"));
  const creditingStart = Date.parse(period.start) / 1000;
  const receipt = await transact(world, owner, projects, "register", [
    {
      methodologyId: story.methodologyId,
      edgeLevel,
      hostCountry: stringToHex(story.hostCountry),
      creditingStart,
      creditingEnd: creditingStart + CREDITING_YEARS * 365 * DAY_SECONDS,
      boundary: boundaryDigest(boundary),
      programmeReference: "",
    },
  ]);
  const [registered] = parseEventLogs({ abi: projects.abi, eventName: "ProjectRegistered", logs: receipt.logs });
  return { projectId: registered!.args.projectId, gas: receipt.gasUsed };
};

/** The code of the error that `attempt` ends with; what must not succeed is an error if it does. */
const refusalOf = async (attempt: () => Promise<unknown>): Promise<string> => {
  const result = await attempt().catch((error: unknown) => error);
  if (result instanceof SixfoldError) return result.code;
  throw result instanceof Error ? result : new Error("the same ground was claimed twice");
};

/** Another developer wants the same ground: both our own plan and the chain refuse. */
const refuseRival = async (stage: Stage, boundary: Boundary, claim: Call): Promise<void> => {
  const { world, say } = stage;
  const rival = world.signers.otherDeveloper;
  const { projectId } = await register(stage, rival, boundary);
  say("a second project over the same ground is refused", {
    project: projectId,
    code: await refusalOf(() => planClaim(world.chain, projectId, boundary)),
  });
  say("and the chain says so itself", {
    code: await refusalOf(() => send(world.chain, rival, { ...claim, args: [projectId, ...claim.args.slice(1)] })),
  });
};

export type ClaimedGround = { readonly projectId: bigint; readonly blocks: number };

/** Registers a draft, claims the cover of its boundary, and has the verifier validate it. */
export const claimGround = async (stage: Stage): Promise<ClaimedGround> => {
  const { world, story, say } = stage;
  const { chain, clock, signers, verifier } = world;
  const geojson = readJson(story.project, "boundary.geojson");
  const boundary = parseBoundary(geojson);

  const { projectId, gas } = await register(stage, signers.developer, boundary);
  say("register", { project: projectId, gas });

  const { calls, blocks } = await planClaim(chain, projectId, boundary);
  for (const [index, claim] of calls.entries()) {
    const { transactionHash, gasUsed } = await send(chain, signers.developer, claim);
    say("claim ground", {
      segment: `${index + 1} of ${calls.length}`,
      blocks: blocks.length,
      transaction: transactionHash,
      gas: gasUsed,
    });
  }
  await refuseRival(stage, boundary, calls[0]!);

  const validation = await askForValidation(chain, verifier.url, {
    projectId,
    boundary: geojson,
    expiry: (await clock.now()) + VALIDATION_SECONDS,
  });
  const { gasUsed } = await transact(world, signers.developer, chain.contracts.projects, "activate", [
    projectId,
    validation.verifier,
    validation.expiry,
    validation.signature,
  ]);
  say("activate", { verifier: validation.verifier, gas: gasUsed });
  return { projectId, blocks: blocks.length };
};
