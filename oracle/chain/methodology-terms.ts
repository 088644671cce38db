import { SixfoldError } from "../core/errors.ts";
import { parsedBy } from "../core/schema-faults.ts";
import {
  DEDUCTION_FORMS,
  EDGE_LEVELS,
  MATURITIES,
  methodologyTerms,
  UNIT_KINDS,
  YIELDS,
} from "../core/services/common/terms.ts";
import type { MethodologyTerms } from "../core/services/common/terms.ts";
import type { Chain } from "./connect.ts";
import { onChain } from "./errors.ts";
import { POOLS } from "./pools.ts";

/** @throws SixfoldError `CHAIN_TERMS_INVALID` (usage) naming the first field that breaks a rule. */
export const parseTerms = (json: unknown): MethodologyTerms =>
  parsedBy(
    methodologyTerms,
    json,
    ({ pointer, ...fault }) =>
      new SixfoldError({ code: "CHAIN_TERMS_INVALID", failure: "usage", field: `terms${pointer}`, ...fault }),
  );

/** The struct of `Methodology.sol`. */
export const toMethodology = ({
  edgeLevels,
  maxObservationGapSeconds,
  challengeWindowSeconds,
  minPeriodSeconds,
  maxPeriodSeconds,
  retroactivitySeconds,
  ...terms
}: MethodologyTerms) => ({
  ...terms,
  yields: YIELDS.indexOf(terms.yields),
  pool: POOLS.indexOf(terms.pool) + 1,
  unitKind: UNIT_KINDS.indexOf(terms.unitKind),
  maturity: MATURITIES.indexOf(terms.maturity),
  deductionForm: DEDUCTION_FORMS.indexOf(terms.deductionForm),
  maxObservationGap: maxObservationGapSeconds,
  challengeWindow: challengeWindowSeconds,
  minPeriod: minPeriodSeconds,
  maxPeriod: maxPeriodSeconds,
  retroactivity: retroactivitySeconds,
  // Bit 0 is S2 level 16, bit 1 is S2 level 20.
  edgeLevels: EDGE_LEVELS.reduce((bits, level, bit) => (edgeLevels.includes(level) ? bits | (1 << bit) : bits), 0),
});

/**
 * The id under which these terms stand on the chain, proposed or active; undefined when they do not.
 * @throws SixfoldError `CHAIN_METHODOLOGY_VERSION` (check) when other terms have taken the name and version.
 */
export const findMethodology = async (chain: Chain, terms: MethodologyTerms): Promise<number | undefined> => {
  const wanted: Readonly<Record<string, unknown>> = toMethodology(terms);
  const { read } = chain.contracts.methodologies;
  for (let id = await onChain("methodologies", () => read.count()); id > 0; id -= 1) {
    const held: Readonly<Record<string, unknown>> = await onChain("methodologies", () => read.get([id]));
    if (held["name"] !== terms.name || held["version"] !== terms.version) continue;
    const differs = Object.keys(wanted).filter((field) => held[field] !== wanted[field]);
    if (differs.length === 0) return id;
    throw new SixfoldError({
      code: "CHAIN_METHODOLOGY_VERSION",
      failure: "check",
      field: "terms/version",
      value: { name: terms.name, version: terms.version, methodologyId: id, differs },
      rule: "a name and version stand for one methodology: give changed terms a new version",
    });
  }
  return undefined;
};
