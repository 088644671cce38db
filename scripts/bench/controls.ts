/**
 * `node scripts/bench/controls.ts [rounds]`: the choice of controls among 100,000 candidates of 24 looks and 20 covariates
 * for 1,000 project units, and the nearest of all candidates beside scikit-learn, in processor time. SIMULATED.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chooseControls } from "../../oracle/core/controls/choose.ts";
import { featuresOf } from "../../oracle/core/controls/features.ts";
import type { Features } from "../../oracle/core/controls/features.ts";
import { nearestOf, orderByLevel, ranksOf } from "../../oracle/core/controls/nearest.ts";
import { REFERENCE_RULES } from "../../oracle/core/controls/rules.ts";
import type { Study, Units } from "../../oracle/core/controls/units.ts";
import { seededRandom } from "../../oracle/core/uncertainty/random.ts";
import type { Random } from "../../oracle/core/uncertainty/random.ts";
import { roundsOf } from "./named.ts";

const CANDIDATES = 100_000;
const UNITS = 1_000;
const LOOKS = 24;
const COVARIATES = 20;
/** Villages: a cluster for each hundred candidates and for each twenty units. */
const CANDIDATES_TOGETHER = 100;
const UNITS_TOGETHER = 20;
const MOST = 3;
const PYTHON = "/usr/bin/python3";

/** The sum of three uniforms, about the normal's shape with a deviation of 1: quick to draw. */
const bell = (random: Random): number => 2 * (random() + random() + random() - 1.5);

const unitsOf = (name: string, count: number, together: number, random: Random): Units => {
  const covariates = new Float64Array(count * COVARIATES);
  const history = new Float64Array(count * LOOKS);
  for (let unit = 0; unit < count; unit += 1) {
    let level = 10;
    for (let k = 0; k < COVARIATES; k += 1) {
      const value = bell(random);
      covariates[unit * COVARIATES + k] = value;
      level += value / (k + 2);
    }
    for (let look = 0; look < LOOKS; look += 1) history[unit * LOOKS + look] = level + 0.3 * bell(random);
  }
  const rows = Array.from({ length: count }, (_, row) => row);
  return {
    ids: rows.map((row) => `${name} ${row}`),
    clusters: rows.map((row) => `${name} village ${Math.floor(row / together)}`),
    areasM2: Float64Array.from(rows, () => 1_000 + 9_000 * random()),
    covariates,
    history,
  };
};

const makeStudy = (): Study => {
  const random = seededRandom(11n);
  return {
    covariateNames: Array.from({ length: COVARIATES }, (_, k) => `covariate ${k}`),
    days: Array.from({ length: LOOKS }, (_, look) => 12 * look),
    period: { start: 12 * LOOKS, end: 12 * LOOKS + 120 },
    project: unitsOf("unit", UNITS, UNITS_TOGETHER, random),
    candidates: unitsOf("candidate", CANDIDATES, CANDIDATES_TOGETHER, random),
    barred: [{ by: "leakage-belt", holds: (id) => id.endsWith("77") }],
  };
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Processor time is what other work on the machine changes least. */
const timed = <T>(work: () => T): readonly [T, number] => {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return [result, (user + system) / 1e6];
};

/** Every unit's nearest of all candidates, whatever their level: what the peer is asked. */
const nearestOfAll = ({ candidates, project }: Study, features: Features): Int32Array => {
  const order = orderByLevel(
    candidates.ids.map((_, row) => row),
    features.candidates.history.levels,
  );
  const look = { order, ranks: ranksOf(candidates.ids), isTaken: new Uint8Array(CANDIDATES), most: MOST };
  return Int32Array.from(
    project.ids.flatMap((_, unit) => nearestOf(features, unit, [0, CANDIDATES], look).map(({ row }) => row)),
  );
};

const askPeer = (folder: string, features: Features, algorithm: string): readonly [Int32Array, number] => {
  const numbers = [CANDIDATES, UNITS, features.width, MOST].map(String);
  const seconds = execFileSync(PYTHON, [join(import.meta.dirname, "neighbours.py"), folder, ...numbers, algorithm]);
  const raw = readFileSync(join(folder, "neighbours.raw"));
  return [new Int32Array(raw.buffer, raw.byteOffset, raw.length / 4), Number(seconds)];
};

const rounds = roundsOf(process.argv[2] ?? "3");
const study = makeStudy();
const chosen = Array.from({ length: rounds }, () => timed(() => chooseControls(study, REFERENCE_RULES)));
const [ground] = chosen[0]!;
const memoryMib = process.resourceUsage().maxRSS / 1024;
process.stdout.write(
  `choice, balance, trend and placebo: ${median(chosen.map(([, seconds]) => seconds)).toFixed(2)} s, ` +
    `${memoryMib.toFixed(0)} MiB, ${ground.matched.length} of ${UNITS} units matched\n`,
);

const folder = mkdtempSync(join(tmpdir(), "sixfold-controls-"));
try {
  const features = featuresOf(
    study,
    study.candidates.ids.map((_, row) => row),
    LOOKS,
  );
  writeFileSync(join(folder, "candidates.raw"), features.candidates.scaled);
  writeFileSync(join(folder, "units.raw"), features.project.scaled);
  const ways: readonly (readonly [string, () => readonly [Int32Array, number]])[] = [
    ["core", () => timed(() => nearestOfAll(study, features))],
    ["scikit-learn brute", () => askPeer(folder, features, "brute")],
    ["scikit-learn kd_tree", () => askPeer(folder, features, "kd_tree")],
  ];
  const found = Array.from({ length: rounds }, () => ways.map(([name, run]) => ({ name, result: run() })));
  const all = found.flat();
  const expected = all[0]!.result[0];
  for (const { name, result } of all) {
    if (result[0].some((row, k) => row !== expected[k])) throw new Error(`${name}: other neighbours`);
  }
  for (const [name] of ways) {
    const seconds = median(all.filter((one) => one.name === name).map(({ result }) => result[1]));
    process.stdout.write(`the ${MOST} nearest of all, ${name}: ${seconds.toFixed(2)} s\n`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
