import { s2 } from "s2js";

import { childAt, modelRoot } from "../../helpers/ground-model.ts";
import type { ModelBlock } from "../../helpers/ground-model.ts";
import { segmentDigest } from "../../../oracle/core/ground/ground-root.ts";
import { bondFor, claim, freeOf, prolong, prolongationFee, release, withdrawBond } from "./ground.ts";
import { inStatus, ownerOr } from "./project-commands.ts";
import { releasableAt } from "./projects.ts";
import { pick, prefer } from "./step.ts";
import type { Choice, Command } from "./step.ts";
import { HOLDERS, STATUS } from "./world.ts";

// A small world, so that claims meet at every pair of levels.
const at8 = s2.cellid.parent(s2.cellid.fromLatLng(s2.LatLng.fromDegrees(10.4, 105.2)), 8);
const CHILDREN = [0, 127, 255] as const;
const at12 = CHILDREN.map((child) => childAt(at8, child));
const at16 = at12.flatMap((cell) => CHILDREN.map((child) => childAt(cell, child)));
/** Every parent at which the commands claim anything. */
export const PARENTS = [at8, ...at12, ...at16];

const blockOf = (edgeLevel: 16 | 20, { a, b, c }: Choice): ModelBlock => {
  const parents = edgeLevel === 16 ? [at8, ...at12, ...at12] : [at8, ...at12, ...at16];
  // Mostly children below which nobody claims: else little would be free for long.
  const child = (at: number): number => (at % 5 === 0 ? pick(CHILDREN, at >> 3) : 1 + ((at >> 3) % 40));
  return { cell: parents[a % parents.length]!, bits: (1n << BigInt(child(b))) | (1n << BigInt(child(c))) };
};

const segmentOf = (edgeLevel: 16 | 20, { a, b, c }: Choice): readonly ModelBlock[] => {
  const blocks = [blockOf(edgeLevel, { a, b, c }), blockOf(edgeLevel, { a: b, b: c, c: a })].slice(0, 1 + (c % 2));
  return [...new Map(blocks.map((block) => [block.cell, block])).values()].toSorted((x, y) =>
    x.cell < y.cell ? -1 : 1,
  );
};

export const groundCommands = {
  claim: (world, choice) => {
    const project = inStatus(world, STATUS.draft, choice.a);
    if (project === undefined) return undefined;
    const by = ownerOr(project, choice.b);
    const blocks = segmentOf(project.edgeLevel, { ...choice, a: choice.a >> 5 });
    const dueWei = bondFor(freeOf(world, project, blocks));
    const paidWei = dueWei + (choice.c % 10 === 0 ? -1n : choice.c % 10 === 1 ? 10n ** 15n : 0n);
    const sentWei = paidWei < 0n ? 0n : paidWei;
    return {
      apply: (w) => claim(w, by, { id: project.id, blocks, paidWei: sentWei }),
      send: ({ call }) => call(by, "ground", "claim", [BigInt(project.id), blocks], sentWei),
    };
  },
  prolong: (world, { a, b, c }) => {
    const project = inStatus(world, STATUS.draft, a);
    if (project === undefined) return undefined;
    const by = ownerOr(project, b);
    const paidWei = prolongationFee(project) + (c % 10 === 0 ? 1n : 0n);
    return {
      apply: (w) => prolong(w, by, project.id, paidWei),
      send: ({ call }) => call(by, "ground", "prolong", [BigInt(project.id)], paidWei),
    };
  },
  release: (world, { a, b, c }) => {
    const held = world.projects.filter(({ segments }) => segments.length > 0);
    const project = prefer(held, (one) => world.now >= releasableAt(one), a);
    if (project === undefined) return undefined;
    const [by, at] = [pick(HOLDERS, b), c % project.segments.length];
    const before = modelRoot(BigInt(project.id), project.segments.slice(0, at));
    const later = project.segments.slice(at + 1).map(segmentDigest);
    const args = [BigInt(project.id), before, project.segments[at]!, later];
    return {
      apply: (w) => release(w, by, project.id, at),
      send: ({ call }) => call(by, "ground", "release", args),
    };
  },
  withdrawBond: (world, { a }) => {
    const by = prefer(HOLDERS, (holder) => (world.bonds.get(holder) ?? 0n) > 0n, a)!;
    return {
      apply: (w) => withdrawBond(w, by),
      send: ({ call }) => call(by, "ground", "withdrawBond", []),
    };
  },
} as const satisfies Readonly<Record<string, Command>>;
