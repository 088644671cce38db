import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { parseEventLogs, stringToHex, zeroAddress } from "viem";
import type { Abi, Hex } from "viem";
import type { CID } from "multiformats/cid";
import { z } from "zod";

import { analyse } from "../../oracle/analyse.ts";
import { boundaryDigest } from "../../oracle/attest/boundary-digest.ts";
import { openBundleSource } from "../../oracle/attest/bundle-source.ts";
import { collect } from "../../oracle/attest/collect.ts";
import { examiner } from "../../oracle/attest/examine.ts";
import { post } from "../../oracle/attest/post.ts";
import type { Signer } from "../../oracle/attest/signer.ts";
import { askForValidation } from "../../oracle/attest/validate.ts";
import { planClaim } from "../../oracle/chain/plan-claim.ts";
import { send } from "../../oracle/chain/send.ts";
import { folderBlockStore } from "../../oracle/evidence/block-store.ts";
import { carBytes } from "../../oracle/evidence/car.ts";
import { embeddedStore } from "../../oracle/evidence/evidence-store.ts";
import { SixfoldError } from "../../oracle/errors.ts";
import { parseBoundary } from "../../oracle/ground/boundary.ts";
import { defaultPolicy } from "../../oracle/scenes/policy.ts";
import { serviceOf } from "../../oracle/services/index.ts";
import { runProcess } from "./processes.ts";
import type { Say } from "./say.ts";
import type { World } from "./world.ts";

/** A project that is to live through everything. */
export type Story = {
  readonly title: string;
  /** Folder with project.json, boundary.geojson, fields.geojson and parameters.json. */
  readonly project: string;
  readonly catalogue: string;
  readonly service: string;
  readonly methodology: string;
  readonly methodologyId: number;
  readonly hostCountry: string;
  readonly beneficiary: string;
};

const verification = z.object({ trails: z.array(z.object({ checks: z.array(z.object({ ok: z.boolean() })) })) });

const DAY_SECONDS = 86_400;

const tonnes = (kg: bigint): string => {
  const digits = kg.toString().padStart(4, "0");
  return `${digits.slice(0, -3)}.${digits.slice(-3)} t CO2e`;
};

type Contract = { readonly address: Hex; readonly abi: Abi };

/** Claim, analyse, pin, sign, post, wait, issue, transfer, retire, certificate, verify: each step on real components. */
export const live = async (world: World, story: Story, say: Say): Promise<void> => {
  const { chain, clock, signers } = world;
  const { projects, credits, certificates } = chain.contracts;
  const call = (from: Signer, { address, abi }: Contract, functionName: string, args: readonly unknown[]) =>
    send(chain, from, { address, abi, functionName, args });
  const geojson: unknown = JSON.parse(readFileSync(join(story.project, "boundary.geojson"), "utf8"));
  const boundary = parseBoundary(geojson);
  const { edgeLevel, period } = JSON.parse(readFileSync(join(story.project, "project.json"), "utf8")) as {
    edgeLevel: number;
    period: { start: string; end: string };
  };

  const register = async (owner: Signer): Promise<{ projectId: bigint; gasUsed: bigint }> => {
    const receipt = await call(owner, projects, "register", [
      {
        methodologyId: story.methodologyId,
        edgeLevel,
        hostCountry: stringToHex(story.hostCountry),
        creditingStart: Date.parse(period.start) / 1000,
        creditingEnd: Date.parse(period.start) / 1000 + 10 * 365 * DAY_SECONDS,
        boundary: boundaryDigest(boundary),
        programmeReference: "",
      },
    ]);
    const [registered] = parseEventLogs({ abi: projects.abi, eventName: "ProjectRegistered", logs: receipt.logs });
    return { projectId: registered!.args.projectId, gasUsed: receipt.gasUsed };
  };

  say(story.title);
  const { projectId, gasUsed } = await register(signers.developer);
  say("register", { project: projectId, gas: gasUsed });

  const plan = await planClaim(chain, projectId, boundary);
  for (const [index, claim] of plan.calls.entries()) {
    const receipt = await send(chain, signers.developer, claim);
    say("claim ground", {
      segment: `${index + 1} of ${plan.calls.length}`,
      blocks: plan.blocks.length,
      transaction: receipt.transactionHash,
      gas: receipt.gasUsed,
    });
  }

  const rival = await register(signers.otherDeveloper);
  try {
    await planClaim(chain, rival.projectId, boundary);
    throw new Error("the same ground was offered twice");
  } catch (error) {
    if (!(error instanceof SixfoldError)) throw error;
    say("a second project over the same ground is refused", { project: rival.projectId, code: error.code });
  }
  try {
    await send(chain, signers.otherDeveloper, {
      ...plan.calls[0]!,
      args: [rival.projectId, (plan.calls[0]!.args as readonly unknown[])[1]],
    });
    throw new Error("the same ground was claimed twice");
  } catch (error) {
    if (!(error instanceof SixfoldError)) throw error;
    say("and the chain says so itself", { code: error.code });
  }

  const validation = await askForValidation(chain, world.verifier.url, {
    projectId,
    boundary: geojson,
    expiry: (await clock.now()) + 3_600,
  });
  const activated = await call(signers.developer, projects, "activate", [
    projectId,
    validation.verifier,
    validation.expiry,
    validation.signature,
  ]);
  say("activate", { verifier: validation.verifier, gas: activated.gasUsed });

  const analysis = await analyse({
    service: serviceOf(story.service, story.methodology),
    parameters: JSON.parse(readFileSync(join(story.project, "parameters.json"), "utf8")),
    project: story.project,
    catalogue: story.catalogue,
    policy: defaultPolicy,
  });
  const { measurement } = analysis;
  say("analyse", {
    measured: tonnes(measurement.measuredKg),
    baseline: tonnes(measurement.baselineKg),
    leakage: tonnes(measurement.leakageKg),
    "half-width (90 %)": tonnes(measurement.halfWidthKg),
    "claimed m2": measurement.claimedM2,
    "observed m2": measurement.observedM2,
    "output digest": analysis.outputDigest,
  });

  const store = embeddedStore(folderBlockStore(world.store));
  const root = await store.put(analysis.files);
  const cid = root.toString();
  say("pin", { cid, pinned: await store.pinned(root), files: analysis.files.size });

  const examine = examiner(chain, openBundleSource({ store: world.store }));
  const report = await examine(cid, projectId, (await clock.now()) + DAY_SECONDS);
  const { signed, refusals } = await collect(chain, {
    report,
    cid,
    operators: world.operators.map(({ url }) => url),
    verifier: world.verifier.url,
  });
  say("sign", { operators: signed.operators.length, refused: refusals.length, verifier: signed.verifier });

  const posted = await post(chain, signers.poster, signed);
  const accepted = await chain.contracts.oracle.read.getReport([posted.reportId]);
  say("post", {
    report: posted.reportId,
    net: tonnes(accepted.netKg),
    transaction: posted.transaction ?? "none",
    gas: posted.gasUsed ?? 0n,
  });
  await clock.waitUntil(accepted.issuableAt);
  say("window", { days: (accepted.issuableAt - accepted.postedAt) / DAY_SECONDS });

  if (accepted.netKg === 0n) {
    say("nothing to issue: the lower bound of what was measured is zero");
    await verify(world, posted.reportId, root, say);
    return;
  }

  const issued = await call(signers.poster, credits, "issue", [posted.reportId]);
  const [credited] = parseEventLogs({ abi: credits.abi, eventName: "TransferSingle", logs: issued.logs });
  const batchId = credited!.args.id;
  say("issue", {
    batch: batchId,
    amount: tonnes(credited!.args.value),
    transaction: issued.transactionHash,
    gas: issued.gasUsed,
  });

  const sold = credited!.args.value / 2n + 1n;
  const moved = await call(signers.developer, credits, "safeTransferFrom", [
    signers.developer.address,
    signers.buyer.address,
    batchId,
    sold,
    "0x",
  ]);
  say("transfer", { to: signers.buyer.address, amount: tonnes(sold), gas: moved.gasUsed });

  const retired = await call(signers.buyer, credits, "retire", [
    batchId,
    sold,
    { purpose: 0, beneficiary: story.beneficiary, message: "Residual emissions of one season." },
  ]);
  const minted = parseEventLogs({ abi: certificates.abi, eventName: "Transfer", logs: retired.logs }).find(
    (log) => log.args.from === zeroAddress && log.address.toLowerCase() === certificates.address.toLowerCase(),
  )!;
  const certificateId = minted.args.tokenId;
  say("retire", { amount: tonnes(sold), transaction: retired.transactionHash, gas: retired.gasUsed });
  const uri = await certificates.read.tokenURI([certificateId]);
  const certificate = JSON.parse(Buffer.from(uri.slice(uri.indexOf(",") + 1), "base64").toString("utf8")) as {
    name: string;
  };
  say("certificate", { id: certificateId, name: certificate.name, beneficiary: story.beneficiary });

  await verify(world, certificateId.toString(), root, say);
};

/** Runs `sixfold verify` as a stranger would: with the CAR and an RPC endpoint, and nothing else of ours. */
const verify = async (
  { deploymentFile, folder, store }: World,
  subject: string,
  root: CID,
  say: Say,
): Promise<void> => {
  const car = join(folder, `${root.toString()}.car`);
  writeFileSync(car, await carBytes(root, folderBlockStore(store)));
  const { exitCode, stdout, stderr } = await runProcess("oracle/cli/main.ts", [
    ...["verify", subject],
    "--json",
    ...["--car", car],
    ...["--deployment", deploymentFile],
  ]);
  if (exitCode !== 0) throw new Error(`sixfold verify ended with exit code ${exitCode}\n${stdout}\n${stderr}`);
  const { trails } = verification.parse(JSON.parse(stdout));
  const checks = trails.flatMap((trail) => trail.checks);
  say("verify from the CAR", {
    command: `npx sixfold verify ${subject} --car ${car} --deployment ${deploymentFile}`,
    checks: `${checks.filter(({ ok }) => ok).length} of ${checks.length} hold`,
  });
};
