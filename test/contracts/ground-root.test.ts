import { expect } from "chai";
import { network } from "hardhat";

import { coverBoundary, edgeCellCount } from "../../oracle/core/ground/cover.ts";
import { groundRoot } from "../../oracle/core/ground/ground-root.ts";
import { overlap } from "../../oracle/core/ground/overlap.ts";
import { segmentBlocks } from "../../oracle/core/ground/segment-blocks.ts";
import { deployRegistries, draftRequest, POOL } from "../helpers/registries.ts";
import { lobedShape } from "../helpers/shapes.ts";

const { viem } = await network.create();

describe("ground that the oracle covers", () => {
  it("has the same root, edge cells and conflicts on the chain", async () => {
    const { projects, ground } = await deployRegistries(viem);
    await projects.write.register([draftRequest(POOL.paddyMethane, 20)]);
    const blocks = coverBoundary(lobedShape(300, 105.2, 10.4, 1), 20);
    const segments = segmentBlocks(blocks, 20);
    for (const segment of segments)
      await ground.write.claim([1n, segment], { value: await ground.read.bondFor([20, segment]) });

    const [root, edgeCells, count] = await ground.read.groundOf([1n]);
    expect(segments.length).to.be.greaterThan(1);
    expect(root).to.equal(groundRoot(1n, segments));
    expect(edgeCells).to.equal(edgeCellCount(blocks, 20));
    expect(count).to.equal(segments.length);

    for (const level of [16, 20] as const) {
      const other = coverBoundary(lobedShape(2000, 105.21, 10.41, 2), level);
      const met = overlap(other, blocks);
      expect(met).to.not.be.empty;
      expect(await ground.read.conflicts([POOL.paddyMethane, other])).to.deep.equal(met);
    }
  });
});
