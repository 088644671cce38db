import { sha256 } from "viem";

import { canonicalJson } from "../../oracle/evidence/canonical-json.ts";
import type { IpccRules } from "../../oracle/services/paddy/parameters.ts";

const DAY_SECONDS = 86_400;

/**
 * The on-chain terms of the paddy methodologies. Reductions: methane not emitted can not be lost again, so there is no
 * buffer and no monitoring afterwards. Deduction: ART TREES 2.0, equations 10 and 11 (70 % one-sided). Bound: the
 * continuously flooded default of the highest IPCC 2019 region, 1.56 kg CH4/ha/d over 366 days at 28 kg CO2e/kg (IPCC
 * 2019 v4 table 5.11, AR5), rounded up. The tables were not re-read.
 */
export const developmentMethodology = (name: string, parameters: IpccRules) => ({
  pool: 2,
  unitKind: 0,
  reversible: false,
  maturity: 1,
  deductionForm: 0,
  deductionZPpm: 524_417,
  maxHalfWidthPpm: 1_000_000,
  minObservedPpm: Math.round(parameters.observation.minObservedFraction * 1_000_000),
  bufferPpm: 0,
  monitoringYears: 0,
  maxObservationGap: 0,
  challengeWindow: 7 * DAY_SECONDS,
  maxKgPerHaYear: 16_000,
  edgeLevels: 2,
  parameters: sha256(canonicalJson(parameters, "parameters.json")),
  name,
  version: parameters.version,
});
