import { tmpdir } from "node:os";

import type { CID } from "multiformats/cid";
import { sha256 } from "viem";
import type { Hex } from "viem";

import type { Progress } from "../core/program/progress.ts";
import { sharedRunner } from "../engine/shared-runner.ts";
import type { Run } from "../pipeline/run-program.ts";
import type { Trust } from "../programs/trust-named.ts";
import { folderShelf } from "../transport/folder-shelf.ts";
import { SixfoldError } from "../core/errors.ts";
import { BOUNDARY_PATH, PARAMETERS_PATH, PROGRAM_PATH, PROJECT_PATH } from "../core/evidence/paths.ts";
import { evidenceDigest } from "../store/cid.ts";
import { designOfBundle } from "../core/evidence/design.ts";
import { parseCanonicalJson } from "../core/evidence/canonical-json.ts";
import { readWhole } from "../core/evidence/files.ts";
import type { Bundle } from "../core/evidence/files.ts";
import { decodeGround, GROUND_PATH } from "../core/evidence/ground-file.ts";
import type { Manifest } from "../core/evidence/manifest.ts";
import { replay } from "../pipeline/replay.ts";
import type { ReplayCheck } from "../pipeline/replay-check.ts";
import { REPORT_KIND } from "../core/statements/report.ts";
import type { Stated } from "../core/services/common/outcome.ts";
import type { Amounts, Evidence } from "./build-report.ts";

/** What a bundle says after it was run again. */
export type Rerun = Omit<Evidence, keyof Amounts> & {
  readonly service: string;
  readonly outcome: Stated;
  readonly outputDigest: Hex;
  readonly simulated: boolean;
};

const seconds = (instant: string): number => {
  const milliseconds = Date.parse(instant);
  if (milliseconds % 1000 === 0 && milliseconds >= 0) return milliseconds / 1000;
  throw new SixfoldError({
    code: "ATTEST_PERIOD",
    failure: "check",
    field: "period",
    value: instant,
    rule: "a period begins and ends on whole seconds since 1970",
  });
};

/** When what was before the project ended, as its document says, which its program has parsed. */
const historyEndOf = async (files: Bundle): Promise<number | undefined> => {
  const project: unknown = parseCanonicalJson(await readWhole(files, PROJECT_PATH), PROJECT_PATH);
  const { history } = project as { readonly history?: { readonly end: string } };
  return history === undefined ? undefined : seconds(history.end);
};

const said = async (cid: CID, files: Bundle, manifest: Manifest, { outcome, outputDigest }: Run): Promise<Rerun> => ({
  evidence: evidenceDigest(cid),
  boundary: sha256(await readWhole(files, BOUNDARY_PATH)),
  parameters: sha256(await readWhole(files, PARAMETERS_PATH)),
  program: sha256(await readWhole(files, PROGRAM_PATH)),
  design: await designOfBundle(files),
  service: manifest.service,
  methodology: manifest.methodology,
  version: manifest.version,
  periodStart: seconds(manifest.period.start),
  periodEnd: seconds(manifest.period.end),
  historyEnd: await historyEndOf(files),
  ground: decodeGround(await readWhole(files, GROUND_PATH)).blocks,
  outcome,
  outputDigest,
  simulated: manifest.simulated,
});

const NOTHING = { measuredKg: 0n, baselineKg: 0n, leakageKg: 0n, lossKg: 0n, halfWidthKg: 0n };

const lossOf = (finding: Extract<Stated, { kind: "finding" }>): bigint => {
  if (finding.verdict !== "undetermined") return finding.verdict === "loss" ? finding.upperKg : 0n;
  throw new SixfoldError({
    code: "ATTEST_UNDETERMINED",
    failure: "check",
    field: "outcome",
    value: finding.reason,
    rule: "who reports to have looked could say whether anything was lost",
  });
};

/**
 * An outcome as a report states it: a measurement asks for credit; a finding or a detection limit says that somebody
 * looked, and what was lost, at its upper bound (L15).
 * @throws SixfoldError `ATTEST_UNDETERMINED` (check) for a finding that finds nothing out
 */
export const evidenceOf = ({ outcome, ...rest }: Rerun): Evidence => {
  const { claimedM2, observedM2 } = outcome;
  if (outcome.kind !== "measurement") {
    const lossKg = outcome.kind === "finding" ? lossOf(outcome) : 0n;
    return { ...rest, ...NOTHING, kind: REPORT_KIND.observation, lossKg, claimedM2, observedM2 };
  }
  const { measuredKg, baselineKg, leakageKg, halfWidthKg } = outcome;
  const amounts = { ...NOTHING, measuredKg, baselineKg, leakageKg, halfWidthKg };
  return { ...rest, ...amounts, kind: REPORT_KIND.credit, claimedM2, observedM2 };
};

export type RerunOptions = {
  /** Which programs may be run. */
  readonly trust: Trust;
  /** Threads that work on pixels; one for each core where absent. */
  readonly workers?: number | undefined;
  /** Most bytes for blocks and kernels, over all workers; see runJob. */
  readonly memoryBytes?: number | undefined;
  readonly progress?: Progress | undefined;
};

/**
 * Runs a bundle again from its recorded bytes, by its own program (L13).
 * @returns every comparison made, and what came out if all of them hold.
 */
export const rerunWithChecks = async (
  cid: CID,
  files: Bundle,
  { trust, workers, memoryBytes, progress }: RerunOptions,
): Promise<{ readonly checks: readonly ReplayCheck[]; readonly rerun: Rerun | undefined }> => {
  await using shelf = await folderShelf(tmpdir());
  const { ok, checks, manifest, run } = await replay(files, {
    shelf,
    trust,
    runnerOf: (program) => sharedRunner(program, workers),
    expectedRoot: cid,
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(progress === undefined ? {} : { progress }),
  });
  const whole = ok && manifest !== undefined && run !== undefined;
  return { checks, rerun: whole ? await said(cid, files, manifest, run) : undefined };
};

/**
 * Runs a bundle again, and answers what it says.
 * @param trust which programs may be run.
 * @throws SixfoldError `ATTEST_REPLAY_DIFFERS` (check) naming the first thing that came out differently.
 */
export const rerun = async (cid: CID, files: Bundle, trust: Trust): Promise<Rerun> => {
  const { checks, rerun: result } = await rerunWithChecks(cid, files, { trust });
  if (result !== undefined) return result;
  const failed = checks.find(({ ok, warning }) => !ok && warning !== true);
  throw new SixfoldError({
    code: "ATTEST_REPLAY_DIFFERS",
    failure: "check",
    field: failed?.name ?? "bundle",
    value: { bundle: failed?.expected, rerun: failed?.actual },
    rule: "re-running the bundle gives what the bundle says",
  });
};
