import { isUncounted, lookDueAt } from "./permanence.ts";
import { isIssuable } from "./reports.ts";
import { termsOf } from "./terms.ts";
import { projectOf, reportOf } from "./world.ts";
import type { Batch, World } from "./world.ts";

export const CONDITION = { sound: 0, compensated: 1, atRisk: 2, unmonitored: 3, deficit: 4 } as const;

/** The worst of what holds of a batch now. */
export const conditionOf = (world: World, { projectId, periodEnd }: Batch): number => {
  const project = projectOf(world, projectId);
  if (!termsOf(project.method).reversible) return CONDITION.sound;
  const isTouched = project.lostKg > 0n && periodEnd <= project.lossUntil;
  const isUnmet = project.dueKg > 0n || project.deficitKg > 0n;
  const isSilent = project.alert !== 0 && world.now >= project.deadline;
  const isWaiting = isUncounted(world, project);
  const isLate = isWaiting && isIssuable(world, reportOf(world, project.latest));
  const held = [
    [CONDITION.sound, true],
    [CONDITION.compensated, isTouched],
    [CONDITION.atRisk, project.alert !== 0 || isWaiting],
    [CONDITION.unmonitored, world.now > lookDueAt(project)],
    [CONDITION.deficit, (isTouched && isUnmet) || isSilent || isLate],
  ] as const;
  return Math.max(...held.filter(([, holds]) => holds).map(([condition]) => condition));
};
