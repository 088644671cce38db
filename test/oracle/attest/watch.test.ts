import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { zeroHash } from "viem";

import { alertKind, examineAlert } from "../../../oracle/attest/alert-kind.ts";
import { boundaryDigest } from "../../../oracle/attest/boundary-digest.ts";
import type { FindingBasis } from "../../../oracle/attest/examine-finding.ts";
import { domainOn } from "../../../oracle/attest/kind.ts";
import type { Witness } from "../../../oracle/attest/kind.ts";
import { examineObservation } from "../../../oracle/attest/observation-kind.ts";
import type { Chain } from "../../../oracle/chain/connect.ts";
import { toMethodology } from "../../../oracle/chain/methodology-terms.ts";
import { suggestTerms } from "../../../oracle/chain/suggest-terms.ts";
import { designDigest } from "../../../oracle/core/evidence/design.ts";
import type { Design } from "../../../oracle/core/evidence/design.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import { parseBoundary } from "../../../oracle/core/ground/boundary.ts";
import { coverBoundary } from "../../../oracle/core/ground/cover.ts";
import { segmentBlocks } from "../../../oracle/core/ground/segment-blocks.ts";
import { serviceOf } from "../../../oracle/core/services/index.ts";
import { BURN_REFERENCE } from "../../../oracle/core/services/integrity/burn/terms.ts";
import type { BurnRules } from "../../../oracle/core/services/integrity/burn/terms.ts";
import { CAUSES } from "../../../oracle/core/statements/alert.ts";
import { typedData } from "../../../oracle/core/statements/hash.ts";
import { sharedRunner } from "../../../oracle/engine/shared-runner.ts";
import { analyse } from "../../../oracle/pipeline/analyse.ts";
import { ownProgram, ownProgramDigest } from "../../../oracle/programs/own-program.ts";
import { openBundleSource } from "../../../oracle/store/bundle-source.ts";
import { embeddedStore } from "../../../oracle/store/evidence-store.ts";
import { folderBlockStore } from "../../../oracle/store/folder-block-store.ts";
import { defaultPolicy } from "../../../oracle/transport/policy.ts";
import { memoryShelf } from "../../../oracle/transport/shelf.ts";
import { simulateFire } from "../../../scripts/simulate/forest/fire.ts";
import { SIMULATED_PRACTICE } from "../../../scripts/simulate/forest/parameters.ts";
import { chainOf } from "../../helpers/chain-of.ts";
import { deployRegistry, forest } from "../../helpers/registry.ts";
import type { Registry } from "../../helpers/registry.ts";

const BURN = "burn-severity-pair";
const DAY = 86_400;

describe("attest: alerts and observations", function () {
  this.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), "sixfold-watch-"));
  const store = join(folder, "store");
  const design: Design = { practice: SIMULATED_PRACTICE, fields: null, history: null };
  let registry: Registry;
  let chain: Chain;
  let witness: Witness;
  let projectId: bigint;
  let fire: { readonly scenes: string; readonly project: string };
  let cid: string;

  /** Looks at the fire by the project's files as they lie, and keeps the bundle. */
  const bundle = async (parameters: BurnRules = BURN_REFERENCE): Promise<string> => {
    const found = await analyse({
      runner: sharedRunner(await ownProgram(BURN)),
      project: fire.project,
      parameters,
      catalogue: fire.scenes,
      policy: defaultPolicy,
      shelf: memoryShelf(),
    });
    await embeddedStore(folderBlockStore(store)).put({ root: found.cid, blocks: found.blocks });
    return found.cid.toString();
  };

  const asked = async () => ({ projectId, expiry: (await registry.now()) + DAY });
  const refusalOf = async (basis: FindingBasis): Promise<SixfoldError> => {
    const error = await examineAlert(witness, await asked(), basis).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(SixfoldError);
    return error as SixfoldError;
  };

  before(async () => {
    registry = await deployRegistry();
    chain = await chainOf(registry);
    witness = { chain, source: openBundleSource({ store }) };
    fire = await simulateFire(join(folder, "fire"), 2n);
    cid = await bundle();
    const { contracts, wallet, send, govern, now } = registry;
    const terms = suggestTerms(serviceOf("integrity", BURN), BURN_REFERENCE, await ownProgramDigest(BURN));
    await govern(contracts.methodologies, "propose", [forest]);
    await govern(contracts.methodologies, "activate", [2]);
    await govern(contracts.methodologies, "propose", [toMethodology(terms)]);
    const boundary = parseBoundary(JSON.parse(readFileSync(join(fire.project, "boundary.geojson"), "utf8")));
    await send(wallet.developer, contracts.projects, "register", [
      {
        methodologyId: 2,
        edgeLevel: 20,
        hostCountry: "0x4252",
        creditingStart: (await now()) - 3_000 * DAY,
        creditingEnd: (await now()) + 3_000 * DAY,
        boundary: boundaryDigest(boundary),
        programme: 0,
        programmeReference: 0n,
      },
    ]);
    projectId = await contracts.projects.read.count();
    await send(wallet.developer, contracts.projects, "commitDesign", [projectId, designDigest(design)]);
    for (const segment of segmentBlocks(coverBoundary(boundary, 20), 52)) await registry.claim(projectId, segment);
    await registry.activate(projectId);
    // What is watched are credits.
    const { reportId } = await registry.post(await registry.draftReport(projectId, { methodologyId: 2 }));
    await registry.issue(reportId);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("refuses a finding by rules that no active methodology has", async () => {
    // Nobody speaks for its program yet: it is not run.
    expect((await refusalOf({ cid, design })).code).to.equal("ATTEST_REPLAY_DIFFERS");
    await registry.govern(registry.contracts.methodologies, "activate", [3]);
    // The program is named now, but these rules are not.
    const lenient = await bundle({ ...BURN_REFERENCE, loss: { ...BURN_REFERENCE.loss, leastM2: 1 } });
    expect((await refusalOf({ cid: lenient, design })).code).to.equal("ATTEST_METHODOLOGY_NOT_ACTIVE");
  });

  it("test_L15_an_alert_states_the_finding_s_upper_bounds_and_the_contract_takes_it", async () => {
    const alert = await examineAlert(witness, await asked(), { cid, design });
    expect(CAUSES[alert.cause]).to.equal("fire");
    // 36 pixels of 400 m2 burned; at most all of 600 t/ha is gone.
    expect(Number(alert.lostM2)).to.be.within(14_300, 14_500);
    expect(alert.lossKg).to.equal(alert.lostM2 * 60n);
    const { contracts, wallet, operators, send } = registry;
    const data = typedData(alertKind.table, domainOn(chain, alertKind.table), alert) as never;
    const signer = operators[0]!;
    const signature = { signer: signer.account.address, signature: await signer.signTypedData(data) };
    await send(wallet.stranger, contracts.monitor, "open", [alert, signature]);
    expect(await contracts.monitor.read.alerted([projectId])).to.equal(true);
  });

  it("test_L15_what_a_loss_is_worth_is_what_the_committed_design_says", async () => {
    const stockKgPerHa = { lower: 0, upper: 1 };
    const understated: Design = { ...design, practice: { ...SIMULATED_PRACTICE, stockKgPerHa } };
    // A bundle and a design that agree with each other, and not with what was committed to.
    const path = join(fire.project, "project.json");
    const project = readFileSync(path, "utf8");
    writeFileSync(path, JSON.stringify({ ...(JSON.parse(project) as object), practice: { stockKgPerHa } }));
    const cheap = await bundle();
    writeFileSync(path, project);
    const undesigned = await refusalOf({ cid: cheap, design: understated });
    expect([undesigned.code, undesigned.field]).to.deep.equal(["ATTEST_EVIDENCE_DIFFERS", "design"]);
    const otherwise = await refusalOf({ cid: cheap, design });
    expect([otherwise.code, otherwise.field]).to.deep.equal(["ATTEST_PRACTICE", "practice.stockKgPerHa"]);
    const unstated = await refusalOf({ cid, design: { ...design, practice: { zone: "tropical-rainforest" } } });
    expect([unstated.code, unstated.field]).to.deep.equal(["ATTEST_PRACTICE", "practice.stockKgPerHa"]);
  });

  it("says of a loss no all-clear", async () => {
    const error = await examineObservation(witness, { ...(await asked()), alertId: zeroHash }, { cid, design }).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.include({ code: "ATTEST_VERDICT", value: "loss" });
  });
});
