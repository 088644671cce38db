import { expect } from "chai";

import { errorOf } from "../../helpers/error-of.ts";
import { accountCommands } from "./account-commands.ts";
import { compare } from "./compare.ts";
import { creditCommands } from "./credit-commands.ts";
import { groundCommands } from "./ground-commands.ts";
import { projectCommands } from "./project-commands.ts";
import type { Real } from "./real.ts";
import { reportCommands } from "./report-commands.ts";
import { refusalOf } from "./step.ts";
import type { Choice, Command, Step } from "./step.ts";
import { timeCommands } from "./time-commands.ts";
import { watchCommands } from "./watch-commands.ts";
import type { World } from "./world.ts";

export const COMMANDS: Readonly<Record<string, Command>> = {
  ...projectCommands,
  ...groundCommands,
  ...reportCommands,
  ...creditCommands,
  ...watchCommands,
  ...accountCommands,
  ...timeCommands,
};

/** How often commands went through, and with which errors they were refused. */
export type Tally = { readonly done: Map<string, number>; readonly refused: Map<string, number> };

const countUp = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);

/** How often another call is chosen when the model would refuse one. */
const TRIES = 24;

const another = ({ a, b, c }: Choice, turn: number): Choice => {
  const mix = (value: number): number => Math.imul(value + turn, 0x9e3779b1) >>> 1;
  return turn === 0 ? { a, b, c } : { a: mix(a), b: mix(b), c: mix(c) };
};

/** A call with its consequence. */
type Foreseen = { readonly step: Step; readonly next: World; readonly refusal: string | undefined };

const foresee = (world: World, step: Step): Foreseen => {
  const next = structuredClone(world);
  next.now = world.now + (step.seconds ?? 1);
  return { step, next, refusal: refusalOf(next, step.apply) };
};

/** Mostly a call that goes through, if there is one among some; a quarter are as they come, whatever becomes of them. */
const chosen = (world: World, name: string, choice: Choice): Foreseen | undefined => {
  let first: Foreseen | undefined;
  const tries = choice.a % 4 === 0 ? 1 : TRIES;
  for (let turn = 0; turn < tries; turn += 1) {
    const step = COMMANDS[name]!(world, another(choice, turn));
    if (step === undefined) continue;
    const foreseen = foresee(world, step);
    if (foreseen.refusal === undefined) return foreseen;
    first ??= foreseen;
  }
  return first;
};

/**
 * Has model and chain do the same, and compares what became of it: every view, or the error by which both refused.
 * @returns the world afterwards; the same as before where there was nothing to act on or both refused
 */
export const lockStep = async (
  world: World,
  real: Real,
  { name, choice, tally }: { readonly name: string; readonly choice: Choice; readonly tally: Tally },
): Promise<World> => {
  const foreseen = chosen(world, name, choice);
  if (foreseen === undefined) return world;
  const { step, next, refusal } = foreseen;
  const { takeSnapshot, time } = real.registry.networkHelpers;
  const before = await takeSnapshot();
  await time.setNextBlockTimestamp(next.now);
  const error = await errorOf(step.send(real));
  expect(error, `${name} ${JSON.stringify(choice)}`).to.equal(refusal);
  if (refusal !== undefined) {
    countUp(tally.refused, refusal);
    await before.restore();
    return world;
  }
  countUp(tally.done, name);
  await compare(next, real, name);
  return next;
};
