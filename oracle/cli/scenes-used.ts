import type { Plan } from "../core/services/common/types.ts";

/** Scenes of which at least one band was read, in the order of reading. */
export const usedScenes = ({ steps }: Pick<Plan, "steps">): readonly string[] => [
  ...new Set(steps.flatMap((step) => step.map(({ sceneId }) => sceneId))),
];

/** One line for each rule that scenes were refused by, the commonest first. */
export const refusedByRule = ({ refused }: Pick<Plan, "refused">): readonly string[] => {
  const counts = new Map<string, number>();
  for (const { rule } of refused) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([rule, count]) => `refused      ${count} scenes: ${rule}`);
};
