import type { Hex } from "viem";

import type { AcceptedReport } from "../../../oracle/chain/accepted-report.ts";
import { readAcceptedReport } from "../../../oracle/chain/accepted-report.ts";
import { connect } from "../../../oracle/chain/connect.ts";
import type { Chain } from "../../../oracle/chain/connect.ts";
import type { Deployment as ChainDeployment } from "../../../oracle/chain/deployment.ts";
import { SixfoldError, refused, unreachable } from "../../../oracle/core/errors.ts";
import { figuresOf } from "../../../oracle/core/services/common/outcome.ts";
import type { Runner } from "../../../oracle/engine/runner.ts";
import { openCar, pageRunner, replayInBrowser, trustNamed } from "../../../oracle/browser.ts";
import type { Replay } from "../../../oracle/pipeline/replay.ts";
import { cidOfDigest, evidenceDigest, parseCid } from "../../../oracle/store/cid.ts";
import { reportAcceptance } from "../../../oracle/verify/report-acceptance.ts";
import { verifySignatures } from "../../../oracle/verify/verify-signatures.ts";
import type { Deployment } from "../../resources/about.ts";
import type { Report } from "../../resources/reports.ts";

/** What is done, in this order. */
export const STEPS = [
  "chain",
  "signatures",
  "fetch",
  "blocks",
  "files",
  "program",
  "rerun",
  "outcome",
  "numbers",
] as const;
export type Step = (typeof STEPS)[number];

/** How a step stands. `unchecked`: there was nobody to ask but the server that is being checked. */
export type Standing =
  | { readonly state: "working"; readonly done: number; readonly total: number | undefined }
  | { readonly state: "holds" | "fails" | "unchecked"; readonly detail: string };

export type Say = (step: Step, standing: Standing) => void;

export type Asked = {
  readonly report: Report;
  readonly programDigest: string;
  readonly deployment: Deployment;
  /** A bundle that the reader brings; else it is fetched. */
  readonly car: Blob | undefined;
  readonly signal: AbortSignal;
};

/** What the chain holds of a report, as far as a re-run gives it again. */
type OnChain = Pick<AcceptedReport, "evidence"> & { readonly program: Hex; readonly kg: ReadonlyMap<string, bigint> };

const KILOGRAMS = ["measuredKg", "baselineKg", "leakageKg", "halfWidthKg"] as const;
const worker = (): number => Math.max(1, Math.min(navigator.hardwareConcurrency, 8));

/** Stops a verification at the step that failed. */
const failing =
  (step: Step, say: Say) =>
  (detail: string): never => {
    say(step, { state: "fails", detail });
    throw refused(`WEB_VERIFY_${step.toUpperCase()}`, step, detail, "every step of a verification holds");
  };

const chainOf = async ({ deployment }: Asked): Promise<Chain | undefined> => {
  const { rpcUrl, chainId, contracts, deployBlock } = deployment;
  if (rpcUrl === null) return undefined;
  return connect({
    deployment: { chainId, rpcUrl, deployBlock, contracts: contracts as ChainDeployment["contracts"] },
  });
};

/** The report by the chain's own word; by the server's where no endpoint is named. */
const readReport = async (chain: Chain | undefined, { report, programDigest }: Asked, say: Say): Promise<OnChain> => {
  const id = report.id as Hex;
  if (chain === undefined) {
    say("chain", { state: "unchecked", detail: report.evidence.cid });
    say("signatures", { state: "unchecked", detail: "" });
    const kg = new Map(KILOGRAMS.map((name) => [name, BigInt(report[name])] as const));
    return { evidence: evidenceDigest(parseCid(report.evidence.cid)), program: programDigest as Hex, kg };
  }
  const accepted = await readAcceptedReport(chain, id);
  const { program } = await chain.contracts.methodologies.read.get([accepted.methodologyId]);
  say("chain", { state: "holds", detail: cidOfDigest(accepted.evidence).toString() });
  const checks = await verifySignatures(chain, reportAcceptance, id);
  const wrong = checks.find(({ ok }) => !ok);
  if (wrong !== undefined) failing("signatures", say)(`${wrong.name}: ${wrong.detail}`);
  say("signatures", { state: "holds", detail: checks.map(({ detail }) => detail).at(1) ?? "" });
  return {
    evidence: accepted.evidence,
    program,
    kg: new Map(KILOGRAMS.map((name) => [name, accepted[name]] as const)),
  };
};

const download = async (url: string, say: Say, signal: AbortSignal): Promise<Blob> => {
  const response = await fetch(url, { signal });
  if (!response.ok || response.body === null)
    throw unreachable("WEB_GATEWAY", "gateway", response.status, "a gateway has the bundle");
  const parts: BlobPart[] = [];
  let done = 0;
  const reader = response.body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    parts.push(read.value);
    done += read.value.length;
    say("fetch", { state: "working", done, total: undefined });
  }
  return new Blob(parts);
};

/** The bundle from the first gateway that has it. */
const fetchCar = async (cid: string, { deployment: { gateways }, car, signal }: Asked, say: Say): Promise<Blob> => {
  if (car !== undefined) return car;
  const faults: string[] = [];
  for (const gateway of gateways)
    try {
      return await download(`${gateway}/ipfs/${cid}?format=car`, say, signal);
    } catch (error) {
      signal.throwIfAborted();
      faults.push(`${gateway}: ${error instanceof Error ? error.message : String(error)}`);
    }
  return failing("fetch", say)(faults.join("; "));
};

/** Tells what a replay found, step by step; the first that does not hold ends it. */
const tellReplay = ({ checks, run }: Replay, say: Say): void => {
  const named = (pattern: RegExp) => checks.filter(({ name }) => pattern.test(name));
  const stepsOf: readonly (readonly [Step, RegExp])[] = [
    ["blocks", /^root CID$/],
    ["files", /^files are the manifest's$/],
    ["program", /^program$/],
    ["rerun", /^re-run$/],
    ["outcome", /^(output digest|report |file )/],
  ];
  for (const [step, pattern] of stepsOf) {
    const found = named(pattern);
    const wrong = found.find(({ ok, warning }) => !ok && warning !== true);
    if (wrong !== undefined) failing(step, say)(`${wrong.name}: ${wrong.actual}, ≠ ${wrong.expected}`);
    const detail = { program: found[0]?.actual, outcome: run?.outputDigest }[step as string] ?? "";
    say(step, { state: "holds", detail: step === "outcome" ? `${found.length} = ${found.length}: ${detail}` : detail });
  }
};

/** Runs the bundle by its own program in this page's workers. */
const rerun = async (car: Blob, cid: string, onChain: OnChain, { signal }: Asked, say: Say): Promise<Replay> => {
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
      trust: trustNamed([onChain.program], "the methodology on the chain names it"),
      runnerOf: (program) => {
        const runner = pageRunner(program, worker());
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
 * @throws SixfoldError `WEB_VERIFY_<STEP>` (check) at the step that does not hold; faults of the chain's endpoint and of
 *   the machine; the signal's reason
 */
export const verifyReport = async (asked: Asked, say: Say): Promise<void> => {
  const onChain = await readReport(await chainOf(asked), asked, say);
  const cid = cidOfDigest(onChain.evidence).toString();
  say("fetch", { state: "working", done: 0, total: undefined });
  const car = await fetchCar(cid, asked, say);
  say("fetch", { state: "holds", detail: `${car.size} bytes` });
  say("blocks", { state: "working", done: 0, total: undefined });
  const replay = await rerun(car, cid, onChain, asked, say);
  tellReplay(replay, say);
  const figures = figuresOf(replay.run!.outcome);
  for (const [name, kg] of onChain.kg)
    if (figures.get(name) !== kg) failing("numbers", say)(`${name}: ${figures.get(name)}, ≠ ${kg}`);
  say("numbers", { state: "holds", detail: [...onChain.kg].map(([name, kg]) => `${name} ${kg}`).join(", ") });
};
