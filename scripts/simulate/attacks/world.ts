import { SixfoldError } from "../../../oracle/core/errors.ts";
import type { Grid } from "../../../oracle/core/grid/types.ts";
import { projection } from "../../../oracle/core/grid/projection.ts";
import { coverBoundary } from "../../../oracle/core/ground/cover.ts";
import type { Boundary, Ring } from "../../../oracle/core/ground/types.ts";
import type { Scene } from "../../../oracle/core/scenes/types.ts";
import { dateOf } from "../../../oracle/core/services/common/day.ts";
import { requireMeasurement } from "../../../oracle/core/services/common/outcome.ts";
import type { BandRef } from "../../../oracle/core/services/common/stage.ts";
import type { Field, FieldRole, Project, Span } from "../../../oracle/core/services/common/types.ts";
import type { FieldLook } from "../../../oracle/core/services/paddy/inundation.ts";
import { requireInputs } from "../../../oracle/core/services/paddy/input-rules.ts";
import { ipccScheme } from "../../../oracle/core/services/paddy/ipcc-scheme.ts";
import { lookAtPaddy } from "../../../oracle/core/services/paddy/look.ts";
import { parsed, PROJECT_DOCUMENT } from "../../../oracle/core/services/common/parse.ts";
import { ipccPractice } from "../../../oracle/core/services/paddy/terms.ts";
import type { IpccRules } from "../../../oracle/core/services/paddy/terms.ts";
import type { Pass } from "../../../oracle/core/services/paddy/passes.ts";
import { planPaddy } from "../../../oracle/core/services/paddy/plan.ts";
import { ipccReferenceParameters } from "../../../oracle/core/services/paddy/terms.ts";
import { deduct, DEDUCTION_RULES } from "../../../oracle/core/uncertainty/deduct.ts";
import { fromDb } from "../backscatter.ts";
import { listedScene } from "../listed-scene.ts";
import type { Frame } from "../listed-scene.ts";
import { runStages } from "../run-stages.ts";

/** A field and what each pass sees of it, already averaged over its pixels. */
export type SeenPlot = { readonly id: string; readonly role: FieldRole; readonly looks: readonly FieldLook[] };

/** A project as somebody hands it in, with what satellites see of its fields. SIMULATED unless its looks are real. */
export type Claim = {
  readonly plots: readonly SeenPlot[];
  /** Days since 1970-01-01; the last is out. What is before the period is its history. */
  readonly historyDays: number;
  readonly period: { readonly start: number; readonly end: number };
  /** As declared: nobody has checked it yet. */
  readonly practice: unknown;
  /** Longest time between scenes that its methodology takes, days; that of the reference where absent. */
  readonly maxGapDays?: number;
};

export type Verdict =
  | { readonly refused: string; readonly value: unknown; readonly rule: string; readonly netKg: 0n }
  | {
      readonly grossKg: bigint;
      readonly halfWidthKg: bigint;
      readonly netKg: bigint;
      readonly diagnostics: unknown;
    };

/** Fields of 7 x 7 pixels of 20 m, 300 m apart: each a cluster of its own, as suits a cheat. */
const EPSG = 32648;
const [WEST, NORTH, PIXEL, SIDE, STEP, COLUMNS] = [500_000, 1_150_000, 20, 7, 15, 12];
/** Hectares of a field. */
export const FIELD_HA = (SIDE * PIXEL) ** 2 / 10_000;
/** What lies between the fields, dB. */
const SURROUNDINGS_DB = -12;
/** Fewest that the schema takes: half-widths of a table need no third digit. */
const DRAWS = 1_000;

const cornerOf = (index: number): readonly [col: number, row: number] => [
  (index % COLUMNS) * STEP,
  Math.floor(index / COLUMNS) * STEP,
];

const ringOf = (index: number): Ring => {
  const [col, row] = cornerOf(index);
  const at = (x: number, y: number) => projection(EPSG).toLonLat(WEST + (col + x) * PIXEL, NORTH - (row + y) * PIXEL);
  const first = at(0, SIDE);
  return [first, at(SIDE, SIDE), at(SIDE, 0), at(0, 0), first];
};

const boundaryOf = (...rings: readonly Ring[]): Boundary => ({
  type: "MultiPolygon",
  coordinates: rings.map((ring) => [ring]),
});

const FRAME: Frame = {
  epsg: EPSG,
  transform: [PIXEL, 0, WEST - 1_000, 0, -PIXEL, NORTH + 1_000],
  shape: [1_000, 1_000],
};

const sceneOf = ({ day, track }: Pass): Scene =>
  listedScene({ id: `${track} ${day}`, track, date: dateOf(day) }, FRAME);

const passesSeen = (plots: readonly SeenPlot[]): readonly Pass[] => [
  ...new Map(plots.flatMap(({ looks }) => looks).map(({ day, track }) => [`${day} ${track}`, { day, track }])).values(),
];

const reference: IpccRules = ipccReferenceParameters({ gwp: "AR5" });

const spanOf = (start: number, end: number): Span => ({
  start: `${dateOf(start)}T00:00:00Z`,
  end: `${dateOf(end)}T00:00:00Z`,
});

const measured = ({
  plots,
  historyDays,
  period,
  practice,
  maxGapDays = reference.observation.maxGapDays,
}: Claim): Verdict => {
  const declared = parsed(ipccPractice, PROJECT_DOCUMENT, practice, "/practice");
  const rings = plots.map((_, index) => ringOf(index));
  const boundary = boundaryOf(...rings.filter((_, index) => plots[index]?.role === "project"));
  const project: Project = {
    name: "claim",
    pool: "paddy-methane",
    boundary,
    edgeLevel: 20,
    fields: plots.map(({ id, role }, index): Field => ({ id, role, boundary: boundaryOf(rings[index] as Ring) })),
    history: spanOf(period.start - historyDays, period.start),
    period: spanOf(period.start, period.end),
    simulated: true,
    practice: declared,
  };
  const passes = passesSeen(plots);
  const input = {
    project,
    parameters: {
      ...reference,
      observation: { ...reference.observation, maxGapDays },
      controls: { ...reference.controls, historyDays },
      monteCarlo: { ...reference.monteCarlo, draws: DRAWS },
      ...declared,
    },
    ground: coverBoundary(boundary, 20),
    scenes: passes.map(sceneOf),
  };
  requireInputs(input);
  const plan = planPaddy(input);
  const { grid } = plan;
  const [left, top] = [(WEST - grid.originX) / PIXEL, (grid.originY - NORTH) / PIXEL];
  const looksAt = plots.map(({ looks }) => new Map(looks.map((look) => [`${look.track} ${look.day}`, look])));
  const planesOf = (_: Grid, step: readonly BandRef[]): readonly Float32Array[] =>
    step.map(({ sceneId, band }) => {
      const values = new Float32Array(grid.width * grid.height).fill(fromDb(SURROUNDINGS_DB));
      looksAt.forEach((looks, index) => {
        const look = looks.get(sceneId);
        const power = look === undefined ? NaN : fromDb(band === "vv" ? look.vvDb : look.vhDb);
        const [col, row] = cornerOf(index);
        for (let y = 0; y < SIDE; y += 1) {
          const from = Math.round(top + row + y) * grid.width + Math.round(left + col);
          values.fill(power, from, from + SIDE);
        }
      });
      return values;
    });
  const { measuredKg, baselineKg, leakageKg, halfWidthKg, diagnostics } = requireMeasurement(
    runStages(lookAtPaddy(ipccScheme, { ...input, plan }), planesOf),
  );
  const grossKg = measuredKg - baselineKg - leakageKg;
  // As the chain does: nothing below zero, and nothing that is not larger than its own half-width.
  const netKg =
    grossKg <= 0n || halfWidthKg > grossKg
      ? 0n
      : deduct({ grossKg, halfWidthKg, rule: DEDUCTION_RULES.trees, sign: "credit" }).netKg;
  return { grossKg, halfWidthKg, netKg, diagnostics };
};

/** What a claim would be issued: from scenes through raster, fields and deduction to kilograms. */
export const judgeClaim = (claim: Claim): Verdict => {
  try {
    return measured(claim);
  } catch (error) {
    if (error instanceof SixfoldError)
      return { refused: `${error.code} ${error.field}`, value: error.value, rule: error.rule, netKg: 0n };
    throw error;
  }
};
