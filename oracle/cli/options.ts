import { InvalidArgumentError, Option } from "commander";
import type { Command } from "commander";

import type { Chain } from "../chain/connect.ts";
import { SixfoldError } from "../core/errors.ts";
import type { OutputOptions } from "./output.ts";

/** A whole number in a range, from the command line. */
export const integer =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^-?[0-9]+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`A whole number from ${least} to ${most}.`);
    return value;
  };

/** An unsigned integer of up to 256 bits. */
export const unsigned = (text: string): bigint => {
  if (!/^[0-9]{1,78}$/.test(text)) throw new InvalidArgumentError("A whole number that is not negative.");
  return BigInt(text);
};

/** A port; 0 lets the system choose. */
export const port = integer(0, 65_535);

/** An http or https URL. What it holds beside the host is not told: it may be a key. */
export const httpUrl = (text: string): string => {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new InvalidArgumentError("A URL that begins with http:// or https://.");
  return text;
};

/** Several of them, for an option that may be given more than once. */
export const httpUrls = (text: string, earlier: readonly string[] = []): readonly string[] => [
  ...earlier,
  httpUrl(text),
];

/** `--edge-level`, which no command can choose by itself: a project keeps it for life. */
export const edgeLevelOption = (): Option =>
  new Option(
    "--edge-level <level>",
    "finest S2 level of its cells, as in project.json: 20 (9 m wide) for fields and coastal beds of a hectare, 16 (140 m) for a forest of 10,000 ha",
  )
    .choices(["16", "20"])
    .makeOptionMandatory();

/** `--least-cells`: what a project leaves out of its boundary's cover by choice. */
export const leastCellsOption = (): Option =>
  new Option("--least-cells <n>", "to save gas, leave out blocks at the edge with fewer cells than this, of 256")
    .argParser(integer(1, 256))
    .default(1);

/** Adds a verb under a noun, with the options every command has. */
export const addVerb = (noun: Command, usage: string, description: string): Command =>
  noun
    .command(usage)
    .description(description)
    .option("--json", "print one JSON document on stdout")
    .option("--quiet", "no progress");

export type ChainOptions = OutputOptions & {
  readonly deployment?: string;
  readonly rpc?: string;
  readonly chainId?: number;
};

/**
 * Options that lead to a chain.
 * @param needed when the deployment file is
 */
export const withChain = (command: Command, needed = "required"): Command =>
  command
    .addOption(
      new Option("--deployment <file>", `addresses of the contracts (JSON); ${needed}`).env("SIXFOLD_DEPLOYMENT"),
    )
    .addOption(
      new Option("--rpc <url>", "JSON-RPC endpoint, instead of the deployment file's")
        .env("SIXFOLD_RPC")
        .argParser(httpUrl),
    )
    .option("--chain-id <id>", "refuse any other chain", integer(1, Number.MAX_SAFE_INTEGER));

export type WriteOptions = ChainOptions & {
  readonly key: string;
  readonly dryRun?: boolean;
  readonly confirmations: number;
};

/** The key of a verb that signs. */
export const withSigner = (command: Command): Command =>
  command.addOption(
    new Option("--key <source>", "who signs: env:NAME, file:PATH or dev:INDEX")
      .env("SIXFOLD_KEY")
      .makeOptionMandatory(),
  );

/** Options of verbs that write to a chain. */
export const withKey = (command: Command): Command =>
  withSigner(withChain(command))
    .option("--dry-run", "simulate only, send nothing")
    .option("--confirmations <n>", "blocks to wait for, the transaction's own included", integer(1, 10_000), 1);

export type OperatorOptions = {
  readonly operator: readonly string[];
  readonly validFor: number;
  readonly timeout: number;
};

/** Options of verbs that gather operators' signatures. @param who processes to ask */
export const withOperators = (command: Command, who = "operators' processes"): Command =>
  command
    .requiredOption("--operator <url...>", who, httpUrls)
    .option("--valid-for <seconds>", "life of the signatures", integer(60, 604_800), 86_400)
    .option("--timeout <seconds>", "longest wait for one signature", integer(1, 86_400), 300);

/** Connects as the options say. */
export const connectFrom = async ({ deployment, rpc, chainId }: ChainOptions): Promise<Chain> => {
  if (deployment === undefined)
    throw new SixfoldError({
      code: "CLI_DEPLOYMENT_MISSING",
      failure: "usage",
      field: "--deployment",
      value: undefined,
      rule: "name the deployment file with --deployment or SIXFOLD_DEPLOYMENT",
    });
  const [{ connect }, { readDeployment }] = await Promise.all([
    import("../chain/connect.ts"),
    import("../chain/deployment.ts"),
  ]);
  return connect({ deployment: readDeployment(deployment), rpcUrl: rpc, expectedChainId: chainId });
};
