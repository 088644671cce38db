import { expect } from "chai";
import { getAddress, keccak256, stringToHex } from "viem";

import { commitDesign } from "../../../../oracle/chain/actions/commit-design.ts";
import { acceptProject } from "../../../../oracle/chain/actions/accept-project.ts";
import { activateProject } from "../../../../oracle/chain/actions/activate-project.ts";
import { claimSegment } from "../../../../oracle/chain/actions/claim-ground.ts";
import { announceEnding } from "../../../../oracle/chain/actions/announce-ending.ts";
import { endProject } from "../../../../oracle/chain/actions/end-project.ts";
import { prolongationFee, prolongDraft } from "../../../../oracle/chain/actions/prolong-draft.ts";
import { performer, rehearser } from "../../../../oracle/chain/actions/perform.ts";
import { offerProject } from "../../../../oracle/chain/actions/offer-project.ts";
import { registerProject } from "../../../../oracle/chain/actions/register-project.ts";
import { stateSerials } from "../../../../oracle/chain/actions/state-serials.ts";
import { planRelease, releaseGround, releaseSegment } from "../../../../oracle/chain/actions/release-ground.ts";
import { withdrawBond } from "../../../../oracle/chain/actions/withdraw-bond.ts";
import { statedSerials } from "../../../../oracle/chain/stated-serials.ts";
import { designAt } from "../../../../oracle/chain/designs.ts";
import { nameHolders } from "../../../../oracle/chain/holders.ts";
import { domainAt, typedData } from "../../../../oracle/core/statements/hash.ts";
import { validationTable } from "../../../../oracle/core/statements/validation.ts";
import { DESIGN, methodology } from "../../../helpers/registry.ts";
import { openStage } from "./registry-stage.ts";
import type { Stage } from "./registry-stage.ts";

const DAY = 86_400;
const CELL = 0x3100100000000000n;

describe("chain/actions of a project", function () {
  this.timeout(60_000);
  let stage: Stage;
  /** Of one level-12 cell. */
  let bond: bigint;
  const BURN_TIME_S = 120 * DAY;

  before(async () => {
    stage = await openStage();
    bond = await stage.chain.contracts.ground.read.bondFor([16, bit(0)]);
    const { govern, contracts } = stage.registry;
    await govern(contracts.programmes, "admit", ["VCS", keccak256(stringToHex("reading"))]);
  });

  const request = async (over: Partial<Parameters<typeof registerProject>[0]> = {}) => {
    const now = await stage.registry.now();
    return registerProject({
      methodologyId: 1,
      edgeLevel: 16,
      hostCountry: "JP",
      creditingStart: now - 1000 * DAY,
      creditingEnd: now + 1000 * DAY,
      boundary: keccak256(stringToHex("boundary")),
      programme: 0,
      programmeReference: 0n,
      ...over,
    });
  };
  const draft = async (): Promise<bigint> => {
    const { projectId } = (await stage.perform("developer", await request())).result;
    await stage.perform("developer", commitDesign(projectId, DESIGN));
    return projectId;
  };
  const bit = (index: number) => [{ cell: CELL, bits: 1n << BigInt(index) }];
  const validate = async (projectId: bigint) => {
    const { chain, registry } = stage;
    const validation = await registry.validationFor(projectId);
    const { groundRoot, areaM2, expiry } = validation;
    const domain = domainAt(validationTable, chain.chainId, chain.contracts.projects.address);
    const data = typedData(validationTable, domain, validation);
    const { verifier } = registry.wallet;
    const signature = await verifier.signTypedData(data as never);
    return {
      projectId,
      verifier: getAddress(verifier.account.address),
      areaM2,
      expiry,
      signature,
      groundRoot,
      serials: await statedSerials(chain, projectId),
    };
  };

  it("registers a draft, foresees its id, and tells when it lapses", async () => {
    const action = await request({ programme: 1, programmeReference: 1n });
    const before = await stage.nonce("developer");
    const rehearsed = await stage.rehearse("developer", action);
    expect(await stage.nonce("developer")).to.equal(before);
    const { result, transaction, gasUsed } = await stage.perform("developer", action);
    expect(rehearsed.result).to.deep.equal({ projectId: result.projectId });
    expect([rehearsed.transaction, rehearsed.gasUsed]).to.deep.equal([undefined, undefined]);
    const project = await stage.chain.contracts.projects.read.get([result.projectId]);
    expect([project.draftExpiry, project.hostCountry]).to.deep.equal([result.draftExpiry, stringToHex("JP")]);
    const receipt = await stage.chain.client.getTransactionReceipt({ hash: transaction });
    expect(receipt.gasUsed).to.equal(gasUsed);
    expect(await stage.refused("stranger", action)).to.equal("CHAIN_DEVELOPER_ACCOUNT_UNKNOWN");
    expect(await stage.refused("rival", await request({ programme: 2, programmeReference: 1n }))).to.equal(
      "CHAIN_PROGRAMME_UNKNOWN",
    );
  });

  it("claims a segment, pays its bond, and activates with the verifier's signature alone", async () => {
    const projectId = await draft();
    const claim = claimSegment(projectId, bit(0), bond);
    expect((await stage.rehearse("developer", claim)).result).to.deep.equal({});
    expect(await stage.refused("rival", claim)).to.equal("CHAIN_GROUND_NOT_OWNER");
    expect((await stage.perform("developer", claim)).result).to.deep.equal({ projectId, segmentIndex: 0, leftOut: [] });
    expect(await stage.refused("developer", claimSegment(projectId, bit(1), bond - 1n))).to.equal(
      "CHAIN_GROUND_BOND_TOO_LOW",
    );
    expect(await stage.refused("developer", claim)).to.equal("CHAIN_GROUND_NOTHING_FREE");

    const { groundRoot, ...validation } = await validate(projectId);
    const late = { ...validation, expiry: validation.expiry + 1 };
    expect(await stage.refused("stranger", activateProject(late))).to.equal("CHAIN_PROJECT_VALIDATION_INVALID");
    await stage.rehearse("stranger", activateProject(validation));
    const { result } = await stage.perform("stranger", activateProject(validation));
    const [root, edgeCells] = await stage.chain.contracts.ground.read.groundOf([projectId]);
    expect(result).to.deep.equal({ groundRoot, edgeCells });
    expect(root).to.equal(groundRoot);
  });

  it("test_L18_commits_to_a_design_and_says_since_when", async () => {
    const projectId = await draft();
    const digest = keccak256(stringToHex("another design"));
    expect(await stage.refused("rival", commitDesign(projectId, digest))).to.equal("CHAIN_PROJECT_NOT_OWNER");
    const { result } = await stage.perform("developer", commitDesign(projectId, digest));
    const designs = await stage.chain.contracts.projects.read.designs([projectId]);
    expect(designs).to.deep.equal([{ digest, committedAt: result.committedAt }]);
    for (const start of [0, result.committedAt, result.committedAt + 1])
      expect(designAt(designs, start)).to.equal(await stage.chain.contracts.projects.read.designAt([projectId, start]));
    expect(designAt([], 1)).to.equal(undefined);
  });

  it("pays returned bonds out, once", async () => {
    const due = await stage.chain.contracts.ground.read.bondOf([stage.sender("developer").address]);
    expect(due < bond && due > bond - bond / 1000n, "less what was burnt for some seconds").to.equal(true);
    await stage.rehearse("developer", withdrawBond());
    expect((await stage.perform("developer", withdrawBond())).result).to.deep.equal({ amountWei: due });
    expect(await stage.refused("developer", withdrawBond())).to.equal("CHAIN_GROUND_NO_BOND");
  });

  it("ends a project as planned, by its owner, once", async () => {
    const projectId = await draft();
    const complete = endProject(projectId, "complete");
    expect(await stage.refused("developer", complete)).to.equal("CHAIN_PROJECT_STATUS_MISMATCH");
    await stage.perform("developer", claimSegment(projectId, bit(2), bond));
    await stage.perform("developer", activateProject(await validate(projectId)));
    expect(await stage.refused("rival", complete)).to.equal("CHAIN_PROJECT_NOT_OWNER");
    expect(await stage.refused("developer", complete)).to.equal("CHAIN_PROJECT_ENDING_NOT_DUE");
    const announce = announceEnding(projectId, "complete");
    expect(await stage.refused("rival", announce)).to.equal("CHAIN_PROJECT_NOT_OWNER");
    await stage.rehearse("developer", announce);
    const { result } = await stage.perform("developer", announce);
    const notice = methodology.challengeWindow;
    const from = (await stage.registry.now()) + notice;
    expect(result).to.deep.equal({ projectId, from, until: from + 30 * DAY });
    expect(await stage.refused("developer", announceEnding(projectId, "withdraw"))).to.equal(
      "CHAIN_PROJECT_ENDING_STANDS",
    );
    expect(await stage.refused("developer", complete)).to.equal("CHAIN_PROJECT_ENDING_NOT_DUE");
    await stage.registry.networkHelpers.time.increase(notice);
    await stage.rehearse("developer", complete);
    expect((await stage.perform("developer", complete)).result).to.deep.equal({ projectId });
    expect((await stage.chain.contracts.projects.read.get([projectId])).status).to.equal(3);
    expect(await stage.refused("developer", endProject(projectId, "withdraw"))).to.equal(
      "CHAIN_PROJECT_STATUS_MISMATCH",
    );
  });

  it("releases what a withdrawn project held, last segment first, and takes an interrupted release up again", async () => {
    const projectId = await draft();
    for (const index of [10, 11, 12]) await stage.perform("developer", claimSegment(projectId, bit(index), bond));
    const developer = performer(stage.sender("developer"));
    await stage.perform("developer", endProject(projectId, "withdraw"));
    const held = await stage.chain.contracts.ground.read.groundOf([projectId]);
    expect(await stage.refused("developer", releaseSegment(projectId, held[0], bit(12), []))).to.equal(
      "CHAIN_GROUND_ROOT_MISMATCH",
    );
    const rehearsed = await releaseGround(rehearser(stage.chain, developer.address), projectId);
    expect([rehearsed.segments, rehearsed.written.length]).to.deep.equal([3, 1]);

    // As if the process had died after one of them.
    const [last] = await planRelease(stage.chain, projectId);
    await stage.perform("developer", last!);
    const steps: string[] = [];
    const { written } = await releaseGround(developer, projectId, (step, all) => steps.push(`${step}/${all}`));
    expect(steps).to.deep.equal(["1/2", "2/2"]);
    expect(written.map(({ result }) => result.segmentIndex)).to.deep.equal([1, 0]);
    for (const { result } of written) {
      expect(result.bondWei! + result.burntWei!).to.equal(bond);
      expect(result.burntWei! > 0n).to.equal(true);
    }
    expect((await stage.chain.contracts.ground.read.groundOf([projectId]))[2]).to.equal(0);
    expect((await releaseGround(developer, projectId)).segments).to.equal(0);
  });

  it("marks a draft as lapsed once it is", async () => {
    const projectId = await draft();
    const lapse = endProject(projectId, "lapse");
    expect(await stage.refused("stranger", lapse)).to.equal("CHAIN_PROJECT_NOT_LAPSED");
    await stage.registry.networkHelpers.time.increase(60 * DAY);
    await stage.rehearse("stranger", lapse);
    expect((await stage.perform("stranger", lapse)).result).to.deep.equal({ projectId });
  });

  it("claims what is free and tells what somebody else took first", async () => {
    const [projectId, theirs] = [await draft(), (await stage.perform("rival", await request())).result.projectId];
    await stage.perform("rival", claimSegment(theirs, bit(21), bond));
    const blocks = [{ cell: CELL, bits: 7n << 20n }];
    const { result } = await stage.perform("developer", claimSegment(projectId, blocks, 3n * bond));
    expect(result.leftOut).to.deep.equal(bit(21));
    const [, edgeCells, , held] = await stage.chain.contracts.ground.read.groundOf([projectId]);
    expect(edgeCells).to.equal(2n * 256n);
    expect(held).to.equal(await stage.chain.contracts.ground.read.bondFor([16, [{ cell: CELL, bits: 5n << 20n }]]));
    expect(await nameHolders(stage.chain, 2, blocks)).to.deep.equal([{ ...blocks[0], heldBy: [projectId, theirs] }]);
    expect(await nameHolders(stage.chain, 2, bit(21))).to.deep.equal([{ ...bit(21)[0], heldBy: [theirs] }]);
    expect(await nameHolders(stage.chain, 1, bit(21))).to.deep.equal([{ ...bit(21)[0], heldBy: [] }]);
  });

  it("prolongs a draft that holds ground for a fee that doubles", async () => {
    const projectId = await draft();
    expect(await stage.refused("developer", prolongDraft(projectId, 0n))).to.equal("CHAIN_GROUND_NOTHING_HELD");
    await stage.perform("developer", claimSegment(projectId, bit(30), bond));
    const fee = await prolongationFee(stage.chain, projectId);
    const lifetime = await stage.chain.contracts.projects.read.draftLifetime();
    expect(fee).to.equal((bond * BigInt(lifetime)) / BigInt(BURN_TIME_S));
    const { result } = await stage.perform("developer", prolongDraft(projectId, fee));
    expect(result).to.deep.equal({ projectId, draftExpiry: (await stage.registry.now()) + lifetime, feeWei: fee });
    expect(await prolongationFee(stage.chain, projectId)).to.equal(2n * fee);
  });

  it("states another programme's serials and takes them by activation, starting the contract's walk where it is shortest", async () => {
    const serials = (first: bigint, last: bigint, series = 1n) => ({ programme: 1, series, first, last });
    let cell = 40;
    const migrated = async (...stated: readonly ReturnType<typeof serials>[]) => {
      const projectId = await draft();
      await stage.perform("developer", claimSegment(projectId, bit(cell++), bond));
      for (const given of stated) {
        const action = stateSerials(projectId, given);
        await stage.rehearse("developer", action);
        expect((await stage.perform("developer", action)).result).to.deep.equal(given);
      }
      return projectId;
    };
    const hints = async (projectId: bigint) => (await statedSerials(stage.chain, projectId)).map(({ hint }) => hint);
    const first = await migrated(serials(10n, 19n), serials(30n, 39n), serials(20n, 29n), serials(90n, 99n, 2n));
    expect(await hints(first)).to.deep.equal([0n, 10n, 10n, 0n]);
    const late = await migrated(serials(25n, 50n));
    await stage.perform("stranger", activateProject(await validate(first)));
    expect(await stage.refused("stranger", activateProject(await validate(late)))).to.equal(
      "CHAIN_EXTERNAL_SERIALS_TAKEN",
    );
    // What those never credited held inside a later interval is no place to start from any more.
    const { from } = (await stage.perform("developer", announceEnding(first, "withdraw"))).result;
    await stage.registry.networkHelpers.time.increaseTo(from);
    await stage.perform("developer", endProject(first, "withdraw"));
    const next = await migrated(serials(15n, 45n));
    await stage.perform("stranger", activateProject(await validate(next)));
    const last = await migrated(serials(46n, 50n), serials(60n, 61n));
    expect(await hints(last)).to.deep.equal([15n, 46n]);
    const { serials: claims, ...validation } = await validate(last);
    const [one, other] = claims;
    expect(
      await stage.refused("stranger", activateProject({ ...validation, serials: [one!, { ...other!, hint: 30n }] })),
    ).to.equal("CHAIN_EXTERNAL_SERIALS_HINT_INVALID");
    expect(await stage.refused("stranger", activateProject({ ...validation, serials: [other!, one!] }))).to.equal(
      "CHAIN_PROJECT_SERIALS_MISMATCH",
    );
    await stage.perform("stranger", activateProject({ ...validation, serials: claims }));
  });

  it("hands a project over in two steps", async () => {
    const projectId = await draft();
    const [rival, stranger] = ["rival", "stranger"].map((name) =>
      getAddress(stage.registry.wallet[name as "rival" | "stranger"].account.address),
    );
    expect(await stage.refused("rival", acceptProject(projectId))).to.equal("CHAIN_PROJECT_NOT_OFFERED");
    expect((await stage.perform("developer", offerProject(projectId, stranger!))).result).to.deep.equal({
      to: stranger,
    });
    expect(await stage.refused("stranger", acceptProject(projectId))).to.equal("CHAIN_DEVELOPER_ACCOUNT_UNKNOWN");
    await stage.perform("developer", offerProject(projectId, rival!));
    await stage.rehearse("rival", acceptProject(projectId));
    const { result } = await stage.perform("rival", acceptProject(projectId));
    expect(result).to.deep.equal({ owner: rival, developer: 2 });
    expect(await stage.refused("developer", offerProject(projectId, rival!))).to.equal("CHAIN_PROJECT_NOT_OWNER");
  });
});
