import { openCar, pageRunner, replayInBrowser, trustNamed } from "../../../oracle/browser.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import { figuresOf } from "../../../oracle/core/services/common/outcome.ts";
import type { Runner } from "../../../oracle/engine/runner.ts";
import type { Replay } from "../../../oracle/pipeline/replay.ts";
import { cidOfDigest } from "../../../oracle/store/cid.ts";
import { fetchCar } from "./fetch-car.ts";
import { readReport } from "./read-report.ts";
import type { Stated } from "./read-report.ts";
import { failing } from "./steps.ts";
import type { Asked, Say, Step } from "./steps.ts";

/** Each has a program's memory: more of them would rather slow a phone down than help. */
const MOST_WORKERS = 8;

/** Tells what a replay found, step by step; the first that does not hold ends it. */
const tellReplay = ({ checks, run }: Replay, say: Say): void => {
  const stepsOf: readonly (readonly [Step, RegExp])[] = [
    ["blocks", /^root CID$/],
    ["files", /^files are the manifest's$/],
    ["program", /^program$/],
    ["rerun", /^re-run$/],
    ["outcome", /^(output digest|report |file )/],
  ];
  for (const [step, pattern] of stepsOf) {
    const found = checks.filter(({ name }) => pattern.test(name));
    const wrong = found.find(({ ok, warning }) => !ok && warning !== true);
    if (wrong !== undefined) failing(step, say)(`${wrong.name}: ${wrong.actual}, ≠ ${wrong.expected}`);
    const detail = step === "program" ? found[0]!.actual : step === "outcome" ? run!.outputDigest : "";
    say(step, { state: "holds", detail });
  }
};

/** Runs the bundle by its own program in this page's workers. */
const rerun = async (car: Blob, cid: string, { program }: Stated, { signal }: Asked, say: Say): Promise<Replay> => {
  const files = await openCar(car, cid).catch((error: unknown) => {
    if (!(error instanceof SixfoldError) || error.failure === "infrastructure") throw error;
    return failing("blocks", say)(`${error.code}: ${error.message}`);
  });
  say("blocks", { state: "holds", detail: cid });
  const runners: Runner[] = [];
  try {
    return await replayInBrowser(files, {
      cid,
      signal,
      trust: trustNamed([program], "named by the methodology"),
      runnerOf: (code) => {
        const runner = pageRunner(code, Math.min(navigator.hardwareConcurrency, MOST_WORKERS));
        runners.push(runner);
        return runner;
      },
      progress: (_, done, total) => say("rerun", { state: "working", done, total }),
    });
  } finally {
    for (const runner of runners) await runner.close();
  }
};

/**
 * Verifies a report in this browser, trusting neither the server nor the gateway (L13): the chain's own word, who signed,
 * every block of the bundle against its CID, the bundle run again by the program that the methodology names, and what
 * comes of it against the chain's numbers. Needs a page of a secure context (https or localhost).
 * @returns whether it was the chain's own word, or only the server's, that the numbers were compared with.
 * @throws SixfoldError `WEB_VERIFY_<STEP>` (check) at the step that does not hold; faults of the chain's endpoint and of
 *   the machine; the signal's reason
 */
export const verifyReport = async (asked: Asked, say: Say): Promise<{ readonly isChains: boolean }> => {
  const stated = await readReport(asked, say);
  const cid = cidOfDigest(stated.evidence).toString();
  say("fetch", { state: "working", done: 0, total: undefined });
  const car = await fetchCar(cid, asked, say);
  say("fetch", { state: "holds", detail: `${car.size} bytes` });
  say("blocks", { state: "working", done: 0, total: undefined });
  const replay = await rerun(car, cid, stated, asked, say);
  tellReplay(replay, say);
  const figures = figuresOf(replay.run!.outcome);
  for (const [name, kg] of stated.kg)
    if (figures.get(name) !== kg) failing("numbers", say)(`${name}: ${figures.get(name)}, ≠ ${kg}`);
  say("numbers", { state: "holds", detail: [...stated.kg].map(([name, kg]) => `${name} ${kg}`).join(", ") });
  return { isChains: stated.isChains };
};
