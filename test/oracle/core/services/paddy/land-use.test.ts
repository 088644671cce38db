import { expect } from "chai";

import { canopyShare, isRice } from "../../../../../oracle/core/services/paddy/land-use.ts";
import { ipccReferenceParameters } from "../../../../../oracle/core/services/paddy/terms.ts";

const { landUse, inundation } = ipccReferenceParameters({ gwp: "AR5" });
const looks = (...vhDb: number[]) => vhDb.map((value) => ({ vhDb: value }));
const shareOf = (...vhDb: number[]): number => canopyShare(looks(...vhDb), inundation.canopyVhDb);

describe("land use of a season", () => {
  it("is the share of looks under a canopy", () => {
    expect(shareOf(-23, -22, -17, -15)).to.equal(0.5);
    expect(shareOf()).to.equal(0);
  });

  it("is rice where a field was water first and canopy later", () => {
    expect(isRice(shareOf(-23, -20, -16, -14, -15, -15), landUse)).to.equal(true);
  });

  it("is not rice on lasting water that was bright once, nor under lasting trees", () => {
    expect(isRice(shareOf(-23, -22, -14, -24, -23, -23), landUse)).to.equal(false);
    expect(isRice(shareOf(-13, -12, -13, -14, -13, -12), landUse)).to.equal(false);
  });
});
