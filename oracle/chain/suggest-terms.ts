import { sha256 } from "viem";
import type { Hex } from "viem";

import { canonicalJson } from "../core/evidence/canonical-json.ts";
import { versionOf } from "../core/services/common/parsing.ts";
import type { MethodologyTerms } from "../core/services/common/terms.ts";
import type { Methodology } from "../core/services/index.ts";

/**
 * On-chain terms for a parameter set of a methodology, for a governor to read, change and propose: those that its file
 * of terms gives, under the digests of the set and of the program.
 * @param program sha-256 of the methodology's program.
 * @throws SixfoldError `SERVICE_PARAMETERS` when the parameters are not the methodology's.
 */
export const suggestTerms = (methodology: Methodology, parameters: unknown, program: Hex): MethodologyTerms => ({
  name: methodology.methodology,
  version: versionOf(methodology, parameters),
  yields: methodology.yields,
  ...methodology.terms(parameters),
  parameters: sha256(canonicalJson(parameters, "parameters.json")),
  program: program as MethodologyTerms["program"],
});
