import { cellsAreaM2 } from "../../../ground/cells-area.ts";
import type { Layer } from "../../../raster/layer.ts";
import { dateOf, dayOf } from "../../common/day.ts";
import type { Finding } from "../../common/outcome.ts";
import type { Start } from "../../common/service.ts";
import type { RefusedScene } from "../../common/types.ts";
import { satellitesOver } from "../coverage.ts";
import { boundsOf } from "../loss.ts";
import { clustersOf } from "../plot-clusters.ts";
import { CONFIDENCES } from "./alert-code.ts";
import { alertGrid, alertPixels } from "./alert-pixels.ts";
import type { AlertPixel } from "./alert-pixels.ts";
import type { AlertParameters } from "./terms.ts";
import type { AlertTable } from "./forest-alerts.ts";

type Verdict = Pick<Finding, "verdict" | "reason">;

const SECONDS_PER_DAY = 86_400n;

const m2Of = (pixels: readonly AlertPixel[]): number => pixels.reduce((sum, { m2 }) => sum + m2, 0);

/** The confidence of each pixel: 0 none, 1 low, 2 high, 3 highest. */
const layerOf = (grid: Layer["grid"], pixels: ReadonlyMap<number, AlertPixel>): Layer => ({
  ...{ name: "alert", grid, nodata: -1, unit: "class", scale: 1 },
  rows: (first, count) =>
    Int32Array.from({ length: count * grid.width }, (_, at) => {
      const pixel = pixels.get(first * grid.width + at);
      return pixel === undefined ? 0 : CONFIDENCES.indexOf(pixel.confidence) + 1;
    }),
});

/**
 * What the integrated alerts say of the claimed ground. A *loss* is pixels of high or highest confidence that touch, which
 * one system saw more than once or several saw. No silence of alerts is an all-clear: a table does not say where clouds or
 * its forest mask kept the systems from looking.
 */
export const findingOf = (
  { parameters, project, ground }: Start<AlertParameters>,
  tables: readonly AlertTable[],
  refused: readonly RefusedScene[],
): Finding => {
  const days = [dayOf(parameters.watchFrom), dayOf(project.period.end)] as const;
  const watch = { from: BigInt(days[0]) * SECONDS_PER_DAY, to: BigInt(days[1]) * SECONDS_PER_DAY };
  const grid = alertGrid(project);
  const pixels = alertPixels(tables, grid, ground, days);
  const [numbers, alerts] = [Int32Array.from(pixels.keys()), [...pixels.values()]];
  const large = clustersOf(numbers, grid.width, (place) => alerts[place]!.confidence !== "low")
    .map((cluster) => cluster.map((place) => alerts[place]!))
    .filter((cluster) => m2Of(cluster) >= parameters.loss.leastM2);
  const lost = large.flat();
  const listed = tables.map(({ scene }) => ({ scene, satellites: new Set(["alerts"]) }));
  const isObserved = satellitesOver(listed, project.boundary, watch).length > 0;
  const verdictOf = (): Verdict => {
    if (lost.length > 0) return { verdict: "loss", reason: "" };
    if (alerts.length > 0) return { verdict: "undetermined", reason: "unconfirmed" };
    return { verdict: "undetermined", reason: isObserved ? "no-alert" : "not-enough-looks" };
  };
  const verdict = verdictOf();
  const claimedM2 = cellsAreaM2(ground);
  const area = {
    ...{ claimedM2, observedM2: isObserved ? claimedM2 : 0 },
    ...{ lostM2: m2Of(lost), doubtfulM2: m2Of(alerts) },
  };
  const [first, last] = [Math.min(...lost.map(({ day }) => day)), Math.max(...lost.map(({ day }) => day))];
  const count = (confidence: string): number => alerts.filter((each) => each.confidence === confidence).length;
  return {
    ...{ kind: "finding", cause: "clearing", refused },
    ...verdict,
    ...boundsOf(area, verdict.verdict, { ...parameters.loss, stockKgPerHa: parameters.stockKgPerHa }),
    // An alert tells when a system first saw a loss, not when that system had last seen the forest stand.
    lastUnharmed: watch.from,
    firstSeen: lost.length === 0 ? watch.to - 1n : BigInt(last) * SECONDS_PER_DAY,
    layers: [layerOf(grid, pixels)],
    diagnostics: {
      pixels: Object.fromEntries(CONFIDENCES.map((confidence) => [confidence, count(confidence)])),
      events: large.length,
      firstAlert: lost.length === 0 ? null : dateOf(first),
    },
  };
};
