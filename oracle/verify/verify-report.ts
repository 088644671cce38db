import type { Hex } from "viem";

import { readAcceptedReport } from "../chain/accepted-report.ts";
import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";
import { readProjectContext } from "../chain/project-context.ts";
import { trustMethodology } from "../chain/trust-chain.ts";
import { trustAny } from "../programs/trust-named.ts";
import { trustOwn } from "../programs/trust-own.ts";
import { cidOfDigest } from "../store/cid.ts";
import { firstDifference } from "../attest/build-report.ts";
import type { BundleSource } from "../store/bundle-source.ts";
import { attempt, holds, same } from "./checks.ts";
import type { Check } from "./checks.ts";
import { netOf } from "./net.ts";
import { verifyBundle } from "./verify-bundle.ts";
import type { VerifyOptions } from "./verify-bundle.ts";
import { evidenceOf } from "../attest/rerun.ts";
import type { Rerun } from "../attest/rerun.ts";
import { reportAcceptance } from "./report-acceptance.ts";
import { verifySignatures } from "./verify-signatures.ts";

/** Numbers that the chain holds and re-running must give again. */
const NUMBERS = [
  "periodStart",
  "periodEnd",
  "measuredKg",
  "baselineKg",
  "leakageKg",
  "halfWidthKg",
  "claimedM2",
  "observedM2",
] as const;

export type VerifiedReport = {
  readonly checks: readonly Check[];
  readonly cid: string;
  readonly rerun: Rerun | undefined;
};

/**
 * Checks an accepted report against its evidence and against the chain's logs, trusting neither operators nor verifier:
 * re-runs the bundle, by the program that the report's methodology names on the chain, compares every number, recomputes the net, re-derives the ground from logs, recovers signatures.
 */
export const verifyReport = async (
  chain: Chain,
  reportId: Hex,
  source: BundleSource,
  options: VerifyOptions = {},
): Promise<VerifiedReport> => {
  const accepted = await readAcceptedReport(chain, reportId);
  const cid = cidOfDigest(accepted.evidence);
  const methodology = await onChain("methodologyId", () =>
    chain.contracts.methodologies.read.get([accepted.methodologyId]),
  );
  const trust = trustAny(trustMethodology(accepted.methodologyId, methodology.program), options.trust ?? trustOwn);
  const { checks: bundleChecks, rerun } = await verifyBundle(cid, source, { ...options, trust });
  const net = netOf(accepted, methodology);
  const context = await attempt(
    "logs of ground claims lead to the root on chain",
    () => readProjectContext(chain, accepted.projectId),
    ({ groundRoot }) => groundRoot,
  );
  const checks: Check[] = [
    ...bundleChecks,
    same("net on chain is the recomputed net", accepted.netKg, net.netKg),
    same("buffer on chain is the recomputed buffer", accepted.bufferKg, net.bufferKg),
    context.check,
  ];
  if (rerun !== undefined) {
    const measured = await attempt(
      "the evidence is a measurement",
      () => Promise.resolve(rerun).then(evidenceOf),
      ({ methodology: measuredBy }) => measuredBy,
    );
    checks.push(measured.check);
    for (const name of NUMBERS)
      checks.push(same(`${name} on chain is the re-run's`, accepted[name], measured.value?.[name]));
    checks.push(
      same(
        "methodology is the one on chain",
        `${rerun.methodology} ${rerun.version}`,
        `${methodology.name} ${methodology.version}`,
      ),
      same("parameters are the methodology's", rerun.parameters, methodology.parameters),
      same("program is the methodology's", rerun.program, methodology.program),
    );
    if (context.value !== undefined) {
      const difference = firstDifference(rerun.ground, context.value.ground);
      checks.push(
        same("boundary is the registered one", rerun.boundary, context.value.boundary),
        holds(
          "measured ground is the claimed ground",
          difference === undefined,
          difference === undefined
            ? `${rerun.ground.length} blocks`
            : `cell ${difference.ours?.cell ?? "missing"} against ${difference.theirs?.cell ?? "missing"}`,
        ),
      );
    }
  }
  checks.push(...(await verifySignatures(chain, reportAcceptance, reportId)));
  return { checks, cid: cid.toString(), rerun };
};
