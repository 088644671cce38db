/**
 * Deploys the registry to any EVM network: `npm run deploy -- --rpc <url> --key <source> --admin <address>
 * --governor <address> --guardian <address> --out deployment.json`. Repeated, it goes on where it was interrupted, and does nothing when it was done.
 */
import { existsSync } from "node:fs";

import { Command, Option } from "commander";

import type { Deployment } from "../oracle/chain/deployment.ts";
import { fail } from "../oracle/cli/fail.ts";
import { accountAddress } from "../oracle/cli/identifiers.ts";
import { integer } from "../oracle/cli/options.ts";
import { openOutput } from "../oracle/cli/output.ts";
import type { OutputOptions } from "../oracle/cli/output.ts";
import { SixfoldError, misnamed } from "../oracle/core/errors.ts";
import type { DeploySettings } from "./deploy/deploy.ts";
import { requireWritable, writeDeployment } from "./deploy/deployment-file.ts";
import { isBegun, journalFolder } from "./deploy/journal.ts";
import { rehearse } from "./deploy/rehearse.ts";
import type { Roles } from "./deploy/roles.ts";

type Options = OutputOptions &
  Roles & {
    readonly rpc: string;
    readonly key: string;
    readonly out: string;
    readonly chainId?: number;
  };

/** Ignition ends so where earlier transactions of the deployer are not deep enough yet (HHE10402, HHE10403). */
const UNCONFIRMED = /^HHE1040[23]:/;
const RETRY_MS = 5_000;

/** What Ignition ended with, as something to act on. */
const deployError = (text: string, { rpcUrl, journal }: DeploySettings, cause: unknown): SixfoldError => {
  const folder = journalFolder(journal);
  // Endpoints may hold a secret.
  const shown = { field: "deployment", value: text.replaceAll(rpcUrl, new URL(rpcUrl).origin), cause };
  return /reconciliation errors/.test(text)
    ? new SixfoldError({
        ...shown,
        code: "DEPLOY_DIFFERS",
        failure: "usage",
        rule: `what was begun is finished by the same key and the same contracts; remove ${folder} to begin anew`,
      })
    : new SixfoldError({
        ...shown,
        code: "DEPLOY_FAILED",
        failure: "infrastructure",
        rule: `every transaction succeeds; repeat the command to go on, or remove ${folder} to begin anew`,
      });
};

/** Deploys as soon as what the deployer sent before is deep enough. */
const deployWhenConfirmed = async (settings: DeploySettings, wait: () => void): Promise<Deployment> => {
  const { deploy } = await import("./deploy/deploy.ts");
  for (;;)
    try {
      return await deploy(settings);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (!UNCONFIRMED.test(text)) throw deployError(text, settings, error);
      wait();
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
};

const run = async (options: Options): Promise<void> => {
  const { rpc: rpcUrl, key, admin, governor, guardian, out } = options;
  const roles = { admin, governor, guardian };
  const output = openOutput(options);
  if (!/^https?:$/.test(URL.parse(rpcUrl)?.protocol ?? ""))
    throw misnamed(
      "DEPLOY_USAGE",
      "--rpc",
      "(not shown: it may hold a secret)",
      "a URL that begins with http:// or https://",
    );
  requireWritable(out);
  const { chainId, signer, journal } = await rehearse({ rpcUrl, key, roles, expectedChainId: options.chainId });
  if (existsSync(out) && !isBegun(journal))
    throw misnamed("DEPLOY_USAGE", "--out", out, "the file does not hold another deployment: name another file");
  // Hardhat takes seconds to load, which a refusal need not wait for.
  const { signRequests } = await import("./deploy/sign-requests.ts");
  let sent = 0;
  signRequests(signer, chainId, () => output.progress(`deploying: transaction ${(sent += 1)} sent`));
  const deployment = await deployWhenConfirmed({ rpcUrl, roles, journal }, () =>
    output.progress("waiting until the deployer's earlier transactions are deep enough"),
  );
  writeDeployment(out, deployment);
  const { contracts, deployBlock } = deployment;
  output.result({ chainId, deployer: signer.address, ...roles, contracts, deployBlock, transactions: sent, out }, [
    `chain        ${chainId}`,
    `deployer     ${signer.address}, who holds no role any more`,
    ...Object.entries(roles).map(([role, address]) => `${role.padEnd(12)} ${address}`),
    `first block  ${deployBlock}`,
    ...Object.entries(contracts).map(([name, address]) => `contract     ${address} ${name}`),
    `sent         ${sent} transactions${sent === 0 ? ": it was deployed already" : ""}`,
    `written      ${out}`,
    "next         set SIXFOLD_DEPLOYMENT to it, then sixfold governor --help",
  ]);
};

const program = new Command("deploy")
  .description("Deploy the registry to an EVM network; safe to repeat")
  .exitOverride()
  .addOption(new Option("--rpc <url>", "JSON-RPC endpoint").env("SIXFOLD_RPC").makeOptionMandatory())
  .requiredOption("--key <source>", "who deploys and pays: env:NAME, file:PATH or dev:INDEX")
  .requiredOption("--admin <address>", "who gives and takes roles afterwards, after two days in public", accountAddress)
  .requiredOption(
    "--governor <address>",
    "who makes the rules afterwards, each after two days in public",
    accountAddress,
  )
  .requiredOption(
    "--guardian <address>",
    "who suspends verifiers and cancels what the governor announced, at once",
    accountAddress,
  )
  .requiredOption("--out <file>", "the deployment file that every other command reads")
  .option("--chain-id <id>", "refuse any other chain", integer(1, Number.MAX_SAFE_INTEGER))
  .option("--json", "print one JSON document on stdout")
  .option("--quiet", "no progress")
  .action(run);

try {
  await program.parseAsync(process.argv);
} catch (error) {
  process.exitCode = fail(error, process.argv.includes("--json"));
}
