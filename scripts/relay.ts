/**
 * A relayer: it brings retirements that holders signed to the chain and pays the gas. A process of its own with a key of
 * its own, which is all that it can lose: `npm run relay -- --deployment <file> --key env:<NAME> [--rpc <url>] ...`. It is
 * never started by another, and prints its address as one line of JSON once it answers.
 */
import { parseArgs } from "node:util";

import { relayApp } from "../api/relay/app.ts";
import { listen } from "../oracle/attest/attest-server.ts";
import { connect } from "../oracle/chain/connect.ts";
import { readDeployment } from "../oracle/chain/deployment.ts";
import { keySender } from "../oracle/chain/send.ts";
import { loadSigner } from "../oracle/chain/signer.ts";
import { fail } from "../oracle/cli/fail.ts";
import { stopAsked } from "../oracle/cli/serve.ts";
import { SixfoldError, misnamed } from "../oracle/core/errors.ts";

const USAGE =
  "npm run relay -- --deployment <file> --key env:<NAME>|file:<path> [--rpc <url>] [--port <port>] [--host <address>] " +
  "[--requests-per-minute <number>] [--per-holder <number>] [--per-day <number>]";

const readOptions = () => {
  try {
    return parseArgs({
      options: {
        deployment: { type: "string" },
        key: { type: "string" },
        rpc: { type: "string" },
        port: { type: "string", default: "0" },
        host: { type: "string", default: "127.0.0.1" },
        "requests-per-minute": { type: "string", default: "10" },
        "per-holder": { type: "string", default: "5" },
        "per-day": { type: "string", default: "200" },
      },
    }).values;
  } catch (error) {
    throw misnamed("RELAY_USAGE", "arguments", "(not shown)", `${(error as Error).message} ${USAGE}`);
  }
};

const wholeIn = (option: string, text: string, least: number, most: number): number => {
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < least || value > most)
    throw misnamed("RELAY_USAGE", `--${option}`, text, `a number from ${least} to ${most}`);
  return value;
};

const main = async (): Promise<void> => {
  const given = readOptions();
  if (given.deployment === undefined || given.key === undefined)
    throw misnamed("RELAY_USAGE", given.key === undefined ? "--key" : "--deployment", undefined, USAGE);
  const limits = {
    requestsPerMinute: wholeIn("requests-per-minute", given["requests-per-minute"], 1, 999_999),
    perHolder: wholeIn("per-holder", given["per-holder"], 1, 999_999),
    perDay: wholeIn("per-day", given["per-day"], 1, 999_999),
  };
  const port = wholeIn("port", given.port, 0, 65_535);
  const chain = await connect({ deployment: readDeployment(given.deployment), rpcUrl: given.rpc });
  const sender = keySender(chain, loadSigner(given.key, chain.chainId));
  const report = (error: unknown, requestId: string) => console.error(`request ${requestId}:`, error);
  const { url, close } = await listen(relayApp({ ...limits, sender, report }), port, given.host);
  const stopped = stopAsked();
  console.log(JSON.stringify({ url, address: sender.address, chainId: chain.chainId }));
  await stopped;
  await close();
};

try {
  await main();
} catch (error) {
  if (!(error instanceof SixfoldError)) throw error;
  process.exitCode = fail(error, false);
}
