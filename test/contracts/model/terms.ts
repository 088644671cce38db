import { DEDUCTION_RULES } from "../../../oracle/core/uncertainty/deduct.ts";
import { forest, methodology } from "../../helpers/registry.ts";

/** Paddies are not reversible; forest and mangroves are the same carbon, in two pools. The last is closed. */
export const METHODOLOGIES = {
  1: methodology,
  2: { ...forest, deductionForm: 3, deductionZPpm: 0, challengeWindow: 8 * 86_400 },
  3: { ...forest, pool: 3, edgeLevels: 2, name: "mangrove-test" },
  4: { ...methodology, version: "closed" },
} as const;
export type MethodologyId = keyof typeof METHODOLOGIES;
export const CLOSED = 4;

export const termsOf = (id: MethodologyId) => METHODOLOGIES[id];

/** The rule by which a methodology takes from credits for doubt. */
export const ruleOf = (id: MethodologyId) =>
  METHODOLOGIES[id].deductionForm === 3 ? DEDUCTION_RULES.cdmBands : DEDUCTION_RULES.trees;

/** Pools that are the same carbon share one ground. */
export const stockOf = (id: MethodologyId): number => (METHODOLOGIES[id].pool === 2 ? 2 : 1);

export const POOLS = [1, 2, 3] as const;

export const DAY = 86_400;
/** 365.2425 days. */
export const YEAR = 31_556_952;
export const NEVER = 2 ** 40 - 1;
export const ETHER = 10n ** 18n;
export const QUORUM = 3;

/** As the contracts' interfaces state them. */
export const TIMES = {
  draft: 30 * DAY,
  burn: 120 * DAY,
  reclaim: 30 * DAY,
  idle: 5 * YEAR,
  grace: YEAR,
  endingLifetime: 30 * DAY,
  hold: 14 * DAY,
  challenge: 14 * DAY,
  alert: 30 * DAY,
  rest: 90 * DAY,
} as const;
/** As the deployment sets them. */
export const BOND_PER_BLOCK = 10n ** 15n;
export const BOND_PER_CELL = 10n ** 11n;
export const STAKE = ETHER;
export const LEAST_CHALLENGE = ETHER;
/** Mean area of a level-20 cell. */
export const CELL_M2 = 77n;
/** One more than the quorum. */
export const OPERATORS_DECIDING = QUORUM + 1;
