import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { CID } from "multiformats/cid";
import type { Hex } from "viem";

import { analyse } from "../../oracle/analyse.ts";
import { openBundleSource } from "../../oracle/attest/bundle-source.ts";
import { collect } from "../../oracle/attest/collect.ts";
import { examiner } from "../../oracle/attest/examine.ts";
import { post } from "../../oracle/attest/post.ts";
import { folderBlockStore } from "../../oracle/evidence/folder-block-store.ts";
import { embeddedStore } from "../../oracle/evidence/evidence-store.ts";
import { defaultPolicy } from "../../oracle/scenes/policy.ts";
import { serviceOf } from "../../oracle/services/index.ts";
import { DAY_SECONDS, tonnes } from "./story.ts";
import type { Stage } from "./story.ts";

/** Scenes to numbers to a pinned bundle. @returns the bundle's root */
const measure = async ({ world, story, say }: Stage): Promise<CID> => {
  const { files, measurement, outputDigest } = await analyse({
    service: serviceOf(story.service, story.methodology),
    project: story.project,
    parameters: JSON.parse(readFileSync(join(story.project, "parameters.json"), "utf8")),
    catalogue: story.catalogue,
    policy: defaultPolicy,
  });
  say("analyse", {
    measured: tonnes(measurement.measuredKg),
    baseline: tonnes(measurement.baselineKg),
    leakage: tonnes(measurement.leakageKg),
    "half-width (90 %)": tonnes(measurement.halfWidthKg),
    "claimed m2": measurement.claimedM2,
    "observed m2": measurement.observedM2,
    "output digest": outputDigest,
  });
  const store = embeddedStore(folderBlockStore(world.store));
  const root = await store.put(files);
  say("pin", { cid: root.toString(), pinned: await store.pinned(root), files: files.size });
  return root;
};

export type PostedReport = { readonly root: CID; readonly reportId: Hex; readonly netKg: bigint };

/** Measures, pins, has operators and verifier sign, posts, and lets the challenge window pass. */
export const measureAndPost = async (stage: Stage, projectId: bigint): Promise<PostedReport> => {
  const { world, say } = stage;
  const { chain, clock, signers, operators, verifier, store } = world;
  const root = await measure(stage);
  const cid = root.toString();

  const examine = examiner(chain, openBundleSource({ store }));
  const report = await examine(cid, projectId, (await clock.now()) + DAY_SECONDS);
  const { signed, refusals } = await collect(chain, {
    report,
    cid,
    operators: operators.map(({ url }) => url),
    verifier: verifier.url,
  });
  say("sign", { operators: signed.operators.length, refused: refusals.length, verifier: signed.verifier });

  const { reportId, transaction, gasUsed } = await post(chain, signers.poster, signed);
  const { netKg, postedAt, issuableAt } = await chain.contracts.oracle.read.getReport([reportId]);
  say("post", { report: reportId, net: tonnes(netKg), transaction: transaction ?? "none", gas: gasUsed ?? 0n });

  await clock.waitUntil(issuableAt);
  say("window", { days: (issuableAt - postedAt) / DAY_SECONDS });
  return { root, reportId, netKg };
};
