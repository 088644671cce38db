import type { Attack } from "./attacks.ts";
import { judgeClaim } from "./world.ts";

/** What many variants of one attack came to. */
export type AttackResult = {
  readonly name: string;
  readonly variants: number;
  /** In how many something was issued, and the most in one, kg. */
  readonly issued: number;
  readonly mostKg: bigint;
  /** How often each reason stood against it. */
  readonly reasons: Readonly<Record<string, number>>;
};

/** Judges so many variants of an attack, from one on. */
export const judgeAttack = ({ name, claim }: Attack, variants: number, from = 1n): AttackResult => {
  const reasons: Record<string, number> = {};
  let [issued, mostKg] = [0, 0n];
  for (let seed = from; seed < from + BigInt(variants); seed += 1n) {
    const verdict = judgeClaim(claim(seed));
    if (verdict.netKg > 0n) issued += 1;
    if (verdict.netKg > mostKg) mostKg = verdict.netKg;
    const reason =
      "refused" in verdict
        ? verdict.refused
        : verdict.netKg > 0n
          ? "issued"
          : verdict.grossKg <= 0n
            ? "no more than the controls"
            : "less than its own half-width";
    reasons[reason] = (reasons[reason] ?? 0) + 1;
  }
  return { name, variants, issued, mostKg, reasons };
};
