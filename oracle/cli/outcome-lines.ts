import type { Stated } from "../core/services/common/outcome.ts";

/** Unix seconds as an instant; 0 stands for none. */
const instant = (seconds: bigint): string => (seconds === 0n ? "none" : new Date(Number(seconds) * 1000).toISOString());

const stated = (outcome: Stated): readonly string[] => {
  switch (outcome.kind) {
    case "measurement":
      return [
        `measured     ${outcome.measuredKg} kg CO2e`,
        `baseline     ${outcome.baselineKg} kg`,
        `leakage      ${outcome.leakageKg} kg`,
        `half-width   ${outcome.halfWidthKg} kg (90 %)`,
      ];
    case "finding":
      return [
        `finding      ${outcome.verdict}${outcome.reason === "" ? "" : `: ${outcome.reason}`}, ${outcome.cause}`,
        `area         ${outcome.lowerM2} to ${outcome.upperM2} m2`,
        `loss         ${outcome.lowerKg} to ${outcome.upperKg} kg CO2e`,
        `between      ${instant(outcome.lastUnharmed)} and ${instant(outcome.firstSeen)}`,
      ];
    case "detection-limit":
      return [`none seen    ${outcome.cause} above ${outcome.limitKg} kg CO2e`];
  }
};

/** An outcome for people. */
export const outcomeLines = (outcome: Stated): readonly string[] => [
  ...stated(outcome),
  `observed     ${outcome.observedM2} of ${outcome.claimedM2} m2, unobserved ${outcome.claimedM2 - outcome.observedM2} m2`,
];

/** One line for each rule that scenes were refused by, the commonest first. */
export const refusedByRule = ({ refused }: Pick<Stated, "refused">): readonly string[] => {
  const counts = new Map<string, number>();
  for (const { rule } of refused) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([rule, count]) => `refused      ${count} scenes: ${rule}`);
};
