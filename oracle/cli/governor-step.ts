import type { Command } from "commander";

import type { Action } from "../chain/actions/action.ts";
import type { Advance, GovernedAction } from "../chain/actions/govern.ts";
import type { Writer } from "../chain/actions/perform.ts";
import type { Chain } from "../chain/connect.ts";
import { SixfoldError } from "../core/errors.ts";
import { withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput, toJson } from "./output.ts";

export type GovernedOptions = WriteOptions & { readonly wait?: boolean };

/** Unix seconds as an instant in UTC. */
export const instantOf = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(".000Z", "Z");

/** Adds the options of a verb that the governor announces first and makes later. */
export const withGovernedStep = (command: Command): Command =>
  withKey(command)
    .option("--wait", "wait for the announced time, then make it")
    .addHelpText(
      "after",
      "\nThe first run announces the call. Repeated when the public delay is over, it makes it; repeated\n" +
        "before, it sends nothing and ends with 1; repeated when it is in force, it sends nothing.",
    );

/** A function call for people. */
export const showCall = ({ functionName, args }: Pick<Action<unknown>, "functionName" | "args">): string =>
  `${functionName}(${args.map((value) => toJson(value)).join(", ")})`;

const refuseEarly = (action: Action<unknown>, readyAt: number): never => {
  throw new SixfoldError({
    code: "CLI_NOT_DUE",
    failure: "check",
    field: "governor",
    value: showCall(action),
    rule: `it is announced, and may be made from ${instantOf(readyAt)}; nothing was sent`,
  });
};

/** Takes the action one step further, and with --wait to its end. @throws SixfoldError `CLI_NOT_DUE` (check) too early */
const takeStep = async <T>(
  writer: Writer,
  governed: GovernedAction<T>,
  { wait = false, dryRun = false, ...options }: GovernedOptions,
): Promise<Advance<T>> => {
  const [{ advance, readyAtOf }, { waitForChainTime }] = await Promise.all([
    import("../chain/actions/govern.ts"),
    import("../chain/chain-time.ts"),
  ]);
  const step = await advance(writer, governed);
  const readyAt = readyAtOf(step);
  if (readyAt === undefined) return step;
  if (wait && !dryRun) {
    openOutput(options).progress(`waiting until ${instantOf(readyAt)}`);
    await waitForChainTime(writer.chain, readyAt);
    return advance(writer, governed);
  }
  return step.state === "waiting" ? refuseEarly(governed.action, readyAt) : step;
};

/**
 * Runs one governed verb.
 * @param result what the verb adds once the call is made or in force.
 */
export const runGoverned = async (
  options: GovernedOptions,
  governedOf: (chain: Chain) => Promise<GovernedAction<unknown>> | GovernedAction<unknown>,
  result: (chain: Chain) => Promise<Readonly<Record<string, unknown>>> = async () => ({}),
): Promise<void> => {
  const { openWriter, writtenLines } = await import("./write.ts");
  const writer = await openWriter(options);
  const { chain } = writer;
  const governed = await governedOf(chain);
  const step = await takeStep(writer, governed, options);
  const output = openOutput(options);
  const call = showCall(governed.action);
  if (step.state === "announced") {
    const { transaction, gasUsed, result: announced } = step.written;
    const readyAt = announced.readyAt === undefined ? undefined : instantOf(announced.readyAt);
    return output.result({ state: step.state, call, readyAt, transaction, gasUsed }, [
      `announced    ${call}`,
      ...(readyAt === undefined ? [] : [`from         ${readyAt} it may be made, by the same command`]),
      ...writtenLines(step.written),
    ]);
  }
  const written = step.state === "made" ? step.written : undefined;
  const found = options.dryRun === true ? {} : await result(chain);
  return output.result(
    { state: step.state, call, ...found, transaction: written?.transaction, gasUsed: written?.gasUsed },
    [
      ...(written === undefined ? [`in force     ${call}; nothing was sent`] : [`made         ${call}`]),
      ...Object.entries(found).map(([name, value]) => `${name.padEnd(12)} ${String(value)}`),
      ...(written === undefined ? [] : writtenLines(written)),
    ],
  );
};
