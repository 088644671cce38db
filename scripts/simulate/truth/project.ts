import { WARMING_POTENTIALS } from "../../../oracle/core/services/common/gwp.ts";
import type { FieldRole } from "../../../oracle/core/services/common/types.ts";
import { ADDED_NITROUS_OXIDE_MOST, addedNitrousOxideKgPerHa } from "../../../oracle/core/services/paddy/emissions.ts";
import { ipccScheme } from "../../../oracle/core/services/paddy/ipcc-scheme.ts";
import type { WaterRegime } from "../../../oracle/core/services/paddy/emissions.ts";
import { ipccPractice } from "../../../oracle/core/services/paddy/terms.ts";
import { ipccReferenceParameters } from "../../../oracle/core/services/paddy/terms.ts";
import { seededRandom } from "../../../oracle/core/uncertainty/random.ts";
import type { Random } from "../../../oracle/core/uncertainty/random.ts";
import { standardNormal, triangular } from "../../../oracle/core/uncertainty/sample.ts";
import { EARLIER, FIRST_DAY, HISTORY_DAYS, PASSES, practiceOf, SEASON_DAYS } from "../attacks/attacks.ts";
import type { Spell } from "../attacks/field-signal.ts";
import type { Claim } from "../attacks/world.ts";
import { FIELD_HA } from "../attacks/world.ts";
import { FAULTS, FIELD_SD, PRACTICE } from "./conditions.ts";
import type { Conditions, Normal } from "./conditions.ts";
import { seeTrueFields } from "./see.ts";
import type { TrueCrop, TrueField } from "./see.ts";

const [PROJECT_FIELDS, CANDIDATES] = [24, 200];
const declared = ipccPractice.parse(practiceOf());
const parameters = { ...ipccReferenceParameters({ gwp: "AR5" }), ...declared };

const between = (random: Random, low: number, high: number): number => low + Math.floor((high - low + 1) * random());
const draw = (random: Random, { mean, sd }: Normal): number =>
  mean + sd * Math.max(-3, Math.min(3, standardNormal(random)));

/** What the district does: most fields stay flooded, some are drained once. */
const districtSpells = (random: Random): readonly Spell[] => {
  if (random() >= PRACTICE.districtDrains) return [];
  const first = between(random, 18, 30);
  return [{ first, last: first + between(random, 7, 12) }];
};

/** What the project has agreed on: two drainages of ten days to two weeks. */
const agreedSpells = (random: Random): readonly Spell[] => {
  const first = between(random, 16, 20);
  const second = first + between(random, 18, 22);
  return [first, second].map((day) => ({ first: day, last: day + between(random, 9, 13) }));
};

const regimeOf = (drained: readonly Spell[]): WaterRegime => {
  const count = drained.filter(({ first, last }) => last - first + 1 >= parameters.drainage.minDays).length;
  return count === 0 ? "continuous" : count === 1 ? "single" : "multiple";
};

/** A project of a world that is known, and what it truly cut, kg CO2e. */
export type TrueProject = { readonly claim: Claim; readonly trueKg: number };

/**
 * Project `seed` under some conditions: honest, or one that changes nothing and hopes. What its fields would have done
 * without it is drawn as the district's, so that controls tell it with a sampling error of their own.
 */
export const trueProject = (is: Conditions, honest: boolean, seed: bigint): TrueProject => {
  const random = seededRandom(seed);
  const cropAt = (flooded: number, drained: readonly Spell[]): TrueCrop => ({
    flooded: flooded + between(random, 4, 8),
    drained,
    halfCover: draw(random, is.halfCover),
    bounceDb: Math.max(0, draw(random, is.bounce)),
  });
  const roles = Array.from({ length: PROJECT_FIELDS + CANDIDATES }, (_, index): FieldRole =>
    index < PROJECT_FIELDS ? "project" : "control",
  );
  const fields = roles.map((role) => {
    const without = districtSpells(random);
    const agreed = role === "project" && honest && random() < PRACTICE.complies;
    const now = agreed ? agreedSpells(random) : without;
    const before = Array.from({ length: EARLIER }, (_, order) =>
      cropAt(FIRST_DAY - (EARLIER - order) * SEASON_DAYS, districtSpells(random)),
    );
    const field: TrueField = {
      crops: [...before, cropAt(FIRST_DAY, now)],
      isFallow: random() < FAULTS.fallow,
      brighter: { vv: FIELD_SD.vv * standardNormal(random), vh: FIELD_SD.vh * standardNormal(random) },
      ridge: FAULTS.ridge * random(),
      neighbour: random() < FAULTS.wrongBorder ? FAULTS.neighbour * random() : 0,
    };
    return { role, field, now, without, areaHa: FIELD_HA * (1 + FAULTS.areaSd * standardNormal(random)) };
  });
  const looks = seeTrueFields(
    fields.map(({ field }) => field),
    PASSES,
    is,
    random,
  );
  const gwp = WARMING_POTENTIALS[parameters.gwp];
  const methane = ipccScheme.methane(parameters, random);
  const addedN2o =
    addedNitrousOxideKgPerHa(parameters.nitrogenKgPerHa) *
    triangular(random, { low: 0, mode: 1, high: ADDED_NITROUS_OXIDE_MOST }) *
    gwp.n2o;
  const emitted = (drained: readonly Spell[]): number => {
    const regime = regimeOf(drained);
    return methane(0, regime) * gwp.ch4 + (regime === "continuous" ? 0 : addedN2o);
  };
  return {
    claim: {
      plots: fields.map(({ role }, index) => ({
        id: `f${String(index).padStart(3, "0")}`,
        role,
        looks: looks[index] ?? [],
      })),
      historyDays: HISTORY_DAYS,
      period: { start: FIRST_DAY, end: FIRST_DAY + SEASON_DAYS },
      practice: declared,
    },
    trueKg: fields.reduce(
      (sum, { role, field, now, without, areaHa }) =>
        role === "project" && !field.isFallow ? sum + areaHa * (emitted(without) - emitted(now)) : sum,
      0,
    ),
  };
};
