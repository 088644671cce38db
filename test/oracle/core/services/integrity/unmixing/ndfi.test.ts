import { expect } from "chai";
import fc from "fast-check";

import { ENDMEMBERS } from "../../../../../../oracle/core/services/integrity/unmixing/endmembers.ts";
import type { Endmember } from "../../../../../../oracle/core/services/integrity/unmixing/endmembers.ts";
import { ndfiOf, ndfiOfReflectance } from "../../../../../../oracle/core/services/integrity/unmixing/ndfi.ts";
import { unmixed } from "../../../../../../oracle/core/services/integrity/unmixing/unmix.ts";

const NAMES = Object.keys(ENDMEMBERS) as readonly Endmember[];

const mixtureOf = (shares: Partial<Record<Endmember, number>>): readonly number[] =>
  ENDMEMBERS.soil.map((_, band) =>
    NAMES.reduce((sum, name) => sum + (shares[name] ?? 0) * (ENDMEMBERS[name][band] as number), 0),
  );

const distance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, k) => sum + (value - b[k]!) ** 2, 0);

/** Shares drawn at random, summing to 1. */
const shares = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 })
  .filter((all) => all.some((each) => each > 1e-3))
  .map((all) => {
    const sum = all.reduce((total, each) => total + each, 0);
    return Object.fromEntries(NAMES.map((name, at) => [name, all[at]! / sum])) as Record<Endmember, number>;
  });

describe("NDFI by unmixing", () => {
  it("golden O29: 1 of green vegetation, -1 of soil and of dead vegetation, 0.7910 of a mixture", () => {
    expect(ndfiOfReflectance(ENDMEMBERS.greenVegetation)).to.be.closeTo(1, 1e-12);
    expect(ndfiOfReflectance(ENDMEMBERS.soil)).to.be.closeTo(-1, 1e-12);
    expect(ndfiOfReflectance(ENDMEMBERS.deadVegetation)).to.be.closeTo(-1, 1e-12);
    const mixture = mixtureOf({ greenVegetation: 0.6, shade: 0.3, deadVegetation: 0.05, soil: 0.05 });
    expect(ndfiOfReflectance(mixture)).to.be.closeTo(0.791, 5e-5);
  });

  it("says nothing under cloud, of shade alone, and of what was not seen", () => {
    expect(ndfiOfReflectance(mixtureOf({ cloud: 0.2, greenVegetation: 0.8 }))).to.be.NaN;
    expect(ndfiOfReflectance(ENDMEMBERS.shade)).to.be.NaN;
    expect(ndfiOfReflectance([0.05, 0.09, NaN, 0.61, 0.3, 0.1])).to.be.NaN;
  });

  it("finds the shares that a mixture was made of", () => {
    fc.assert(
      fc.property(shares, (made) => {
        const found = unmixed(mixtureOf(made));
        for (const name of NAMES) expect(found[name]).to.be.closeTo(made[name], 1e-9);
        const { shade, cloud } = made;
        if (shade < 0.9 && cloud < 0.09) expect(ndfiOfReflectance(mixtureOf(made))).to.be.closeTo(ndfiOf(made), 1e-6);
      }),
    );
  });

  it("comes as near to any reflectance as any mixture does, with shares from 0 that sum to 1", () => {
    const reflectance = fc.array(fc.double({ min: -0.1, max: 1.2, noNaN: true }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(reflectance, shares, (seen, other) => {
        const found = unmixed(seen);
        expect(Math.min(...NAMES.map((name) => found[name]))).to.be.at.least(0);
        expect(NAMES.reduce((sum, name) => sum + found[name], 0)).to.be.closeTo(1, 1e-9);
        expect(distance(mixtureOf(found), seen)).to.be.at.most(distance(mixtureOf(other), seen) + 1e-9);
      }),
    );
  });
});
