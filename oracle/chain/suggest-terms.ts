import { sha256 } from "viem";
import * as z from "zod";

import { SixfoldError } from "../core/errors.ts";
import { canonicalJson } from "../core/evidence/canonical-json.ts";
import { versionOf } from "../core/services/common/parsing.ts";
import type { Service } from "../core/services/common/service.ts";
import { parsedBy } from "../core/schema-faults.ts";
import type { MethodologyTerms } from "./methodology-terms.ts";

const WEEK_SECONDS = 7 * 86_400;

/** Every paddy methodology's parameters have this; `versionOf` has checked them as a whole. */
const observed = z.object({ observation: z.object({ minObservedFraction: z.number() }) });

/**
 * On-chain terms for a parameter set of a paddy methodology, for a governor to read, change and propose. Reductions:
 * methane not emitted can not be lost again, so there is no buffer and no monitoring afterwards. Deduction: ART TREES
 * 2.0, equations 10 and 11 (70 % one-sided). Bound: the continuously flooded default of the highest IPCC 2019 region,
 * 1.56 kg CH4/ha/d over 366 days at 28 kg CO2e/kg (IPCC 2019 v4 table 5.11, AR5), rounded up. The tables were not
 * re-read.
 * @throws SixfoldError `CHAIN_NOT_MEASURED` for a methodology of findings or limits, which earn nothing;
 * `SERVICE_PARAMETERS` when the parameters are not the methodology's.
 */
export const suggestTerms = (service: Service<unknown>, parameters: unknown): MethodologyTerms => {
  if (service.yields !== "measurement")
    throw new SixfoldError({
      code: "CHAIN_NOT_MEASURED",
      failure: "usage",
      field: "methodology",
      value: service.methodology,
      rule: `terms on the chain are of a methodology that measures; this one yields a ${service.yields}`,
    });
  const version = versionOf(service, parameters);
  const { minObservedFraction } = parsedBy(
    observed,
    parameters,
    ({ pointer, ...fault }) =>
      new SixfoldError({ code: "CHAIN_TERMS_INVALID", failure: "usage", field: `parameters${pointer}`, ...fault }),
  ).observation;
  return {
    name: service.methodology,
    version,
    pool: "paddy-methane",
    unitKind: "reduction",
    reversible: false,
    maturity: "demonstration",
    deductionForm: "trees",
    deductionZPpm: 524_417,
    maxHalfWidthPpm: 1_000_000,
    minObservedPpm: Math.round(minObservedFraction * 1_000_000),
    bufferPpm: 0,
    monitoringYears: 0,
    maxObservationGapSeconds: 0,
    challengeWindowSeconds: WEEK_SECONDS,
    maxKgPerHaYear: 16_000,
    edgeLevels: [20],
    parameters: sha256(canonicalJson(parameters, "parameters.json")),
  };
};
