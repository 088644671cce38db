import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import hre from "hardhat";
import { createPublicClient, createWalletClient, encodeFunctionData, getContractAddress, http } from "viem";
import type { Abi, Address, Hex } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { hardhat } from "viem/chains";
import * as z from "zod";

import { attestApp, listen, route } from "../../../oracle/attest/attest-server.ts";
import { boundaryDigest } from "../../../oracle/attest/boundary-digest.ts";
import { collect } from "../../../oracle/attest/collect.ts";
import { isAccepted, post, reportIdOn } from "../../../oracle/attest/post.ts";
import type { SignedReport } from "../../../oracle/attest/post.ts";
import { openEquivocationGuard } from "../../../oracle/attest/equivocation.ts";
import { domainOn, pathOf } from "../../../oracle/attest/kind.ts";
import { reportKind } from "../../../oracle/attest/report-kind.ts";
import { signingApp } from "../../../oracle/attest/signing-app.ts";
import { typedData } from "../../../oracle/core/statements/hash.ts";
import { reportTable } from "../../../oracle/core/statements/report.ts";
import type { Report } from "../../../oracle/core/statements/report.ts";
import { developmentSigner } from "../../../oracle/chain/signer.ts";
import type { Signer } from "../../../oracle/chain/signer.ts";
import { askForValidation } from "../../../oracle/attest/validate.ts";
import { reportAcceptance } from "../../../oracle/verify/report-acceptance.ts";
import { verifySignatures } from "../../../oracle/verify/verify-signatures.ts";
import { admitDeveloper } from "../../../oracle/chain/actions/admit-developer.ts";
import { assignAccount } from "../../../oracle/chain/actions/assign-account.ts";
import { accreditVerifier } from "../../../oracle/chain/actions/accredit-verifier.ts";
import type { Action } from "../../../oracle/chain/actions/action.ts";
import { activateMethodology } from "../../../oracle/chain/actions/activate-methodology.ts";
import { activateProject } from "../../../oracle/chain/actions/activate-project.ts";
import { claimGround, claimSegment, planClaim } from "../../../oracle/chain/actions/claim-ground.ts";
import { perform, performer, rehearse } from "../../../oracle/chain/actions/perform.ts";
import { postReport } from "../../../oracle/chain/actions/post-report.ts";
import { depositStake } from "../../../oracle/chain/actions/deposit-stake.ts";
import { commitDesign } from "../../../oracle/chain/actions/commit-design.ts";
import { proposeMethodology } from "../../../oracle/chain/actions/propose-methodology.ts";
import { registerProject } from "../../../oracle/chain/actions/register-project.ts";
import { announceOperators } from "../../../oracle/chain/actions/announce-operators.ts";
import { readAcceptedReport } from "../../../oracle/chain/accepted-report.ts";
import { connect } from "../../../oracle/chain/connect.ts";
import type { Chain } from "../../../oracle/chain/connect.ts";
import type { Deployment } from "../../../oracle/chain/deployment.ts";
import { groundOfProject } from "../../../oracle/chain/ground.ts";
import { POOLS } from "../../../oracle/chain/pools.ts";
import { readIssuance } from "../../../oracle/chain/issuance.ts";
import { keySender } from "../../../oracle/chain/send.ts";
import type { SendOptions } from "../../../oracle/chain/send.ts";
import { suggestTerms } from "../../../oracle/chain/suggest-terms.ts";
import { designDigest } from "../../../oracle/core/evidence/design.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import { parseBoundary } from "../../../oracle/core/ground/boundary.ts";
import { cellsAreaM2 } from "../../../oracle/core/ground/cells-area.ts";
import { coverBoundary } from "../../../oracle/core/ground/cover.ts";
import { localClock } from "../../../scripts/start/clock.ts";
import { serviceOf } from "../../../oracle/core/services/index.ts";
import { ipccReferenceParameters } from "../../../oracle/core/services/paddy/terms.ts";

const geojson = {
  type: "Polygon",
  coordinates: [
    [
      [105.2, 10.4],
      [105.203, 10.4],
      [105.203, 10.403],
      [105.2, 10.403],
      [105.2, 10.4],
    ],
  ],
};
const boundary = parseBoundary(geojson);
const DAY = 86_400;

const governor = developmentSigner(1);
const verifier = developmentSigner(2);
const developer = developmentSigner(3);
const rival = developmentSigner(4);
const poster = developmentSigner(6);
const operators = [10, 11, 12].map(developmentSigner);

const failure = async (promise: Promise<unknown>): Promise<SixfoldError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(SixfoldError);
  return error as SixfoldError;
};

/** Forwards JSON-RPC, and loses the answer to the first `lost` raw transactions after passing them on. */
const lossyProxy = async (target: string): Promise<{ url: string; server: Server; lose: (count: number) => void }> => {
  let remaining = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks).toString();
      const answer = await fetch(target, { method: "POST", headers: { "content-type": "application/json" }, body });
      const text = await answer.text();
      if (remaining > 0 && body.includes("eth_sendRawTransaction")) {
        remaining -= 1;
        request.socket.destroy();
        return;
      }
      response.setHeader("content-type", "application/json");
      response.end(text);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, server, lose: (count) => (remaining = count) };
};

/** The registry with a governor who rules at once: what is tested here is not governance. */
const deployWithoutDelay = async (rpcUrl: string): Promise<Deployment> => {
  const account = mnemonicToAccount("test test test test test test test test test test test junk");
  const transport = http(rpcUrl);
  const wallet = createWalletClient({ account, chain: hardhat, transport });
  const client = createPublicClient({ chain: hardhat, transport });
  const create = async (name: string, args: readonly unknown[]): Promise<{ address: Address; abi: Abi }> => {
    const { abi, bytecode } = await hre.artifacts.readArtifact(name);
    const nonce = BigInt(await client.getTransactionCount({ address: account.address }));
    await client.waitForTransactionReceipt({
      hash: await wallet.deployContract({ abi, bytecode: bytecode as Hex, args }),
      pollingInterval: 50,
    });
    return { address: getContractAddress({ from: account.address, nonce }), abi };
  };
  const { address: directory } = await create("Directory", [
    await client.getTransactionCount({ address: account.address }),
  ]);
  const manager = await create("AccessManager", [account.address]);
  const methodologies = await create("MethodologyRegistry", [directory]);
  const operatorRegistry = await create("OperatorRegistry", [directory]);
  const verifiers = await create("VerifierRegistry", [directory]);
  const developers = await create("DeveloperRegistry", [directory]);
  const programmes = await create("ProgrammeRegistry", [directory]);
  const projects = await create("ProjectRegistry", [directory, 30 * DAY]);
  const ground = await create("GroundRegistry", [directory, 1_000_000_000n, 1_000n]);
  const oracle = await create("VerificationOracle", [directory]);
  const credits = await create("CarbonCredit", [directory]);
  const certificates = await create("RetirementCertificate", [directory]);
  await create("BatchRenderer", []);
  await create("CertificateRenderer", [directory]);
  await create("CertificatePicture", []);
  const monitor = await create("PermanenceMonitor", [directory]);
  const bufferPool = await create("BufferPool", [directory]);
  const stakes = await create("Stakes", [directory, 1n]);
  const disputes = await create("Disputes", [directory, 1n]);
  const scorecards = await create("Scorecards", [directory]);
  const rule = async (functionName: string, args: readonly unknown[]) =>
    client.waitForTransactionReceipt({
      hash: await wallet.sendTransaction({
        to: manager.address,
        data: encodeFunctionData({ ...manager, functionName, args }),
      }),
      pollingInterval: 50,
    });
  await rule("grantRole", [0n, governor.address, 0]);
  return {
    chainId: 31337,
    rpcUrl,
    deployBlock: 0,
    contracts: {
      AccessManager: manager.address,
      MethodologyRegistry: methodologies.address,
      OperatorRegistry: operatorRegistry.address,
      VerifierRegistry: verifiers.address,
      DeveloperRegistry: developers.address,
      ProgrammeRegistry: programmes.address,
      ProjectRegistry: projects.address,
      GroundRegistry: ground.address,
      VerificationOracle: oracle.address,
      CarbonCredit: credits.address,
      RetirementCertificate: certificates.address,
      PermanenceMonitor: monitor.address,
      BufferPool: bufferPool.address,
      Stakes: stakes.address,
      Disputes: disputes.address,
      Scorecards: scorecards.address,
    },
  };
};

describe("chain", () => {
  let node: Awaited<ReturnType<typeof hre.network.createServer>>;
  let deployment: Deployment;
  let chain: Chain;
  let clock: ReturnType<typeof localClock>;
  let projectId: bigint;

  const sender = (signer: Signer, at = chain, options: SendOptions = {}) => keySender(at, signer, options);
  const act = <T>(signer: Signer, action: Action<T>) => perform(sender(signer), action);
  const rehearsePost = (signed: SignedReport) => rehearse(chain, poster.address, postReport(signed));

  const design = { practice: { seasons: [] }, fields: null, history: null };

  const register = async (owner: Signer): Promise<bigint> => {
    const now = await clock.now();
    const { result } = await act(
      owner,
      registerProject({
        methodologyId: 1,
        edgeLevel: 20,
        hostCountry: "VN",
        creditingStart: now - 1000 * DAY,
        creditingEnd: now + 1000 * DAY,
        boundary: boundaryDigest(boundary),
        programme: 0,
        programmeReference: 0n,
      }),
    );
    await act(owner, commitDesign(result.projectId, designDigest(design)));
    return result.projectId;
  };

  const draft = async (overrides: Partial<Report> = {}): Promise<Report> => {
    const now = await clock.now();
    const { creditingStart, lastPeriodEnd, areaM2 } = await chain.contracts.projects.read.terms([projectId]);
    const periodStart = lastPeriodEnd === 0 ? creditingStart : lastPeriodEnd;
    return {
      projectId,
      methodologyId: 1,
      kind: 0,
      periodStart,
      periodEnd: periodStart + 100 * DAY,
      measuredKg: 20_000n,
      baselineKg: 2_000n,
      leakageKg: 100n,
      lossKg: 0n,
      halfWidthKg: 1_000n,
      claimedM2: areaM2,
      observedM2: (areaM2 * 95n) / 100n,
      groundRoot: (await chain.contracts.ground.read.groundOf([projectId]))[0],
      evidence: `0x${"ab".repeat(32)}`,
      previous: await chain.contracts.oracle.read.latestReport([projectId]),
      verifier: verifier.address,
      operatorSet: await chain.contracts.operators.read.operatorSet(),
      expiry: now + DAY,
      ...overrides,
    };
  };

  const sign = async (report: Report): Promise<SignedReport> => {
    const data = typedData(reportTable, domainOn(chain, reportTable), report);
    const signatures = await Promise.all(
      operators.map(async (operator) => ({ signer: operator.address, signature: await operator.signTypedData(data) })),
    );
    return {
      report,
      operators: signatures.sort((a, b) => (BigInt(a.signer) < BigInt(b.signer) ? -1 : 1)),
      verifierSignature: await verifier.signTypedData(data),
    };
  };

  before(async () => {
    node = await hre.network.createServer("node", "127.0.0.1", 0);
    const { address, port } = await node.listen();
    deployment = await deployWithoutDelay(`http://${address}:${port}`);
    chain = await connect({ deployment });
    clock = localClock(chain);
    const terms = suggestTerms(
      serviceOf("paddy", "paddy-ipcc-2019"),
      ipccReferenceParameters({ gwp: "AR5" }),
      `0x${"ab".repeat(32)}`,
    );
    const addresses = operators.map(({ address: operator }) => operator);
    await act(governor, announceOperators(addresses, 2).action);
    const accreditation = { verifier: verifier.address, pools: POOLS, until: 2 ** 40 - 1 };
    await act(governor, accreditVerifier(accreditation).action);
    await act(governor, admitDeveloper("EXAMPLE:1").action);
    for (const account of [developer.address, rival.address])
      await act(governor, assignAccount({ developer: 1, account }).action);
    await act(governor, proposeMethodology(terms).action);
    await act(governor, activateMethodology(1).action);
    for (const { address: signer } of [...operators, verifier]) await act(poster, depositStake(signer, 1n));
    projectId = await register(developer);
  });

  after(() => node.close());

  it("refuses an endpoint of another chain, without contracts, or that does not answer", async () => {
    const wrong = await failure(connect({ deployment: { ...deployment, chainId: 1337 } }));
    expect([wrong.code, wrong.failure]).to.deep.equal(["CHAIN_ID", "usage"]);
    const contracts = { ...deployment.contracts, VerificationOracle: developer.address };
    expect((await failure(connect({ deployment: { ...deployment, contracts } }))).code).to.equal("CHAIN_NOT_DEPLOYED");
    const away = await failure(connect({ deployment, rpcUrl: "http://127.0.0.1:1" }));
    expect([away.code, away.failure]).to.deep.equal(["CHAIN_RPC_UNREACHABLE", "infrastructure"]);
  });

  it("claims exactly the cover, takes an interrupted claim up again, and re-derives the ground from logs", async () => {
    const plan = await planClaim(chain, projectId, boundary);
    expect(plan.blocks).to.deep.equal(coverBoundary(boundary, 20));
    // As if the process had died after some blocks.
    await act(developer, claimSegment(projectId, plan.blocks.slice(0, 2), plan.bondWei));
    const rest = await claimGround(performer(sender(developer)), projectId, boundary);
    expect(rest.blocks).to.have.length(plan.blocks.length - 2);
    const ground = await groundOfProject(chain, projectId);
    expect(ground.blocks).to.deep.equal(plan.blocks);
    expect(ground.segments).to.have.length(2);
    expect((await planClaim(chain, projectId, boundary)).segments).to.deep.equal([]);
  });

  it("test_L1_names_pool_cells_and_bits_when_the_ground_is_another_project's", async () => {
    const second = await register(rival);
    const refused = await failure(planClaim(chain, second, boundary));
    expect([refused.code, refused.failure]).to.deep.equal(["CHAIN_GROUND_CONFLICT", "check"]);
    const { blocks, pool } = refused.value as {
      pool: number;
      blocks: { cell: bigint; overlap: string; heldBy: bigint[] }[];
    };
    expect(pool).to.equal(2);
    const cover = coverBoundary(boundary, 20);
    expect(blocks.map(({ cell, overlap }) => ({ cell, bits: BigInt(overlap) }))).to.deep.equal(cover);
    expect(new Set(blocks.flatMap(({ heldBy }) => heldBy))).to.deep.equal(new Set([projectId]));
    const reverted = await failure(act(rival, claimSegment(second, cover, 10n ** 18n)));
    expect(reverted.code).to.equal("CHAIN_GROUND_NOTHING_FREE");
  });

  it("has the verifier's process validate only the registered boundary with exactly its ground", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sixfold-validate-"));
    const guard = openEquivocationGuard(join(folder, "guard.json"));
    const source = () => Promise.reject(new Error("a validation rests on no bundle"));
    const { url, close } = await listen(signingApp("verifier", { chain, source, signer: verifier, guard }), 0);
    const expiry = (await clock.now()) + 3_600;
    const moved = JSON.parse(JSON.stringify(geojson).replaceAll("105.203", "105.204")) as unknown;
    expect((await failure(askForValidation(chain, url, { projectId, boundary: moved, design, expiry }))).code).to.equal(
      "ATTEST_VALIDATION_REFUSED",
    );
    const unclaimed = await failure(askForValidation(chain, url, { projectId: 2n, boundary: geojson, design, expiry }));
    expect([unclaimed.code, unclaimed.field]).to.deep.equal(["ATTEST_VALIDATION_REFUSED", "ground"]);
    const late = await failure(
      askForValidation(chain, url, { projectId, boundary: geojson, design, expiry: expiry + 30 * DAY }),
    );
    expect(late.field).to.equal("expiry");
    const other = { ...design, practice: "another" };
    const redesigned = await failure(
      askForValidation(chain, url, { projectId, boundary: geojson, design: other, expiry }),
    );
    expect([redesigned.code, redesigned.field]).to.deep.equal(["ATTEST_VALIDATION_REFUSED", "design"]);
    const validation = await askForValidation(chain, url, { projectId, boundary: geojson, design, expiry });
    expect(validation.areaM2).to.equal(BigInt(Math.floor(cellsAreaM2(coverBoundary(boundary, 20)))));
    await act(developer, activateProject({ projectId, ...validation, serials: [] }));
    expect((await chain.contracts.projects.read.get([projectId])).status).to.equal(2);
    await close();
    rmSync(folder, { recursive: true });
  });

  it("test_L3_believes_no_signature_that_it_did_not_check", async () => {
    const report = await draft();
    const serve = (signer: Signer, over: (asked: Report) => Report = (asked) => asked) =>
      listen(
        attestApp({ role: "operator", address: signer.address, chainId: chain.chainId }, [
          route(pathOf(reportTable), z.object({ statement: reportTable.wire }), async ({ statement: asked }) => {
            const data = typedData(reportTable, domainOn(chain, reportTable), over(asked));
            return { signer: signer.address, signature: await signer.signTypedData(data) };
          }),
        ]),
        0,
      );
    const honest = await Promise.all(operators.slice(0, 2).map((operator) => serve(operator)));
    const liar = await serve(operators[2]!, (asked) => ({ ...asked, measuredKg: asked.measuredKg + 1n }));
    const stranger = await serve(rival);
    const countersigner = await serve(verifier);
    const all = [...honest, liar, stranger, countersigner];
    const urls = [...honest, liar, stranger].map(({ url }) => url);
    const basis = { cid: "unused" };
    const { signed, refusals } = await collect(chain, reportKind, {
      statement: report,
      basis,
      urls: { operator: [...urls, "http://127.0.0.1:1"], verifier: [countersigner.url] },
    });
    expect(signed.signatures.verifier.map(({ signer }) => signer)).to.deep.equal([verifier.address]);
    expect(signed.signatures.operator.map(({ signer }) => signer)).to.have.members(
      operators.slice(0, 2).map((o) => o.address),
    );
    expect(refusals.map(({ code }) => code)).to.have.members([
      "ATTEST_SIGNATURE_FOREIGN",
      "ATTEST_SIGNER_NOT_OPERATOR",
      "ATTEST_SIGNER_UNREACHABLE",
    ]);
    const short = await failure(
      collect(chain, reportKind, {
        statement: report,
        basis,
        urls: { operator: [honest[0]!.url, honest[0]!.url, liar.url], verifier: [countersigner.url] },
      }),
    );
    expect(short.code).to.equal("ATTEST_QUORUM");
    expect(short.rule).to.contain(liar.url);
    await Promise.all(all.map(({ close }) => close()));
  });

  it("test_L16_posts_once_though_answers_are_lost_and_it_is_called_again_and_at_once", async () => {
    const report = await draft();
    const signed = await sign(report);
    await rehearsePost(signed);
    expect(await isAccepted(chain, reportIdOn(chain, report))).to.equal(false);

    const proxy = await lossyProxy(deployment.rpcUrl!);
    const lossy = await connect({ deployment, rpcUrl: proxy.url });
    proxy.lose(2);
    const nonce = await chain.client.getTransactionCount({ address: poster.address });
    const [first, second] = await Promise.all([
      post(sender(poster, lossy, { attemptMs: 5_000 }), signed),
      post(sender(poster, lossy, { attemptMs: 5_000 }), signed),
    ]);
    const third = await post(sender(poster), signed);
    expect(first.reportId).to.equal(reportIdOn(chain, report));
    expect([second.reportId, third.reportId]).to.deep.equal([first.reportId, first.reportId]);
    expect(third.transaction).to.equal(undefined);
    expect(await isAccepted(chain, first.reportId)).to.equal(true);
    expect((await chain.client.getTransactionCount({ address: poster.address })) - nonce).to.be.at.most(2);
    const logs = await chain.contracts.oracle.getEvents.ReportPosted({}, { fromBlock: 0n });
    expect(logs.filter(({ args }) => args.reportId === first.reportId)).to.have.length(1);
    const checks = await verifySignatures(chain, reportAcceptance, first.reportId);
    expect(checks).to.have.length(4);
    expect(
      checks.every(({ ok }) => ok),
      JSON.stringify(checks),
    ).to.equal(true);
    proxy.server.closeAllConnections();
    proxy.server.close();
  });

  it("tells in words why the oracle refuses a report", async () => {
    const late = await draft();
    const cases: [Partial<Report>, string][] = [
      [{}, "CHAIN_VERIFICATION_ORACLE_REPORT_UNDECIDED"],
      [{ previous: `0x${"11".repeat(32)}` }, "CHAIN_VERIFICATION_ORACLE_PREVIOUS_MISMATCH"],
      [{ operatorSet: `0x${"11".repeat(32)}` }, "CHAIN_VERIFICATION_ORACLE_OPERATOR_SET_MISMATCH"],
      [{ groundRoot: `0x${"11".repeat(32)}` }, "CHAIN_VERIFICATION_ORACLE_GROUND_MISMATCH"],
      [{ expiry: 1 }, "CHAIN_VERIFICATION_ORACLE_EXPIRED"],
      [{ observedM2: late.claimedM2 + 1n }, "CHAIN_VERIFICATION_ORACLE_OBSERVED_AREA_INVALID"],
    ];
    for (const [overrides, code] of cases) {
      // The rest is looked at once the report before is decided.
      if (code.endsWith("GROUND_MISMATCH")) await clock.waitUntil((await clock.now()) + 8 * DAY);
      const signed = await sign({ ...late, expiry: (await clock.now()) + DAY, ...overrides });
      const error = await failure(rehearsePost(signed));
      expect([error.code, error.failure], error.message).to.deep.equal([code, "check"]);
      expect(error).to.be.instanceOf(SixfoldError);
    }
    const tampered = await sign({ ...late, expiry: (await clock.now()) + DAY });
    const foreign = { ...tampered, report: { ...tampered.report, measuredKg: 20_001n } };
    expect((await failure(rehearsePost(foreign))).code).to.equal("CHAIN_OPERATOR_REGISTRY_SIGNATURE_INVALID");
  });

  it("says where a report stands: its window open, issuable, or of no credits at all", async () => {
    /** Of the report that `overrides` make of a draft. */
    const stands = async (overrides: Partial<Report>) => {
      const { reportId } = await post(sender(poster), await sign(await draft(overrides)));
      const state = async () => (await readIssuance(chain, reportId, await readAcceptedReport(chain, reportId))).state;
      const accepted = await readAcceptedReport(chain, reportId);
      return { state, issuableAt: accepted.issuableAt, netKg: accepted.netKg };
    };
    const none = await stands({ measuredKg: 2_100n });
    expect([none.netKg, await none.state()]).to.deep.equal([0n, "nothing to issue"]);
    await clock.waitUntil(none.issuableAt);
    const some = await stands({});
    expect(some.netKg > 0n).to.equal(true);
    expect(await some.state()).to.equal("window open");
    await clock.waitUntil(some.issuableAt - 2);
    expect(await some.state()).to.equal("window open");
    await clock.waitUntil(some.issuableAt);
    expect([await none.state(), await some.state()]).to.deep.equal(["nothing to issue", "issuable"]);
  });
});
