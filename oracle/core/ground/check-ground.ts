import { SixfoldError } from "../errors.ts";
import { subtract } from "./subtract.ts";
import { validateBlocks } from "./validate-blocks.ts";
import type { Block, EdgeLevel, ProjectGround } from "./types.ts";

const refuse = (code: string, field: string, value: unknown, rule: string): SixfoldError =>
  new SixfoldError({ code, failure: "check", field, value, rule });

/** The first cell in which two sorted lists differ; undefined when they are equal. */
const firstDifference = (ours: readonly Block[], theirs: readonly Block[]): bigint | undefined => {
  for (let index = 0; index < Math.max(ours.length, theirs.length); index += 1) {
    const [mine, other] = [ours[index], theirs[index]];
    if (mine?.cell !== other?.cell || mine?.bits !== other?.bits) return (mine ?? other)!.cell;
  }
  return undefined;
};

/**
 * Checks that a project's ground lies in its boundary's cover, and that it states exactly what of it is left out.
 * @throws SixfoldError `GROUND_OUTSIDE_COVER`, `GROUND_LEFT_OUT`, and those of `validateBlocks`
 */
export const checkGround = (ground: ProjectGround, cover: readonly Block[], edgeLevel: EdgeLevel): void => {
  validateBlocks(ground.blocks, edgeLevel);
  const [outside] = subtract(ground.blocks, cover, edgeLevel);
  if (outside !== undefined)
    throw refuse("GROUND_OUTSIDE_COVER", "ground", outside, "every claimed cell is in the cover of the boundary");
  const cell = firstDifference(subtract(cover, ground.blocks, edgeLevel), ground.leftOut);
  if (cell !== undefined)
    throw refuse(
      "GROUND_LEFT_OUT",
      "ground",
      { cell },
      "what the project does not claim of its boundary's cover is stated, and nothing else is",
    );
};
