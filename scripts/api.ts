/**
 * The HTTP API and the page over any chain: `npm run api -- --deployment <file> [--rpc <url>] [--port <port>] ...`. It
 * reads, follows and serves until it is stopped, and prints its address as one line of JSON once it answers.
 *
 * Rows go to PostgreSQL where DATABASE_URL names one, else to a PostgreSQL in this process: in the folder of `--store`, or
 * in memory. They can be made anew from the chain at any time.
 */
import { parseArgs } from "node:util";

import { serveApi } from "../api/serve.ts";
import type { StorePlace } from "../api/store/open.ts";
import { connect } from "../oracle/chain/connect.ts";
import { readDeployment } from "../oracle/chain/deployment.ts";
import { fail } from "../oracle/cli/fail.ts";
import { stopAsked } from "../oracle/cli/serve.ts";
import { SixfoldError, misnamed } from "../oracle/core/errors.ts";
import { bundlePage } from "./page/bundle.ts";

const USAGE =
  "npm run api -- --deployment <file> [--rpc <url>] [--port <port>] [--host <address>] [--store <folder>] " +
  "[--gateway <url>]... [--relay <url>] [--public-url <url>] [--requests-per-minute <number>]";

const readOptions = () => {
  try {
    return parseArgs({
      options: {
        deployment: { type: "string" },
        rpc: { type: "string" },
        port: { type: "string", default: "0" },
        host: { type: "string", default: "127.0.0.1" },
        store: { type: "string" },
        gateway: { type: "string", multiple: true, default: [] },
        relay: { type: "string" },
        "public-url": { type: "string" },
        "requests-per-minute": { type: "string", default: "600" },
      },
    }).values;
  } catch (error) {
    throw misnamed("API_USAGE", "arguments", process.argv.slice(2).join(" "), `${(error as Error).message} ${USAGE}`);
  }
};

const wholeIn = (option: string, text: string, least: number, most: number): number => {
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < least || value > most)
    throw misnamed("API_USAGE", `--${option}`, text, `a number from ${least} to ${most}`);
  return value;
};

const addressIn = (option: string, text: string): string => {
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw misnamed("API_USAGE", `--${option}`, text, "an HTTP address");
  return text.replace(/\/+$/, "");
};

const main = async (): Promise<void> => {
  const { deployment, rpc, port, host, store, gateway, relay, "requests-per-minute": requests, "public-url": publicUrl } = readOptions(); // prettier-ignore
  if (deployment === undefined) throw misnamed("API_USAGE", "--deployment", undefined, USAGE);
  const databaseUrl = process.env["DATABASE_URL"];
  const place: StorePlace = databaseUrl === undefined ? { folder: store } : { url: databaseUrl };
  const options = {
    port: wholeIn("port", port, 0, 65_535),
    requestsPerMinute: wholeIn("requests-per-minute", requests, 1, 999_999_999),
    gateways: gateway.map((each) => addressIn("gateway", each)),
    relay: relay === undefined ? undefined : addressIn("relay", relay),
    publicUrl: publicUrl === undefined ? undefined : addressIn("public-url", publicUrl),
  };
  const { url, close } = await serveApi({
    ...options,
    host,
    store: place,
    page: await bundlePage(),
    chain: await connect({ deployment: readDeployment(deployment), rpcUrl: rpc }),
    report: (error, requestId) => console.error(`request ${requestId}:`, error),
  });
  // Listened for first: whoever reads the address may ask to stop at once.
  const stopped = stopAsked();
  console.log(JSON.stringify({ url, openApi: `${url}/openapi.json` }));
  await stopped;
  await close();
};

try {
  await main();
} catch (error) {
  if (!(error instanceof SixfoldError)) throw error;
  process.exitCode = fail(error, false);
}
