import { boundaryDigest } from "../../../oracle/attest/boundary-digest.ts";
import { planClaim } from "../../../oracle/chain/actions/claim-ground.ts";
import type { ClaimedSegment, ClaimPlan } from "../../../oracle/chain/actions/claim-ground.ts";
import { prolongationFee, prolongDraft } from "../../../oracle/chain/actions/prolong-draft.ts";
import type { ProlongedDraft } from "../../../oracle/chain/actions/prolong-draft.ts";
import { registerProject } from "../../../oracle/chain/actions/register-project.ts";
import type { ProjectRequest, RegisteredProject } from "../../../oracle/chain/actions/register-project.ts";
import { foreseeClaim } from "../../../oracle/chain/foresee-claim.ts";
import type { ForeseenClaim } from "../../../oracle/chain/foresee-claim.ts";
import { POOLS } from "../../../oracle/chain/pools.ts";
import { misnamed } from "../../../oracle/core/errors.ts";
import { parseBoundary } from "../../../oracle/core/ground/boundary.ts";
import type { Boundary } from "../../../oracle/core/ground/types.ts";
import type { Wallet } from "./open-wallet.ts";
import { gasOf, prepare, prepared } from "./prepare.ts";
import type { Prepared } from "./prepare.ts";

/** A draft as it is asked for. */
export type Draft = Pick<
  ProjectRequest,
  "methodologyId" | "edgeLevel" | "hostCountry" | "creditingStart" | "creditingEnd"
> & { readonly pool: (typeof POOLS)[number]; readonly boundary: Boundary };

/** What transactions would cost in gas. */
export type Gas = Awaited<ReturnType<typeof gasOf>>;

/** A registration that can be signed, and what the claim after it would come to. */
export type Priced = {
  readonly register: Prepared<RegisteredProject>;
  readonly registerGas: Gas;
  readonly claim: ForeseenClaim;
};

/** Reads an area. @throws SixfoldError as `parseBoundary` */
export const boundaryIn = parseBoundary;

/**
 * Tries a registration, and foresees the claim after it. Signs nothing.
 * @throws SixfoldError `CHAIN_GROUND_CONFLICT` (check) where others hold all of the ground; as `prepare`
 */
export const priceDraft = async (wallet: Wallet, { pool, boundary, ...terms }: Draft): Promise<Priced> => {
  const claim = await foreseeClaim(
    wallet.chain,
    { pool: POOLS.indexOf(pool) + 1, edgeLevel: terms.edgeLevel },
    boundary,
  );
  const request = { ...terms, boundary: boundaryDigest(boundary), programme: 0, programmeReference: 0n };
  const register = await prepare(wallet, registerProject(request));
  return { register, registerGas: await gasOf(wallet, [register]), claim };
};

/** A claim, transaction by transaction. */
export type Planned = Omit<ClaimPlan, "segments"> & {
  readonly segments: readonly Prepared<ClaimedSegment>[];
  readonly gas: Gas;
};

/**
 * What is left to claim for a draft. Signs nothing.
 * @param digest of the boundary that the draft was registered with.
 * @throws SixfoldError `WEB_BOUNDARY` (usage) where the area is another; as `planClaim`
 */
export const planGround = async (
  wallet: Wallet,
  projectId: bigint,
  digest: string,
  boundary: Boundary,
): Promise<Planned> => {
  const given = boundaryDigest(boundary);
  if (given !== digest) throw misnamed("WEB_BOUNDARY", "area", given, `the boundary of the draft, ${digest}`);
  const { segments, ...plan } = await planClaim(wallet.chain, projectId, boundary);
  const transactions = segments.map((segment) => prepared(wallet, segment));
  return { ...plan, segments: transactions, gas: await gasOf(wallet, transactions) };
};

/** Tries to prolong a draft. @throws SixfoldError as `prepare` */
export const prepareProlongation = async (wallet: Wallet, projectId: bigint): Promise<Prepared<ProlongedDraft>> =>
  prepare(wallet, prolongDraft(projectId, await prolongationFee(wallet.chain, projectId)));
