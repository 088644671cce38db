import { anyKernel } from "../../../../oracle/core/raster/kernel.ts";
import { zonalLogarithms } from "../../../../oracle/core/kernels/zonal-logarithms.ts";
import type { EngineJob } from "../job.ts";
import { decibelsOfFields, SERIES_PX, SERIES_SCENES } from "./fields.ts";

/** Calibration factor of JAXA's PALSAR mosaics, in dB: gamma nought = 20 log10 DN - 83. */
const CALIBRATION_DB = 83;

/** J2u: mean decibels of every field and date, of digital numbers, which are amplitudes. */
export const amplitudes: EngineJob = {
  id: "amplitudes",
  title: "J2u dB of 500 fields, 30 dates x 2745² uint16",
  pixels: SERIES_PX,
  scenes: SERIES_SCENES,
  kernel: anyKernel(zonalLogarithms),
  run: async (scenes, options) =>
    (await decibelsOfFields(scenes, options)).map((decibels) => 2 * decibels - CALIBRATION_DB),
  // Two logarithms of float32, each within 2e-6 of itself: of 70 dB, of which 10 are left once 83 are taken away.
  tolerance: 4e-5,
  goals: { peer: [1.15, 1.1], libdeflate: [0.65, 0.58] },
};
