/**
 * Tells subscribers what happens, by Standard Webhooks: `npm run webhooks -- --api <url> --subscriptions <file> --memory
 * <file>`. It hears the events of an API, anybody's, and holds no more than the secrets that it signs with. What was told
 * is kept in the memory file: after a kill it goes on from there, and a message that is told twice has one id.
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";

import { deliver, webhookPolicy } from "../api/webhooks/deliver.ts";
import { hear } from "../api/webhooks/hear.ts";
import { subscribersOf } from "../api/webhooks/subscriber.ts";
import { tellAll } from "../api/webhooks/tell-all.ts";
import { fail } from "../oracle/cli/fail.ts";
import { stopAsked } from "../oracle/cli/serve.ts";
import { SixfoldError, misnamed } from "../oracle/core/errors.ts";
import { readJsonFile } from "../oracle/system/read-json-file.ts";

const USAGE = "npm run webhooks -- --api <url> --subscriptions <file> --memory <file> [--allow-private-host <name>]...";
const readOptions = () => {
  try {
    return parseArgs({
      options: {
        api: { type: "string" },
        subscriptions: { type: "string" },
        memory: { type: "string" },
        "allow-private-host": { type: "string", multiple: true, default: [] },
      },
    }).values;
  } catch (error) {
    throw misnamed(
      "WEBHOOK_USAGE",
      "arguments",
      process.argv.slice(2).join(" "),
      `${(error as Error).message} ${USAGE}`,
    );
  }
};

/** The last event that was told, if any was. */
const remembered = (path: string): string | undefined => {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw misnamed("WEBHOOK_MEMORY", "--memory", path, "can be read", cause);
  }
};

const main = async (): Promise<void> => {
  const { api, subscriptions, memory, "allow-private-host": allowed } = readOptions();
  if (api === undefined || !URL.canParse(api) || subscriptions === undefined || memory === undefined)
    throw misnamed("WEBHOOK_USAGE", "arguments", process.argv.slice(2).join(" "), USAGE);
  const json = await readJsonFile(subscriptions, (value, rule, cause) =>
    misnamed("WEBHOOK_FILE", "--subscriptions", value, rule, cause),
  );
  const subscribers = subscribersOf(json, process.env, allowed);
  const policy = webhookPolicy(allowed);
  const stop = new AbortController();
  const wait = (seconds: number) => delay(seconds * 1000, undefined, { signal: stop.signal });
  const rim = { policy, now: () => new Date(), wait };
  void stopAsked().then(() => stop.abort());
  console.log(JSON.stringify({ api, subscribers: subscribers.length }));
  const away = (why: Error) => console.error(why.message);
  try {
    await tellAll(hear(api.replace(/\/+$/, ""), remembered(memory), { signal: stop.signal, wait, away }), {
      subscribers,
      deliver: (subscriber, message) => deliver(subscriber, message, rim),
      settled: (id) => {
        writeFileSync(`${memory}.new`, `${id}\n`);
        renameSync(`${memory}.new`, memory);
      },
      broken: (why) => (stop.signal.aborted ? undefined : console.error(why)),
      lost: ({ url }, { id }, how) => console.error(`${how}: message ${id} to ${new URL(url).host}`),
    });
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  }
};

try {
  await main();
} catch (error) {
  if (!(error instanceof SixfoldError)) throw error;
  process.exitCode = fail(error, false);
}
