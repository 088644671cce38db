import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import type { Requirement } from "./skip-without.ts";

const asked = process.env["SIXFOLD_FIREFOX"];
const path = asked ?? "/usr/bin/firefox-esr";

/** A browser; one that is asked for by name and is not there is an error. */
export const aFirefox: Requirement = {
  name: "Firefox",
  isMet: () => asked !== undefined || existsSync(path),
  hint: "Name it by SIXFOLD_FIREFOX, or install it as /usr/bin/firefox-esr.",
};

/** Nothing but the test's own server is to be talked to. */
const QUIET = {
  "app.update.disabledForTesting": true,
  "browser.safebrowsing.update.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,",
  "toolkit.telemetry.enabled": false,
};

const READY_WITHIN_MS = 90_000;

/** Where the browser takes commands: it says so on its stderr. */
const endpointOf = (browser: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("Firefox is not ready in time")), READY_WITHIN_MS);
    browser.once("exit", (code) => reject(new Error(`Firefox ended with exit code ${code}`)));
    createInterface({ input: browser.stderr! }).on("line", (line) => {
      const [, url] = /WebDriver BiDi listening on (ws:\S+)/.exec(line) ?? [];
      if (url === undefined) return;
      clearTimeout(late);
      resolve(url);
    });
  });

type Answer = { readonly id: number; readonly result?: unknown; readonly error?: string; readonly message?: string };

/** Commands of WebDriver BiDi (W3C) over a socket, each answered by its id. */
const bidi = async (url: string) => {
  const socket = new WebSocket(`${url}/session`);
  await once(socket, "open");
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.addEventListener("message", ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  let last = 0;
  return {
    command: async <T>(method: string, params: object): Promise<T> => {
      const id = ++last;
      const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
      socket.send(JSON.stringify({ id, method, params }));
      const { result, error, message } = await answered;
      if (error !== undefined) throw new Error(`${method}: ${error}: ${message}`);
      return result as T;
    },
    close: () => socket.close(),
  };
};

type Evaluated = {
  readonly type: "success" | "exception";
  readonly result?: { readonly value?: string };
  readonly exceptionDetails?: { readonly text: string };
};

export type FirefoxPage = {
  readonly goto: (url: string) => Promise<void>;
  /** The value of an expression, awaited, as JSON. */
  readonly evaluate: <T>(expression: string) => Promise<T>;
  readonly close: () => Promise<void>;
};

/** Opens a headless Firefox of its own, with a fresh profile. */
export const openFirefox = async (): Promise<FirefoxPage> => {
  const profile = await mkdtemp(join(tmpdir(), "sixfold-firefox-"));
  const prefs = Object.entries(QUIET).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
  await writeFile(join(profile, "user.js"), prefs.join("\n"));
  const args = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0", "about:blank"];
  const browser = spawn(path, args, { stdio: ["ignore", "ignore", "pipe"] });
  const end = async (): Promise<void> => {
    if (browser.exitCode === null && browser.signalCode === null) {
      browser.kill("SIGKILL");
      await once(browser, "exit");
    }
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const { command, close } = await bidi(await endpointOf(browser));
    await command("session.new", { capabilities: {} });
    const { contexts } = await command<{ contexts: readonly { context: string }[] }>("browsingContext.getTree", {});
    const { context } = contexts[0]!;
    return {
      goto: async (url) => void (await command("browsingContext.navigate", { context, url, wait: "complete" })),
      evaluate: async <T>(expression: string): Promise<T> => {
        const { result, exceptionDetails } = await command<Evaluated>("script.evaluate", {
          expression: `(async () => JSON.stringify(await (${expression})) ?? "null")()`,
          target: { context },
          awaitPromise: true,
        });
        if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
        return JSON.parse(result!.value!) as T;
      },
      close: async () => {
        close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
};
