import { expect } from "chai";

import { examineProject } from "../../../oracle/attest/validation-kind.ts";
import { boundaryDigest } from "../../../oracle/attest/boundary-digest.ts";
import { claimGround, claimSegment, planClaim } from "../../../oracle/chain/actions/claim-ground.ts";
import { commitDesign } from "../../../oracle/chain/actions/commit-design.ts";
import { performer } from "../../../oracle/chain/actions/perform.ts";
import type { Writer } from "../../../oracle/chain/actions/perform.ts";
import { registerProject } from "../../../oracle/chain/actions/register-project.ts";
import { foreseeClaim } from "../../../oracle/chain/foresee-claim.ts";
import { groundOfProject } from "../../../oracle/chain/ground.ts";
import { projectGround } from "../../../oracle/chain/project-ground.ts";
import { designDigest } from "../../../oracle/core/evidence/design.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import { decodeGround, encodeGround } from "../../../oracle/core/evidence/ground-file.ts";
import { parseBoundary } from "../../../oracle/core/ground/boundary.ts";
import { checkGround } from "../../../oracle/core/ground/check-ground.ts";
import { coverBoundary } from "../../../oracle/core/ground/cover.ts";
import { overlap } from "../../../oracle/core/ground/overlap.ts";
import { descendantCell, levelOfCell } from "../../../oracle/core/ground/s2.ts";
import { subtract } from "../../../oracle/core/ground/subtract.ts";
import type { EdgeLevel } from "../../../oracle/core/ground/types.ts";
import { methodology } from "../../helpers/registry.ts";
import { openStage } from "./actions/registry-stage.ts";
import type { Stage } from "./actions/registry-stage.ts";

const DAY = 86_400;

/** A rectangle, in degrees. */
const rectangle = (west: number, south: number, east: number, north: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});

// 22 by 11 km, so that some children are claimed whole at edge level 16, and a neighbour that shares its eastern part.
const DESIGN = { practice: {}, fields: null, history: null };
const mineJson = rectangle(105.2, 10.4, 105.4, 10.5);
const theirsJson = rectangle(105.35, 10.38, 105.5, 10.52);
const [mine, theirs] = [parseBoundary(mineJson), parseBoundary(theirsJson)];

describe("ground that others hold in part", function () {
  this.timeout(60_000);
  let stage: Stage;
  let writers: Readonly<Record<"developer" | "rival", Writer>>;

  before(async () => {
    stage = await openStage();
    writers = { developer: performer(stage.sender("developer")), rival: performer(stage.sender("rival")) };
  });

  const register = async (owner: "developer" | "rival", boundary: typeof mine, edgeLevel: EdgeLevel) => {
    const now = await stage.registry.now();
    const { result } = await stage.perform(
      owner,
      registerProject({
        methodologyId: 1,
        edgeLevel,
        hostCountry: "VN",
        creditingStart: now - 1000 * DAY,
        creditingEnd: now + 1000 * DAY,
        boundary: boundaryDigest(boundary),
        programme: 0,
        programmeReference: 0n,
      }),
    );
    await stage.perform(owner, commitDesign(result.projectId, designDigest(DESIGN)));
    return result.projectId;
  };
  const refusalOf = async (attempt: Promise<unknown>): Promise<SixfoldError> => {
    const error: unknown = await attempt.catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(SixfoldError);
    return error as SixfoldError;
  };
  const examine = (projectId: bigint, boundary: unknown, leastCells?: number) =>
    examineProject({ chain: stage.chain }, { projectId, expiry: 1 }, { boundary, design: DESIGN, leastCells });

  it("is left out through claim, validation, statement and re-run, with who holds it", async () => {
    const first = await register("rival", theirs, 16);
    await claimGround(writers.rival, first, theirs);
    const projectId = await register("developer", mine, 16);
    // What was told to somebody who has no project yet is what it comes to.
    const foreseen = await foreseeClaim(stage.chain, { pool: methodology.pool, edgeLevel: 16 }, mine);
    const { leftOut, bondWei, segments, written } = await claimGround(writers.developer, projectId, mine);
    expect([foreseen.leftOut, foreseen.bondWei, foreseen.segments]).to.deep.equal([leftOut, bondWei, segments]);
    const gas = written.reduce((sum, { gasUsed = 0n }) => sum + gasUsed, 0n);
    expect(Number(foreseen.storageGas) / Number(gas)).to.be.within(0.6, 1.2);

    const cover = coverBoundary(mine, 16);
    const held = coverBoundary(theirs, 16);
    const { blocks } = await groundOfProject(stage.chain, projectId);
    expect(blocks).to.deep.equal(subtract(cover, held, 16));
    expect(foreseen.blocks).to.deep.equal(blocks);
    expect(leftOut.map(({ cell, bits }) => ({ cell, bits }))).to.deep.equal(subtract(cover, blocks, 16));
    expect(new Set(leftOut.flatMap(({ heldBy }) => heldBy))).to.deep.equal(new Set([first]));
    expect(overlap(blocks, held)).to.deep.equal([]);

    expect(await examine(projectId, mineJson)).to.include({ projectId });
    const ground = await projectGround(stage.chain, projectId, mine);
    const stated = decodeGround(encodeGround(16, ground));
    expect(stated).to.deep.equal({ edgeLevel: 16, blocks, leftOut });
    checkGround(stated, cover, 16);

    // A plan of the same again is empty, and a third that finds nothing free is told who holds it.
    expect((await planClaim(stage.chain, projectId, mine)).segments).to.deep.equal([]);
    const third = await register("rival", mine, 16);
    const refused = await refusalOf(planClaim(stage.chain, third, mine));
    expect(refused.code).to.equal("CHAIN_GROUND_CONFLICT");
    const { blocks: named } = refused.value as { blocks: { heldBy: bigint[] }[] };
    expect(new Set(named.flatMap(({ heldBy }) => heldBy))).to.deep.equal(new Set([first, projectId]));
    const unforeseen = await refusalOf(foreseeClaim(stage.chain, { pool: methodology.pool, edgeLevel: 16 }, mine));
    expect([unforeseen.code, unforeseen.value]).to.deep.equal([refused.code, refused.value]);
  });

  it("does not stop a claim when somebody takes one cell of it just before", async () => {
    const spotJson = rectangle(106.2, 10.4, 106.3, 10.5);
    const spot = parseBoundary(spotJson);
    const projectId = await register("developer", spot, 16);
    const cover = coverBoundary(spot, 16);
    const coarse = cover.find(({ cell }) => levelOfCell(cell) === 8);
    expect(coarse, "a child of level 12 is claimed whole").to.not.equal(undefined);
    const child = descendantCell(coarse!.cell, 8, [...coarse!.bits.toString(2)].reverse().indexOf("1"));
    const one = [{ cell: child, bits: 1n << 17n }];
    const theft = await register("rival", spot, 16);
    const bond = await stage.chain.contracts.ground.read.bondFor([16, one]);
    let stolen = false;
    const raced: Writer = {
      ...writers.developer,
      write: async (action) => {
        if (!stolen) await stage.perform("rival", claimSegment(theft, one, bond));
        stolen = true;
        return writers.developer.write(action);
      },
    };
    const { leftOut, written } = await claimGround(raced, projectId, spot);
    expect(written.some(({ result }) => result.leftOut!.length > 0)).to.equal(true);
    expect(leftOut).to.deep.equal([{ ...one[0], heldBy: [theft] }]);
    const { blocks } = await groundOfProject(stage.chain, projectId);
    expect(subtract(cover, blocks, 16)).to.deep.equal(one);
    expect(await examine(projectId, spotJson)).to.include({ projectId });
  });

  it("may be left unclaimed by choice where blocks are poor, as long as the choice is stated", async () => {
    const spotJson = rectangle(107.2, 10.4, 107.3, 10.5);
    const spot = parseBoundary(spotJson);
    const projectId = await register("developer", spot, 16);
    const { leftOut, blocks } = await claimGround(writers.developer, projectId, spot, { leastCells: 40 });
    expect(leftOut).to.not.be.empty;
    expect(leftOut.every(({ heldBy }) => heldBy.length === 0)).to.equal(true);
    expect(subtract(coverBoundary(spot, 16), blocks, 16)).to.have.length(leftOut.length);
    const refused = await refusalOf(examine(projectId, spotJson));
    expect([refused.code, refused.field]).to.deep.equal(["ATTEST_VALIDATION_REFUSED", "ground"]);
    expect(await examine(projectId, spotJson, 40)).to.include({ projectId });
    checkGround({ blocks, leftOut }, coverBoundary(spot, 16), 16);
  });

  it("is refused by a verifier where the project claims what its boundary does not cover", async () => {
    const spotJson = rectangle(108.2, 10.4, 108.21, 10.41);
    const spot = parseBoundary(spotJson);
    const projectId = await register("developer", spot, 16);
    expect((await refusalOf(examine(projectId, spotJson))).field).to.equal("ground");
    await claimGround(writers.developer, projectId, spot);
    expect(await examine(projectId, spotJson)).to.include({ projectId });
    const outside = [{ cell: coverBoundary(mine, 16).at(-1)!.cell + (1n << 46n), bits: 1n }];
    const bond = await stage.chain.contracts.ground.read.bondFor([16, outside]);
    await stage.perform("developer", claimSegment(projectId, outside, bond));
    const refused = await refusalOf(examine(projectId, spotJson));
    expect(refused.rule).to.contain("every cell on chain is in the cover");
    expect((await refusalOf(planClaim(stage.chain, projectId, spot))).code).to.equal("CHAIN_GROUND_OUTSIDE");
  });
});
