import { releasableAt } from "./projects.ts";
import { lookDueAt, lookedUntil } from "./permanence.ts";
import { pick, pickFrom } from "./step.ts";
import type { Command } from "./step.ts";
import { DAY, TIMES, YEAR } from "./terms.ts";
import { REPORT_STATE } from "./world.ts";
import type { World } from "./world.ts";

/** Moments from which on, or until which, something else holds. */
const momentsOf = (world: World): readonly number[] =>
  [
    ...world.projects.flatMap((project) => [
      project.draftExpiry,
      project.creditingEnd + TIMES.grace,
      project.ending?.from ?? 0,
      project.ending?.until ?? 0,
      project.deadline,
      ...project.rests.values(),
      releasableAt(project),
      lookedUntil(project) > 0 ? lookDueAt(project) : 0,
    ]),
    ...world.reports.flatMap(({ state, issuableAt, challenge }) => [
      state === REPORT_STATE.pending ? issuableAt : 0,
      challenge?.deadline ?? 0,
    ]),
    ...[...world.stakes.values()].map(({ heldUntil }) => heldUntil),
  ].filter((moment) => moment > world.now + 2 && moment < world.now + 60 * YEAR);

export const timeCommands = {
  /** To such a moment, a second before it, or two, so that the next call meets it; else for a while. */
  wait: (world, { a, b, c }) => {
    // Mostly one of the next, so that nothing is passed by, and seldom one that is years away.
    const moments = [...new Set(momentsOf(world))].toSorted((x, y) => x - y);
    const near = moments.filter((moment) => moment < world.now + 100 * DAY).slice(0, 3);
    const moment = pickFrom(c % 32 === 0 ? moments : near, b);
    const seconds =
      moment !== undefined && c % 4 !== 1
        ? moment - world.now - (a % 3)
        : pick([DAY, 8 * DAY, 3 * DAY, b % 4 === 0 ? YEAR : 8 * DAY, b % 32 === 0 ? 12 * YEAR : 40 * DAY], a);
    return { seconds, apply: () => {}, send: ({ registry }) => registry.networkHelpers.mine() };
  },
} as const satisfies Readonly<Record<string, Command>>;
