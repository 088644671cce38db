import { refused } from "../../../errors.ts";
import { cellsAreaM2 } from "../../../ground/cells-area.ts";
import { coverBoundary } from "../../../ground/cover.ts";
import { subtract } from "../../../ground/subtract.ts";
import type { Block } from "../../../ground/types.ts";
import { sumExact } from "../../../raster/sum.ts";
import { classLayer } from "../../common/class-layer.ts";
import { dayOf } from "../../common/day.ts";
import type { Measurement } from "../../common/outcome.ts";
import type { Start } from "../../common/service.ts";
import type { RefusedScene } from "../../common/types.ts";
import { wholeDown, wholeUp } from "../../common/whole.ts";
import { NORMAL_90 } from "../growth/change.ts";
import { leftBy } from "../growth/measure.ts";
import type { RegisterParameters } from "./terms.ts";
import type { Stand } from "./stands.ts";
import { ageOf, stockAt, uptake } from "./uptake.ts";
import type { Yields } from "./yields.ts";

const M2_PER_HA = 10_000;
const KG_PER_MG = 1000;

/** A stand with what it took up and what was cut of it, Mg CO2/ha; or the rule by which it does not count. */
type Judged = { readonly stand: Stand; readonly takenUp: number; readonly cut: number } | { readonly rule: string };

/** A stand that was cut before the period is none; one that nobody saw near its end is not observed. */
const judge = (
  stand: Stand,
  [from, to]: readonly [number, number],
  yields: Yields,
  parameters: RegisterParameters,
): Judged => {
  const { managedSince, mostSurveyDays } = parameters.stands;
  const [planted, managed, surveyed] = [stand.planted, stand.managed, stand.surveyed].map(dayOf) as [
    number,
    number,
    number,
  ];
  const felled = stand.felled === undefined ? undefined : dayOf(stand.felled);
  if (felled !== undefined && felled < from) return { rule: "stand-felled-before" };
  if (managed < dayOf(managedSince)) return { rule: "stand-unmanaged" };
  if (managed >= to) return { rule: "stand-managed-later" };
  if (felled === undefined && Math.abs(to - surveyed) > mostSurveyDays) return { rule: "stand-not-surveyed" };
  // What grew before a stand was managed is nobody's work.
  const until = felled !== undefined && felled < to ? felled : to;
  const ages = [Math.max(from, managed), until].map((day) => ageOf(planted, day)) as [number, number];
  const takenUp = uptake(stand, ages, yields, parameters);
  const cut = until === felled ? stockAt(stand, ages[1], yields, parameters) : 0;
  if (takenUp === undefined || cut === undefined) return { rule: "stand-beyond-table" };
  return { stand, takenUp, cut };
};

/**
 * What the stands of a register took up in a period by their yield table, on claimed ground alone, a stand at most once. What
 * was cut in it stands against that, whole. Nothing is seen of growth: the error is what all stands share, so that more of
 * them do not make it smaller.
 *
 * @throws SixfoldError SERVICE_STANDS where no stand counts, or two hold the same ground
 */
export const conclude = (
  { project, parameters, ground }: Start<RegisterParameters>,
  stands: readonly Stand[],
  yields: Yields,
  refusedScenes: readonly RefusedScene[],
): Measurement => {
  const span = [dayOf(project.period.start), dayOf(project.period.end)] as const;
  const claimedM2 = cellsAreaM2(ground);
  const left: { readonly rule: string }[] = [];
  const counted: { readonly stand: Stand; readonly kg: number; readonly cutKg: number; readonly m2: number }[] = [];
  let free: readonly Block[] = ground;
  for (const stand of stands) {
    const judged = judge(stand, span, yields, parameters);
    if ("rule" in judged) {
      left.push(judged);
      continue;
    }
    const cells = coverBoundary(stand.boundary, project.edgeLevel);
    const without = subtract(free, cells, project.edgeLevel);
    const [m2, own] = [free, ground].map(
      (blocks) => cellsAreaM2(blocks) - cellsAreaM2(subtract(blocks, cells, project.edgeLevel)),
    ) as [number, number];
    // Cells are whole: an overlap has at least one, of some tens of square metres.
    if (own - m2 > 1)
      throw refused(
        "SERVICE_STANDS",
        `stands/${stand.id}`,
        Math.round(own - m2),
        "no two stands hold the same ground, m2",
      );
    free = without;
    const kgPerM2 = KG_PER_MG / M2_PER_HA;
    counted.push({ stand, m2, kg: judged.takenUp * m2 * kgPerM2, cutKg: judged.cut * m2 * kgPerM2 });
  }
  if (counted.length === 0)
    throw refused("SERVICE_STANDS", "stands", leftBy(left), "at least one stand of the register counts");
  const sumOf = (of: (each: (typeof counted)[number]) => number): number => sumExact(counted.map(of));
  const [takenUpKg, cutKg, observedM2] = [sumOf(({ kg }) => kg), sumOf((each) => each.cutKg), sumOf(({ m2 }) => m2)];
  const budget = Object.entries(parameters.errors).map(
    ([source, thousandths]) => [source, NORMAL_90 * (thousandths / 1000) * (takenUpKg + cutKg)] as const,
  );
  return {
    kind: "measurement",
    measuredKg: wholeDown(takenUpKg),
    baselineKg: wholeUp(cutKg),
    leakageKg: 0n,
    halfWidthKg: wholeUp(Math.sqrt(sumExact(budget.map(([, kg]) => kg * kg)))),
    claimedM2: wholeDown(claimedM2),
    observedM2: wholeDown(Math.min(claimedM2, observedM2)),
    layers: [
      classLayer("stands", project, ground, [subtract(ground, free, project.edgeLevel)], ([isCounted]) => isCounted!),
    ],
    refused: refusedScenes,
    diagnostics: {
      budgetKg: Object.fromEntries(budget.map(([source, kg]) => [source, Math.ceil(kg)])),
      ...{ stands: counted.length, leftOut: leftBy(left), cutKg: Math.ceil(cutKg) },
    },
  };
};
