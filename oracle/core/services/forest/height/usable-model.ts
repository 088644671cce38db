import { refused } from "../../../errors.ts";
import { blockedSkill, rowsByBlock } from "../model/blocked.ts";
import type { Skill } from "../model/blocked.ts";
import { heightModel } from "../model/height-model.ts";
import type { HeightModel } from "../model/height-model.ts";
import type { HeightRules } from "./parameters.ts";
import type { PlacedPlot } from "./plots-on-cells.ts";

export type UsableModel = {
  readonly model: HeightModel;
  readonly skill: Skill;
  /** The model without each of its blocks: how much it hangs on one place. */
  readonly without: readonly HeightModel[];
};

/**
 * The model of biomass by height, where blocks of ground that it never saw show that it may be used: it predicts them
 * better than their mean does by a stated share, and without bias that can be told from none. Nothing is selected, so that
 * there is no selection to nest.
 *
 * @throws SixfoldError SERVICE_FEW_PLOTS, SERVICE_MODEL_REFUSED, SERVICE_MODEL
 */
export const usableModel = (
  plots: readonly PlacedPlot[],
  { least, leastBlocks, leastSkill }: HeightRules["plots"],
): UsableModel => {
  if (plots.length < least)
    throw refused(
      "SERVICE_FEW_PLOTS",
      "plots",
      plots.length,
      `at least ${least} plots on the map, measured at its time`,
    );
  const blocks = plots.map(({ block }) => block);
  const groups = rowsByBlock(blocks);
  if (groups.length < leastBlocks)
    throw refused(
      "SERVICE_FEW_PLOTS",
      "plots/blocks",
      groups.length,
      `plots lie in at least ${leastBlocks} blocks of ground`,
    );
  const modelOf = (rows: readonly number[]): HeightModel => heightModel(rows.map((row) => plots[row]!));
  const skill = blockedSkill(
    plots.map(({ biomass }) => biomass),
    blocks,
    (training) => {
      const { biomassAt } = modelOf(training);
      return (row) => biomassAt(plots[row]!.height);
    },
  );
  if (!(skill.skill * 1000 >= leastSkill)) {
    const rule = `in blocks unseen at least ${leastSkill} thousandths of the squared error of their mean is taken away`;
    throw refused("SERVICE_MODEL_REFUSED", "validation/skill", Math.round(skill.skill * 1000), rule);
  }
  if (Math.abs(skill.bias) > skill.biasHalfWidth) {
    const value = { bias: skill.bias, halfWidth: skill.biasHalfWidth };
    throw refused(
      "SERVICE_MODEL_REFUSED",
      "validation/bias",
      value,
      "the 90 % interval of its bias over blocks holds zero",
    );
  }
  const all = plots.map((_, row) => row);
  return {
    model: modelOf(all),
    skill,
    without: groups.map((group) => modelOf(all.filter((row) => !group.includes(row)))),
  };
};
