import { expect } from "chai";

import { blocksNear } from "../../../../oracle/core/ground/blocks-near.ts";
import { coverBoundary } from "../../../../oracle/core/ground/cover.ts";
import { groundMask } from "../../../../oracle/core/ground/ground-mask.ts";
import type { Grid } from "../../../../oracle/core/grid/types.ts";
import { wholeOf } from "../../../../oracle/core/grid/window.ts";
import { gridAbout, lobedShape } from "../../../helpers/shapes.ts";

describe("blocksNear", () => {
  const cases: readonly (readonly [string, Grid, number, number])[] = [
    ["in UTM", gridAbout(32654, 140, 36, 1200, 10), 140, 36],
    ["in degrees over a face's border", gridAbout(4326, 45, 20, 1200, 0.0001), 45, 20],
    ["in equal area", gridAbout(6933, 15, 47, 1200, 10), 15, 47],
  ];
  for (const [name, grid, lon, lat] of cases)
    it(`leaves out what is far from a window, and nothing that its mask needs, ${name}`, () => {
      const blocks = coverBoundary(lobedShape(5000, lon, lat, 3), 20);
      const near = blocksNear(blocks);
      let most = 0;
      for (let row = 0; row < 1200; row += 150)
        for (let col = 0; col < 1200; col += 150) {
          const window = { col, row, width: 150, height: 150 };
          const some = near(grid, window);
          most = Math.max(most, some.length);
          expect(groundMask(grid, window, some)).to.deep.equal(groundMask(grid, window, blocks));
        }
      expect(most).to.be.within(10, blocks.length / 3);
      expect(near(grid, wholeOf(grid))).to.have.length(blocks.length);
    });
});
