import { refused } from "../../../errors.ts";
import { blockedSkill, rowsByBlock } from "./blocked.ts";
import type { Skill } from "./blocked.ts";

/** Biomass above the ground by level of what is looked at, Mg/ha. */
export type Model = { readonly biomassAt: (level: number) => number };

/** Ground whose biomass is known, Mg/ha, with what is looked at over it. */
export type Calibrated = { readonly level: number; readonly biomass: number; readonly block: string };

export type UsableModel<M> = {
  readonly model: M;
  readonly skill: Skill;
  /** The model without each of its blocks: how much it hangs on one place. */
  readonly without: readonly M[];
};

export type ModelRules = {
  /** Fewest grounds that calibrate it, and blocks that they lie in. */
  readonly least: number;
  readonly leastBlocks: number;
};

/** Whether blocks unseen were predicted well enough, by what they say of the model's skill. */
export type SkillRule = { readonly holds: (skill: Skill) => boolean; readonly rule: string };

/** @param thousandths least share of the squared error of the blocks' mean that the model takes away. */
export const skillOf = (thousandths: number): SkillRule => ({
  holds: ({ skill }) => skill * 1000 >= thousandths,
  rule: `in blocks unseen at least ${thousandths} thousandths of the squared error of their mean is taken away`,
});

/**
 * Where the truth's own error is most of all that is left, no share of it says much, and what counts is that the model
 * predicts beyond doubt.
 */
export const SKILL_BEYOND_DOUBT: SkillRule = {
  holds: ({ gain, gainHalfWidth }) => gain > gainHalfWidth,
  rule: "the 90 % interval over blocks unseen of the squared error that is taken away lies above zero",
};

/**
 * The model of biomass by level, where blocks of ground that it never saw show that it may be used: it predicts them
 * better than their mean does, by a rule, and without bias that can be told from none. Nothing is selected, so that there is
 * no selection to nest.
 *
 * @throws SixfoldError SERVICE_FEW_PLOTS, SERVICE_MODEL_REFUSED; what `modelOf` throws
 */
export const usableModel = <C extends Calibrated, M extends Model>(
  grounds: readonly C[],
  modelOf: (grounds: readonly C[]) => M,
  { least, leastBlocks }: ModelRules,
  { holds, rule: skillRule }: SkillRule,
): UsableModel<M> => {
  if (grounds.length < least) {
    const rule = `at least ${least} of known biomass on the map, measured at its time`;
    throw refused("SERVICE_FEW_PLOTS", "plots", grounds.length, rule);
  }
  const blocks = grounds.map(({ block }) => block);
  const groups = rowsByBlock(blocks);
  if (groups.length < leastBlocks) {
    const rule = `ground of known biomass lies in at least ${leastBlocks} blocks`;
    throw refused("SERVICE_FEW_PLOTS", "plots/blocks", groups.length, rule);
  }
  const fitted = (rows: readonly number[]): M => modelOf(rows.map((row) => grounds[row]!));
  const skill = blockedSkill(
    grounds.map(({ biomass }) => biomass),
    blocks,
    (training) => {
      const { biomassAt } = fitted(training);
      return (row) => biomassAt(grounds[row]!.level);
    },
  );
  if (!holds(skill))
    throw refused("SERVICE_MODEL_REFUSED", "validation/skill", Math.round(skill.skill * 1000), skillRule);
  if (Math.abs(skill.bias) > skill.biasHalfWidth) {
    const value = { bias: skill.bias, halfWidth: skill.biasHalfWidth };
    const rule = "the 90 % interval of its bias over blocks holds zero";
    throw refused("SERVICE_MODEL_REFUSED", "validation/bias", value, rule);
  }
  const all = grounds.map((_, row) => row);
  return {
    skill,
    model: fitted(all),
    without: groups.map((group) => fitted(all.filter((row) => !group.includes(row)))),
  };
};

/** What validation came to, as diagnostics state it. */
export const skillFigures = ({ skill }: UsableModel<unknown>): { readonly [name: string]: number } => ({
  ...{ blocks: skill.blocks, skill: skill.skill, rootMeanSquare: skill.rootMeanSquare },
  ...{ bias: skill.bias, biasHalfWidth: skill.biasHalfWidth },
  ...{ gain: skill.gain, gainHalfWidth: skill.gainHalfWidth },
});
