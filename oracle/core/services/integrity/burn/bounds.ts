import { wholeDown, wholeUp } from "../../common/whole.ts";
import type { BurnParameters } from "./terms.ts";
import { SEVERITIES } from "./severity.ts";
import type { GroundSeen, Severity } from "./severity.ts";
import type { Verdict } from "./verdict.ts";

export type LossBounds = {
  readonly claimedM2: bigint;
  readonly observedM2: bigint;
  readonly lowerM2: bigint;
  readonly upperM2: bigint;
  readonly lowerKg: bigint;
  readonly upperKg: bigint;
};

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);
const divideUp = (value: bigint, by: bigint): bigint => (value + by - 1n) / by;
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Square metres of a hectare, and the thousandths of a share. */
const HECTARE = 10_000n;
const WHOLE = 1000n;

/**
 * Bounds of what was lost, or could have been. The lower ones count what burned beyond doubt, the least that dies of it and
 * the least that is gone at once; they are 0 unless a loss is found. The upper ones count all that may have burned, and add
 * ground that was not seen or that greened, as if it had burned whole; where nothing can be said, that is all of the claim
 * (L15).
 */
export const boundsOf = (
  { claimedM2, observedM2, regrownM2, certainly, possibly }: GroundSeen,
  { verdict }: Verdict,
  { killed, leastCombusted, stockKgPerHa }: BurnParameters,
): LossBounds => {
  const claimed = wholeDown(claimedM2);
  const observed = least(wholeDown(observedM2), claimed);
  const sure = (severity: Severity): bigint => (verdict === "loss" ? wholeDown(certainly[severity]) : 0n);
  const lower = least(sum(SEVERITIES.map(sure)), observed);
  const killedM2 = sum(SEVERITIES.map((severity) => sure(severity) * BigInt(killed[severity].lower)));
  const lowerKg = (killedM2 * BigInt(leastCombusted) * BigInt(stockKgPerHa.lower)) / (WHOLE * WHOLE * HECTARE);

  const possible = (severity: Severity): bigint => wholeUp(possibly[severity]);
  const unknown = verdict === "undetermined" ? claimed : claimed - observed + wholeUp(regrownM2);
  const upper = least(sum(SEVERITIES.map(possible)) + unknown, claimed);
  const dead = sum(SEVERITIES.map((severity) => possible(severity) * BigInt(killed[severity].upper)));
  const upperShares = least(dead + unknown * WHOLE, claimed * WHOLE);
  return {
    claimedM2: claimed,
    observedM2: observed,
    lowerM2: lower,
    upperM2: upper,
    lowerKg,
    upperKg: divideUp(upperShares * BigInt(stockKgPerHa.upper), WHOLE * HECTARE),
  };
};
