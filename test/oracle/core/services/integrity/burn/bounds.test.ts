import { expect } from "chai";

import { boundsOf } from "../../../../../../oracle/core/services/integrity/burn/bounds.ts";
import type { BurnedM2, GroundSeen } from "../../../../../../oracle/core/services/integrity/burn/severity.ts";
import { PARAMETERS } from "./place.ts";

const none: BurnedM2 = { low: 0, moderateLow: 0, moderateHigh: 0, high: 0 };

/** 100 ha, seen whole, green and unchanged but for what a case says. */
const seenWith = (rest: Partial<GroundSeen>): GroundSeen => ({
  claimedM2: 1_000_000,
  observedM2: 1_000_000,
  greenM2: 1_000_000,
  regrownM2: 0,
  median: 0,
  burned: none,
  certainly: none,
  possibly: none,
  ...rest,
});

const loss = { verdict: "loss", reason: "" } as const;

describe("bounds of a loss", () => {
  it("give 11,376 t of CO2 for 100 ha of 200 t/ha burned whole, at 0.36 and 1,580 g/kg (IPCC 2006, equation 2.27)", () => {
    const whole = { lower: 1000, upper: 1000 };
    const parameters = {
      ...PARAMETERS,
      killed: { ...PARAMETERS.killed, high: whole },
      leastCombusted: 360,
      stockKgPerHa: { lower: 200 * 1580, upper: 200 * 1580 },
    };
    const burned = { ...none, high: 1_000_000 };
    const bounds = boundsOf(seenWith({ certainly: burned, possibly: burned }), loss, parameters);
    expect(bounds.lowerKg).to.equal(11_376_000n);
    expect(bounds.upperKg).to.equal(31_600_000n);
  });

  it("round the lower ones down and the upper ones up, and never pass the claim", () => {
    const certainly = { ...none, low: 10.9, high: 10.9 };
    const possibly = { ...none, low: 999_999.5, high: 10.1 };
    const bounds = boundsOf(seenWith({ certainly, possibly, regrownM2: 5.5 }), loss, PARAMETERS);
    expect([bounds.lowerM2, bounds.upperM2]).to.deep.equal([20n, 1_000_000n]);
    // 10 m2 of high severity: three quarters die, 36 % of it is gone, of 10 kg/m2.
    expect(bounds.lowerKg).to.equal(27n);
    // (1,000,000 x 0.25 + 11 + 6) m2 of 20 kg/m2.
    expect(bounds.upperKg).to.equal(5_000_340n);
  });

  it("are nought and all of the claim where nothing can be said", () => {
    const certainly = { ...none, high: 500 };
    const verdict = { verdict: "undetermined", reason: "green-up" } as const;
    const { lowerM2, upperM2, lowerKg, upperKg } = boundsOf(seenWith({ certainly }), verdict, PARAMETERS);
    expect([lowerM2, upperM2, lowerKg, upperKg]).to.deep.equal([0n, 1_000_000n, 0n, 20_000_000n]);
  });

  it("never let a class that is more severe cost less", () => {
    const { killed } = PARAMETERS;
    const [low, moderateLow, moderateHigh, high] = [killed.low, killed.moderateLow, killed.moderateHigh, killed.high];
    for (const bound of ["lower", "upper"] as const) {
      expect(low[bound] <= moderateLow[bound] && moderateLow[bound] <= moderateHigh[bound]).to.equal(true);
      expect(moderateHigh[bound] <= high[bound]).to.equal(true);
    }
  });
});
