import type { Hex } from "viem";

import { figuresOf, wordsOf } from "../services/common/outcome.ts";
import type { Outcome } from "../services/common/outcome.ts";
import type { Project } from "../services/common/types.ts";
import { canonicalJson } from "./canonical-json.ts";

export const REPORT_PATH = "report.json";

export type ReportFile = {
  readonly service: { readonly id: string; readonly methodology: string; readonly version: string };
  readonly project: Project;
  readonly outcome: Outcome;
  readonly outputDigest: Hex;
  readonly simulated: boolean;
};

/**
 * `report.json`: what an outcome states, its numbers as decimal strings in kg CO2e, m2 and Unix seconds, and how it came
 * about. It has no expiry and names no chain: those belong to a signature, not to the measurement. Unobserved area is its
 * own line, and observed + unobserved = claimed (L14).
 */
export const encodeReport = ({ service, project, outcome, outputDigest, simulated }: ReportFile): Uint8Array =>
  canonicalJson(
    {
      format: "sixfold-report/2",
      service: service.id,
      methodology: service.methodology,
      version: service.version,
      project: project.name,
      period: project.period,
      outcome: outcome.kind,
      ...Object.fromEntries(wordsOf(outcome)),
      ...Object.fromEntries([...figuresOf(outcome)].map(([name, value]) => [name, value.toString()])),
      unobservedM2: (outcome.claimedM2 - outcome.observedM2).toString(),
      outputDigest,
      refused: outcome.refused,
      diagnostics: outcome.diagnostics,
      simulated,
    },
    REPORT_PATH,
  );
