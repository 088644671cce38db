import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { CID } from "multiformats/cid";

import { alertKind, examineAlert } from "../../oracle/attest/alert-kind.ts";
import { collect, collectMore } from "../../oracle/attest/collect.ts";
import type { FindingBasis } from "../../oracle/attest/examine-finding.ts";
import { confirmAlert } from "../../oracle/chain/actions/confirm-alert.ts";
import { openAlert } from "../../oracle/chain/actions/open-alert.ts";
import { perform } from "../../oracle/chain/actions/perform.ts";
import { settleLoss } from "../../oracle/chain/actions/settle-loss.ts";
import { CONDITIONS } from "../../oracle/chain/conditions.ts";
import { keySender } from "../../oracle/chain/send.ts";
import { designOf } from "../../oracle/core/evidence/design.ts";
import type { Finding } from "../../oracle/core/services/common/outcome.ts";
import { CAUSES } from "../../oracle/core/statements/alert.ts";
import { sharedRunner } from "../../oracle/engine/shared-runner.ts";
import { analyse } from "../../oracle/pipeline/analyse.ts";
import { loadProject } from "../../oracle/pipeline/load-project.ts";
import { ownProgram } from "../../oracle/programs/own-program.ts";
import { openBundleSource } from "../../oracle/store/bundle-source.ts";
import { embeddedStore } from "../../oracle/store/evidence-store.ts";
import { folderBlockStore } from "../../oracle/store/folder-block-store.ts";
import { defaultPolicy } from "../../oracle/transport/policy.ts";
import { memoryShelf } from "../../oracle/transport/shelf.ts";
import { simulateFire } from "../simulate/forest/fire.ts";
import type { Life } from "./life.ts";
import { DAY_SECONDS, tonnes } from "./story.ts";
import type { Stage } from "./story.ts";

const METHODOLOGY = "burn-severity-pair";
const BATCHES = 20;

const dateOf = (seconds: bigint): string => new Date(Number(seconds) * 1000).toISOString().slice(0, 10);

/** Looks for a fire in the forest, and keeps what is found where operators find it. */
const find = async ({ world, say }: Stage, seed: bigint): Promise<CID> => {
  const { scenes, project } = await simulateFire(join(world.folder, "fire"), seed);
  const { outcome, cid, blocks } = await analyse({
    runner: sharedRunner(await ownProgram(METHODOLOGY)),
    project,
    parameters: JSON.parse(readFileSync(join(project, "parameters.json"), "utf8")),
    catalogue: scenes,
    policy: defaultPolicy,
    shelf: memoryShelf(),
  });
  const { verdict, lowerM2, upperM2, claimedM2, upperKg, lastUnharmed, firstSeen } = outcome as Finding;
  await embeddedStore(folderBlockStore(world.store)).put({ root: cid, blocks });
  say("SIMULATED: fire in the forest, as a pair of scenes shows it", {
    finding: verdict,
    "m2 burned": `${lowerM2} to ${upperM2} of ${claimedM2}`,
    "lost at most": tonnes(upperKg),
    between: `${dateOf(lastUnharmed)} and ${dateOf(firstSeen)}`,
    cid: cid.toString(),
  });
  return cid;
};

/** A fire over credits that were issued and retired: found, said, confirmed, met from the buffer, told by the certificate. */
export const liveThroughFire = async (stage: Stage, { projectId, credit }: Life, seed: bigint): Promise<void> => {
  const { world, story, say } = stage;
  const { chain, clock, signers, operators, store } = world;
  const { certificates, bufferPool, monitor } = chain.contracts;
  const poster = keySender(chain, signers.poster);
  const certificate = async (): Promise<string> =>
    CONDITIONS[await certificates.read.status([credit!.certificateId])] ?? "unknown";

  const cid = await find(stage, seed);
  const { source: documents } = await loadProject(story.project);
  const basis: FindingBasis = { cid: cid.toString(), design: designOf(documents.project, documents.fields) };
  const witness = { chain, source: openBundleSource({ store }) };
  const asked = { projectId, expiry: (await clock.now()) + DAY_SECONDS };
  const statement = await examineAlert(witness, asked, basis);
  const collection = { statement, basis, urls: { operator: operators.map(({ url }) => url) } };
  const { signatures } = await collectMore(chain, alertKind, {
    ...collection,
    urls: { operator: [operators[0]!.url] },
  });
  const opened = await perform(poster, openAlert(statement, signatures[0]!));
  say("alert, by one operator", {
    alert: opened.result.alertId,
    cause: CAUSES[statement.cause] ?? "other",
    "issuance is stopped": await monitor.read.alerted([projectId]),
    "certificate says": await certificate(),
    gas: opened.gasUsed,
  });

  const { signed } = await collect(chain, alertKind, collection);
  const confirmed = await perform(poster, confirmAlert(statement, signed.signatures.operator));
  say("alert, confirmed by a quorum", {
    operators: signed.signatures.operator.length,
    counted: tonnes(confirmed.result.countedKg),
    "certificate says": await certificate(),
    gas: confirmed.gasUsed,
  });

  const settled = await perform(poster, settleLoss(projectId, BATCHES));
  const { ownKg, sharedKg, deficitKg } = settled.result;
  const losses = await bufferPool.read.lossAccount([projectId]);
  say("loss met from the buffer", {
    "cancelled of its own": tonnes(ownKg),
    "of its pool's": tonnes(sharedKg),
    deficit: tonnes(deficitKg),
    "still due": tonnes(losses.dueKg),
    "certificate says": await certificate(),
    gas: settled.gasUsed,
  });
};
