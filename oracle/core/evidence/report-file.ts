import type { Hex } from "viem";

import type { Measurement, Project, RefusedScene } from "../services/common/types.ts";
import { canonicalJson } from "./canonical-json.ts";

export const REPORT_PATH = "report.json";

export type ReportFile = {
  readonly service: { readonly id: string; readonly methodology: string; readonly version: string };
  readonly project: Project;
  readonly measurement: Measurement;
  readonly outputDigest: Hex;
  readonly refused: readonly RefusedScene[];
  readonly simulated: boolean;
};

/**
 * `report.json`: the numbers that a signed report carries, as decimal strings in kg CO2e and m2, and how they came
 * about. It has no expiry and names no chain: those belong to the signature, not to the measurement. Unobserved area is
 * its own line, and observed + unobserved = claimed (L14).
 */
export const encodeReport = ({
  service,
  project,
  measurement,
  outputDigest,
  refused,
  simulated,
}: ReportFile): Uint8Array => {
  const { measuredKg, baselineKg, leakageKg, halfWidthKg, claimedM2, observedM2, diagnostics } = measurement;
  return canonicalJson(
    {
      format: "sixfold-report/1",
      service: service.id,
      methodology: service.methodology,
      version: service.version,
      project: project.name,
      period: project.period,
      measuredKg: measuredKg.toString(),
      baselineKg: baselineKg.toString(),
      leakageKg: leakageKg.toString(),
      halfWidthKg: halfWidthKg.toString(),
      claimedM2: claimedM2.toString(),
      observedM2: observedM2.toString(),
      unobservedM2: (claimedM2 - observedM2).toString(),
      outputDigest,
      refused,
      diagnostics,
      simulated,
    },
    REPORT_PATH,
  );
};
