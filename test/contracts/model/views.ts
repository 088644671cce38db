import { zeroAddress, zeroHash } from "viem";

import { modelRoot } from "../../helpers/ground-model.ts";
import { balanceOf } from "./batches.ts";
import { conditionOf } from "./condition.ts";
import { challengeBond } from "./disputes.ts";
import { edgeCells } from "./ground.ts";
import { isAlerted, lookDueAt, lookedUntil, runningLosses } from "./permanence.ts";
import { monitoringEnd, releasableAt } from "./projects.ts";
import type { Real } from "./real.ts";
import { earnedKg, isIssuable, isUndecided } from "./reports.ts";
import { POOLS } from "./terms.ts";
import { HOLDERS, OPERATORS, SIGNERS } from "./world.ts";
import type { Account, Project, Report, World } from "./world.ts";

/** A view with what the model says that it answers. */
export type View = {
  readonly contract: keyof Real["contracts"];
  readonly name: string;
  readonly args: readonly unknown[];
  readonly expected: unknown;
};

const view = (contract: View["contract"], name: string, args: readonly unknown[], expected: unknown): View => ({
  contract,
  name,
  args,
  expected,
});

const reportId = ({ reports }: Real, number: number): string => (number === 0 ? zeroHash : reports[number - 1]!.id);

/** What the model has no word for is left out of a view's answer, by its keys. */
export const partOf = (answer: unknown, expected: unknown): unknown => {
  if (typeof expected !== "object" || expected === null || Array.isArray(expected)) return answer;
  return Object.fromEntries(Object.keys(expected).map((key) => [key, (answer as Record<string, unknown>)[key]]));
};

const projectViews = (world: World, real: Real, project: Project): readonly View[] => {
  const id = BigInt(project.id);
  const { owner, developer, status, creditingStart, lastPeriodEnd, creditedUntil, draftExpiry, areaM2 } = project;
  const { ending, offeredTo, segments, bondWei, designs } = project;
  const times = { creditingStart, lastPeriodEnd, creditedUntil, draftExpiry };
  const terms = { owner: real.addressOf(owner), developer, status, areaM2, methodologyId: project.method, ...times };
  return [
    view("projects", "terms", [id], terms),
    view("projects", "endingOf", [id], ending ?? { into: 0, from: 0, until: 0 }),
    view("projects", "offeredTo", [id], offeredTo === undefined ? zeroAddress : real.addressOf(offeredTo)),
    view("projects", "monitoringEnd", [id], monitoringEnd(project)),
    view("projects", "groundReleasableAt", [id], releasableAt(project)),
    view("projects", "designs", [id], designs.map(real.designOf)),
    view("ground", "groundOf", [id], [modelRoot(id, segments), edgeCells(project), segments.length, bondWei]),
    view("oracle", "latestReport", [id], reportId(real, project.latest)),
    view("oracle", "isUndecided", [id], isUndecided(world, project.latest)),
    view(
      "oracle",
      "accountOf",
      [id],
      [
        { grossKg: project.grossKg, halfWidthKg: project.halfWidthKg, creditedKg: project.creditedKg },
        earnedKg(project),
      ],
    ),
  ];
};

const watchViews = (world: World, real: Real, project: Project): readonly View[] => {
  const id = BigInt(project.id);
  const { alert, opener, deadline, observedUntil, losses, rests } = project;
  const { issuedKg, lostKg, cancelledKg, dueKg, deficitKg, unissuedKg, unissuedUntil, lossUntil, emptied } = project;
  const amounts = { issuedKg, lostKg, cancelledKg, dueKg, deficitKg, unissuedKg };
  const opened = {
    alertId: alert === 0 ? zeroHash : real.alerts[alert - 1]!.id,
    opener: opener === undefined ? zeroAddress : real.addressOf(opener),
  };
  return [
    view("monitor", "watch", [id], { ...opened, deadline, observedUntil }),
    view("monitor", "losses", [id], runningLosses(losses)),
    view("monitor", "alerted", [id], isAlerted(world, project)),
    view("monitor", "lookedUntil", [id], lookedUntil(project)),
    view("monitor", "lookDueAt", [id], lookDueAt(project)),
    ...OPERATORS.map((operator) =>
      view("monitor", "restsUntil", [real.addressOf(operator), id], rests.get(operator) ?? 0),
    ),
    view("bufferPool", "lossAccount", [id], { ...amounts, unissuedUntil, lossUntil, emptied }),
  ];
};

const reportViews = (world: World, real: Real, report: Report): readonly View[] => {
  const id = reportId(real, report.number);
  const { netKg, bufferKg, state, issuableAt, held, creditedBefore, challenge, rounds } = report;
  const signedBy = report.signed.reduce((bits, operator) => bits | (1 << OPERATORS.indexOf(operator)), 0);
  const open =
    challenge === undefined
      ? { challenger: zeroAddress, openedAt: 0, deadline: 0, bond: 0n }
      : {
          challenger: real.addressOf(challenge.by),
          openedAt: challenge.openedAt,
          deadline: challenge.deadline,
          bond: challenge.bondWei,
        };
  return [
    view("oracle", "getReport", [id], { netKg, bufferKg, state, issuableAt, held, creditedBefore, signedBy }),
    view("oracle", "issuable", [id], isIssuable(world, report)),
    view("oracle", "netLoss", [id], report.lossKg),
    view("monitor", "verdict", [id], report.counted ? 1 : 0),
    view("disputes", "challengeOf", [id], open),
    view("disputes", "rounds", [id], rounds),
    view("disputes", "bondFor", [id], challengeBond(report)),
  ];
};

const batchViews = (world: World, real: Real): readonly View[] =>
  [...world.batches].flatMap(([id, batch]) => {
    const { issuedKg, bufferedKg, retiredKg, cancelledKg } = batch;
    const pool = real.contracts.bufferPool.address;
    return [
      view("credit", "batch", [id], { issuedKg, bufferedKg, retiredKg, cancelledKg }),
      view("credit", "condition", [id], conditionOf(world, batch)),
      view("credit", "balanceOf", [pool, id], bufferedKg),
      ...HOLDERS.map((holder) => view("credit", "balanceOf", [real.addressOf(holder), id], balanceOf(batch, holder))),
    ];
  });

const accountViews = (world: World, real: Real): readonly View[] => [
  ...([...HOLDERS, ...SIGNERS, "disputes"] as readonly Account[]).map((account) => {
    const { amountWei, heldUntil } = world.stakes.get(account) ?? { amountWei: 0n, heldUntil: 0 };
    return view("stakes", "stakeOf", [real.addressOf(account)], [amountWei, heldUntil]);
  }),
  ...HOLDERS.map((holder) => view("ground", "bondOf", [real.addressOf(holder)], world.bonds.get(holder) ?? 0n)),
  ...HOLDERS.map((holder) =>
    view("developers", "developerOf", [real.addressOf(holder)], world.developers.get(holder) ?? 0),
  ),
  ...POOLS.map((pool) => {
    const { bufferedKg, dueKg, deficitKg, emptied } = world.buffers.get(pool) ?? {
      bufferedKg: 0n,
      dueKg: 0n,
      deficitKg: 0n,
      emptied: 0,
    };
    return view("bufferPool", "bufferAccount", [pool], { bufferedKg, dueKg, deficitKg, emptied: BigInt(emptied) });
  }),
];

/** Of the certificates the newest: none ever changes. */
const certificateViews = (world: World, real: Real): readonly View[] => {
  const count = world.certificates.length;
  const counted = view("certificates", "count", [], BigInt(count));
  const newest = world.certificates.at(-1);
  if (newest === undefined) return [counted];
  const { retiree, recipient, retiredAt, lots } = newest;
  const said = { retiree: real.addressOf(retiree), recipient: real.addressOf(recipient), retiredAt, lots };
  const worst = Math.max(...lots.map(({ batchId }) => conditionOf(world, world.batches.get(batchId)!)));
  return [
    counted,
    view("certificates", "record", [BigInt(count)], said),
    view("certificates", "ownerOf", [BigInt(count)], real.addressOf(recipient)),
    view("certificates", "status", [BigInt(count)], worst),
  ];
};

/** All that is compared after each command. */
export const viewsOf = (world: World, real: Real): readonly View[] => [
  view("projects", "count", [], BigInt(world.projects.length)),
  ...world.projects.flatMap((project) => [...projectViews(world, real, project), ...watchViews(world, real, project)]),
  ...world.reports.flatMap((report) => reportViews(world, real, report)),
  ...world.alerts.map(({ number, verdict }) =>
    view("monitor", "verdict", [real.alerts[number - 1]!.id], ["none", "confirmed", "dismissed"].indexOf(verdict)),
  ),
  ...batchViews(world, real),
  ...accountViews(world, real),
  ...certificateViews(world, real),
];
