import type { Command } from "commander";

import type { Chain } from "../chain/connect.ts";
import type { Advance, GovernedCall } from "../chain/govern.ts";
import { AttestError } from "../core/errors.ts";
import { withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput, toJson } from "./output.ts";
import type { Written } from "./write.ts";

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
export const showCall = ({ functionName, args }: { functionName: string; args: readonly unknown[] }): string =>
  `${functionName}(${args.map((value) => toJson(value)).join(", ")})`;

const refuseEarly = (call: GovernedCall["call"], readyAt: number): never => {
  throw new AttestError({
    code: "ATTEST_NOT_DUE",
    failure: "check",
    field: "governor",
    value: showCall(call),
    rule: `it is announced, and may be made from ${instantOf(readyAt)}; nothing was sent`,
  });
};

/** Takes the call one step further, and with --wait to its end. @throws AttestError `ATTEST_NOT_DUE` (check) too early */
const takeStep = async (
  chain: Chain,
  signer: { readonly address: `0x${string}` },
  governed: GovernedCall,
  write: (call: GovernedCall["call"]) => Promise<Written>,
  { wait = false, dryRun = false, ...options }: GovernedOptions,
): Promise<Advance<Written>> => {
  const { advance, waitForChainTime } = await import("../chain/govern.ts");
  const step = await advance(chain, signer.address, governed, write);
  if (!("readyAt" in step)) return step;
  if (wait && !dryRun) {
    openOutput(options).progress(`waiting until ${instantOf(step.readyAt)}`);
    await waitForChainTime(chain, step.readyAt);
    return advance(chain, signer.address, governed, write);
  }
  return step.state === "waiting" ? refuseEarly(governed.call, step.readyAt) : step;
};

/**
 * Runs one governed verb.
 * @param result what the verb adds once the call is made or in force.
 */
export const runGoverned = async (
  options: GovernedOptions,
  governedOf: (chain: Chain) => Promise<GovernedCall> | GovernedCall,
  result: (chain: Chain) => Promise<Readonly<Record<string, unknown>>> = async () => ({}),
): Promise<void> => {
  const { openWriter, writtenLines } = await import("./write.ts");
  const { chain, signer, write } = await openWriter(options);
  const governed = await governedOf(chain);
  const step = await takeStep(chain, signer, governed, write, options);
  const output = openOutput(options);
  const call = showCall(governed.call);
  if (step.state === "announced") {
    const { transaction, gasUsed } = step.written;
    const readyAt = transaction === undefined ? undefined : instantOf(step.readyAt);
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
