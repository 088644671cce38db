import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { CID } from "multiformats/cid";
import type { Hex } from "viem";

import { requireMeasurement } from "../../oracle/core/services/common/outcome.ts";
import { analyse } from "../../oracle/pipeline/analyse.ts";
import { openBundleSource } from "../../oracle/store/bundle-source.ts";
import { collect } from "../../oracle/attest/collect.ts";
import { examineReport, reportKind } from "../../oracle/attest/report-kind.ts";
import { toSignedReport } from "../../oracle/attest/signed-report.ts";
import type { Report } from "../../oracle/core/statements/report.ts";
import { EMPTY_ACCOUNT, netOf } from "../../oracle/verify/net.ts";
import { post } from "../../oracle/attest/post.ts";
import { keySender } from "../../oracle/chain/send.ts";
import { folderBlockStore } from "../../oracle/store/folder-block-store.ts";
import { embeddedStore } from "../../oracle/store/evidence-store.ts";
import { defaultPolicy } from "../../oracle/transport/policy.ts";
import { memoryShelf } from "../../oracle/transport/shelf.ts";
import { sharedRunner } from "../../oracle/engine/shared-runner.ts";
import { ownProgram } from "../../oracle/programs/own-program.ts";
import type { DeductionRule } from "../../oracle/core/uncertainty/deduct.ts";
import { saySeen } from "./say-seen.ts";
import { DAY_SECONDS, tonnes } from "./story.ts";
import type { Stage } from "./story.ts";

/** Scenes to numbers to a pinned bundle. @returns the bundle's root */
export const measure = async ({ world, story, say }: Stage): Promise<CID> => {
  const { cid, blocks, files, used, outcome, outputDigest } = await analyse({
    runner: sharedRunner(await ownProgram(story.methodology)),
    project: story.project,
    parameters: JSON.parse(readFileSync(join(story.project, "parameters.json"), "utf8")),
    catalogue: story.catalogue,
    policy: defaultPolicy,
    shelf: memoryShelf(),
  });
  const measurement = requireMeasurement(outcome);
  const { measuredKg, baselineKg, leakageKg, halfWidthKg, claimedM2, observedM2 } = measurement;
  say("analyse", {
    measured: tonnes(measuredKg),
    "less baseline": tonnes(baselineKg),
    "less leakage": tonnes(leakageKg),
    "is gross": tonnes(measuredKg - baselineKg - leakageKg),
    "half-width (90 %)": tonnes(halfWidthKg),
    "claimed m2": claimedM2,
    "observed m2": observedM2,
    "output digest": outputDigest,
  });
  saySeen(say, used, measurement);
  const store = embeddedStore(folderBlockStore(world.store));
  await store.put({ root: cid, blocks });
  say("pin", { cid: cid.toString(), pinned: await store.pinned(cid), files: files.size });
  return cid;
};

export type PostedReport = {
  readonly root: CID;
  readonly reportId: Hex;
  readonly claimedM2: bigint;
  readonly measuredKg: bigint;
  readonly netKg: bigint;
};

const ruleName = ({ standard, version, zPpm }: DeductionRule): string =>
  `${standard} ${version}${zPpm === 0n ? "" : `, z ${Number(zPpm) / 1e6}`}`;

/** What a bundle supports, by running it again. */
export const examine = async ({ world }: Stage, projectId: bigint, root: CID): Promise<Report> => {
  const { chain, clock, verifier, store } = world;
  const witness = { chain, source: openBundleSource({ store }) };
  const asked = { projectId, verifier: verifier.address, expiry: (await clock.now()) + DAY_SECONDS };
  return examineReport(witness, asked, { cid: root.toString() });
};

/** Has operators and verifier sign what a bundle supports, posts it, and lets the challenge window pass. */
export const signAndPost = async ({ world, say }: Stage, root: CID, statement: Report): Promise<PostedReport> => {
  const { chain, clock, signers, operators, verifier } = world;
  const basis = { cid: root.toString() };
  const urls = { operator: operators.map(({ url }) => url), verifier: [verifier.url] };
  const collected = await collect(chain, reportKind, { statement, basis, urls });
  const signed = toSignedReport(collected.signed);
  const refused = collected.refusals.length;
  say("sign", { operators: signed.operators.length, refused, verifier: signed.report.verifier });

  const { reportId, transaction, gasUsed } = await post(keySender(chain, signers.poster), signed);
  const accepted = await chain.contracts.oracle.read.getReport([reportId]);
  const { claimedM2, measuredKg, netKg, issuableAt } = accepted;
  const methodology = await chain.contracts.methodologies.read.get([accepted.methodologyId]);
  // It is the project's first: its account holds nothing else.
  const { account, deductionKg, rule } = netOf(EMPTY_ACCOUNT, signed.report, methodology);
  const { grossKg } = account;
  say("post", {
    report: reportId,
    gross: tonnes(grossKg),
    "less deduction": tonnes(deductionKg),
    "deduction rule": ruleName(rule),
    ...(grossKg < 0n ? { "less what is below 0": tonnes(grossKg) } : {}),
    "is net": tonnes(netKg),
    transaction: transaction ?? "none",
    gas: gasUsed ?? 0n,
  });

  await clock.waitUntil(issuableAt);
  say("window", { days: methodology.challengeWindow / DAY_SECONDS });
  return { root, reportId, claimedM2, measuredKg, netKg };
};
