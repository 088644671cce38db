import { sha256, stringToBytes } from "viem";

import { blockLayout } from "../../helpers/block-layout.ts";
import type { Grid } from "../../../oracle/core/grid/types.ts";
import type { BandSource } from "../../../oracle/core/tiff/band-source.ts";
import type { SampleKind } from "../../../oracle/core/tiff/block-layout.ts";
import { burnIndices } from "../../../oracle/core/kernels/burn-indices.ts";
import { burnSeverity, KEY_BENSON_2006 } from "../../../oracle/core/kernels/burn-severity.ts";
import { insarSeries } from "../../../oracle/core/kernels/insar/insar-series.ts";
import { pixels } from "../../../oracle/core/kernels/pixels.ts";
import { zonalSums } from "../../../oracle/core/kernels/zonal-sums.ts";
import { runWindow } from "../../../oracle/core/program/run-window.ts";
import { cut, core, randomOf, runSplit } from "../core/kernels/by-windows.ts";
import type { Stack } from "../core/kernels/by-windows.ts";
import { exampleOf, painted, parametersOf } from "../core/kernels/insar/examples.ts";

type Random = () => number;

const bytesOf = (random: Random, length: number): Uint8Array =>
  Uint8Array.from({ length }, () => Math.floor(random() * 256));

/** Any float32 there is. */
const floats = (random: Random, length: number): Float32Array => new Float32Array(bytesOf(random, length * 4).buffer);

const stackOf = (random: Random, bands: number, valueOf: (random: Random, length: number) => Float32Array): Stack => {
  const [width, height] = [50 + Math.floor(random() * 50), 50 + Math.floor(random() * 50)];
  return { width, height, steps: [Array.from({ length: bands }, () => valueOf(random, width * height))] };
};

const reflectances = (random: Random, length: number): Float32Array =>
  Float32Array.from({ length }, () => (random() < 0.05 ? NaN : random()));

const burnBits = (random: Random): string => {
  const stack = stackOf(random, 4, reflectances);
  const { counts, sum } = runSplit(burnSeverity, stack, () => ({ thresholds: KEY_BENSON_2006 }), random, 40);
  return JSON.stringify([counts, sum.toString()]);
};

const indexBits = (random: Random): string => {
  const count = 1000 + Math.floor(random() * 1000);
  const mark = core.mark();
  const at = [0, 1, 2, 3].map(() => core.alloc(count * 4 + 16));
  at.forEach((offset) => core.f32(offset, count).set(reflectances(random, count)));
  const { before, after, change } = burnIndices(core, at, count, 50);
  const bits = JSON.stringify([[...before], [...after], [...change]]);
  core.release(mark);
  return bits;
};

const zonalBits = (random: Random): string => {
  const stack = stackOf(random, 2, floats);
  const labels = Int32Array.from({ length: stack.width * stack.height }, () => Math.floor(random() * 9) - 1);
  const { zones, counts, sums } = runSplit(
    zonalSums,
    stack,
    (window) => ({ labels: cut(labels, stack.width, window), zones: 8, steps: 1, bands: 2 }),
    random,
    40,
  );
  return JSON.stringify([
    [...zones],
    [...counts],
    sha256(new Uint8Array(sums.buffer, sums.byteOffset, sums.byteLength)),
  ]);
};

const insarBits = (random: Random): string => {
  const example = exampleOf(Math.floor(random() * 2 ** 31));
  const series = runSplit(insarSeries, example.stack, parametersOf(example), random, 5);
  const { rates, temporalCoherence } = painted(series, example.stack);
  return JSON.stringify([
    ...[series.zones, series.counts, rates, temporalCoherence].map((numbers) => [...numbers]),
    [...series.sums].map(String),
  ]);
};

const SAMPLES: readonly (readonly [SampleKind, bits: number])[] = [
  ["uint", 8],
  ["uint", 16],
  ["uint", 32],
  ["uint", 64],
  ["int", 8],
  ["int", 16],
  ["int", 32],
  ["int", 64],
  ["float", 16],
  ["float", 32],
  ["float", 64],
];

const SIDE = 64;
const GRID: Grid = { epsg: 32654, width: SIDE, height: SIDE, originX: 0, originY: 0, pixelWidth: 10, pixelHeight: 10 };

/** Random bytes as a stored block, through predictor, byte order, scale and nodata to float32. */
const rowsBits = async (
  random: Random,
  [kind, bits]: (typeof SAMPLES)[number],
  predictor: 1 | 2 | 3,
  littleEndian: boolean,
): Promise<string> => {
  const source: BandSource = {
    href: "mem://block",
    layout: blockLayout({ width: SIDE, height: SIDE, samples: 3, kind, bits, predictor, tiled: true }),
    ...{ littleEndian, sample: 1, scale: 1e-4, offset: -0.1, nodata: [0, 255], col: 0, row: 0 },
  };
  const mark = core.mark();
  const window = { col: 0, row: 0, width: SIDE, height: SIDE };
  const bytes = bytesOf(random, (SIDE * SIDE * 3 * bits) / 8);
  const [seen] = await runWindow({
    core,
    kernel: pixels,
    grid: GRID,
    window,
    steps: [[source]],
    parameters: { window, bands: [1] },
    codecs: { unzstd: () => undefined },
    next: async () => ({ blocks: [{ href: source.href, index: 0, bytes }], endsStep: true }),
    consumed: () => undefined,
  });
  core.release(mark);
  // A NaN's payload is not part of a result, and engines may choose it: all become the one of `Float32Array`.
  const values = seen?.planes[0]?.[0]?.map((value) => (Number.isNaN(value) ? NaN : value)) as Float32Array;
  return sha256(new Uint8Array(values.buffer));
};

/** Every bit of what the raw kernels make of random data, hashed by name: to be equal on every engine. */
export const kernelBits = async (seed: number): Promise<Readonly<Record<string, string>>> => {
  const random = randomOf(seed);
  const bits: Record<string, string> = {};
  for (let round = 0; round < 5; round += 1) {
    bits[`burn severity ${round}`] = sha256(stringToBytes(burnBits(random)));
    bits[`burn indices ${round}`] = sha256(stringToBytes(indexBits(random)));
    bits[`zonal sums ${round}`] = sha256(stringToBytes(zonalBits(random)));
    bits[`insar series ${round}`] = sha256(stringToBytes(insarBits(random)));
  }
  for (const sample of SAMPLES)
    for (const predictor of [1, 2, ...(sample[0] === "float" ? [3] : [])] as (1 | 2 | 3)[])
      for (const littleEndian of [true, false])
        bits[`rows ${sample.join("")} predictor ${predictor} ${littleEndian ? "II" : "MM"}`] = await rowsBits(
          random,
          sample,
          predictor,
          littleEndian,
        );
  return bits;
};
