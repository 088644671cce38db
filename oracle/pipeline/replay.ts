import type { CID } from "multiformats/cid";
import { sha256 } from "viem";

import type { Progress } from "../core/program/progress.ts";
import type { Runner } from "../engine/runner.ts";
import type { Trust } from "../programs/trust-named.ts";
import { SixfoldError } from "../core/errors.ts";
import type { Shelf } from "../transport/shelf.ts";
import { replayShelf, replayTransport } from "../transport/replay-transport.ts";
import { figuresOf, wordsOf } from "../core/services/common/outcome.ts";
import { recordingsOf } from "../core/evidence/bundle.ts";
import { parseCanonicalJson } from "../core/evidence/canonical-json.ts";
import { readWhole } from "../core/evidence/files.ts";
import type { Bundle, Files } from "../core/evidence/files.ts";
import { GROUND_PATH } from "../core/evidence/ground-file.ts";
import { checkFiles, MANIFEST_PATH } from "../core/evidence/manifest.ts";
import type { Manifest } from "../core/evidence/manifest.ts";
import { BOUNDARY_PATH, FIELDS_PATH, PARAMETERS_PATH, PROGRAM_PATH, PROJECT_PATH } from "../core/evidence/paths.ts";
import { allHold, compare } from "./replay-check.ts";
import type { ReplayCheck } from "./replay-check.ts";
import { REPORT_PATH } from "../core/evidence/report-file.ts";
import { SCENES_PATH } from "../core/evidence/scene-records.ts";
import { runProgram } from "./run-program.ts";
import type { Run } from "./run-program.ts";
import { directoryCid } from "../store/unixfs.ts";

export type ReplayOptions = {
  /** Which programs may be run: no other ever is. */
  readonly trust: Trust;
  /** Runs the bundle's own program. */
  readonly runnerOf: (program: Uint8Array) => Runner;
  /** Keeps the maps that are made again. */
  readonly shelf: Shelf;
  /** Most bytes for blocks and kernels, over all workers; see runJob. */
  readonly memoryBytes?: number;
  /** The CID under which the bundle was asked for. Without it the bundle can only be checked against itself. */
  readonly expectedRoot?: CID;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
};

export type Replay = {
  readonly ok: boolean;
  readonly checks: readonly ReplayCheck[];
  /** Absent when the bundle is not even whole. */
  readonly manifest?: Manifest;
  /** What was measured again; absent when a file is not what the manifest says, or the run failed. */
  readonly run?: Run;
};

/** A finding about the bundle becomes a failed check; an aborted or broken machine is thrown on. */
const finding = (name: string, error: unknown): ReplayCheck => {
  if (!(error instanceof SixfoldError) || error.failure === "infrastructure") throw error;
  return { name, ok: false, expected: "no error", actual: `${error.code}: ${error.message}` };
};

/** What a program starts from. */
const INPUTS = [PROJECT_PATH, BOUNDARY_PATH, FIELDS_PATH, GROUND_PATH, PARAMETERS_PATH, SCENES_PATH];

const inputsOf = async (files: Bundle): Promise<Files> => {
  const inputs = new Map<string, Uint8Array>();
  for (const path of INPUTS) if (files.has(path)) inputs.set(path, await readWhole(files, path));
  return inputs;
};

const rerun = async (files: Bundle, manifest: Manifest, options: ReplayOptions): Promise<Run> => {
  const archive = replayTransport(recordingsOf(files, manifest));
  return runProgram(
    options.runnerOf(await readWhole(files, PROGRAM_PATH)),
    await inputsOf(files),
    { recordings: replayShelf(archive), outputs: options.shelf },
    {
      archive,
      ...(options.memoryBytes === undefined ? {} : { memoryBytes: options.memoryBytes }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(options.progress === undefined ? {} : { progress: options.progress }),
    },
  );
};

/** sha-256 of every file. Those that the manifest lists are hashed already. */
const digestsOf = async (files: Bundle, manifest: Manifest): Promise<ReadonlyMap<string, string>> =>
  new Map([
    ...manifest.files.map((entry) => [entry.path, entry.sha256] as const),
    [MANIFEST_PATH, sha256(await readWhole(files, MANIFEST_PATH))] as const,
  ]);

const compareRuns = async (files: Bundle, manifest: Manifest, run: Run): Promise<readonly ReplayCheck[]> => {
  // A forged report may be any JSON; whatever is not an object has no amounts.
  const report = Object(parseCanonicalJson(await readWhole(files, REPORT_PATH), REPORT_PATH)) as Readonly<
    Record<string, unknown>
  >;
  const [ours, theirs] = await Promise.all([digestsOf(files, manifest), digestsOf(run.files, run.manifest)]);
  const paths = [...new Set([...ours.keys(), ...theirs.keys()])].sort().filter((path) => path !== MANIFEST_PATH);
  return [
    compare("output digest", manifest.outputDigest, run.outputDigest),
    compare("report outcome", String(report["outcome"]), run.outcome.kind),
    ...[...wordsOf(run.outcome), ...figuresOf(run.outcome)].map(([name, value]) =>
      compare(`report ${name}`, String(report[name]), String(value)),
    ),
    ...[...paths, MANIFEST_PATH].map((path) =>
      compare(`file ${path}`, ours.get(path) ?? "absent", theirs.get(path) ?? "absent"),
    ),
  ];
};

/** Which program is run, and who speaks for it. */
const trusting = async ({ methodology, program }: Manifest, trust: Trust): Promise<ReplayCheck> => {
  const why = await trust({ methodology, sha256: program.sha256 });
  const expected = "one that this copy builds, that the methodology on chain names, or that you name";
  return {
    name: "program",
    ok: why !== undefined,
    expected,
    actual: `${program.sha256}${why === undefined ? "" : `: ${why}`}`,
  };
};

/**
 * Runs a bundle again from nothing but its own bytes, by its own program, and compares everything that comes out (L13):
 * that the files have the CID asked for, that they are those of the manifest, that somebody speaks for the program, that
 * ground is the cover of the boundary, and that output digest, report numbers and every single file are what that program
 * makes of the recorded bytes. A program that nobody speaks for is not run.
 * @throws the signal's reason when aborted; whatever is no finding about the bundle
 */
export const replay = async (files: Bundle, options: ReplayOptions): Promise<Replay> => {
  const checks: ReplayCheck[] = [];
  const { expectedRoot } = options;
  if (expectedRoot !== undefined)
    try {
      checks.push(compare("root CID", expectedRoot.toV1().toString(), (await directoryCid(files)).toString()));
    } catch (error) {
      checks.push(finding("root CID", error));
    }
  let manifest: Manifest;
  try {
    manifest = await checkFiles(files);
    checks.push({ name: "files are the manifest's", ok: true, expected: "no error", actual: "no error" });
  } catch (error) {
    return { ok: false, checks: [...checks, finding("files are the manifest's", error)] };
  }
  // Nothing is learnt from running what is known to be another bundle.
  if (!allHold(checks)) return { ok: false, checks, manifest };
  const trusted = await trusting(manifest, options.trust);
  checks.push(trusted);
  if (!trusted.ok) return { ok: false, checks, manifest };
  try {
    const run = await rerun(files, manifest, options);
    checks.push(...(await compareRuns(files, manifest, run)));
    return { ok: allHold(checks), checks, manifest, run };
  } catch (error) {
    options.signal?.throwIfAborted();
    return { ok: false, checks: [...checks, finding("re-run", error)], manifest };
  }
};
