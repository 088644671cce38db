import type { Hex } from "viem";

import { bundleOf } from "../core/evidence/bundle.ts";
import type { Bundle, Files } from "../core/evidence/files.ts";
import type { Manifest } from "../core/evidence/manifest.ts";
import type { Stated } from "../core/services/common/outcome.ts";
import type { RunOptions, Runner } from "../engine/runner.ts";
import { keepOn } from "./keep-on.ts";
import { programAnswer } from "./program-answer.ts";
import { recordTransport } from "../transport/record-transport.ts";
import type { Shelf } from "../transport/shelf.ts";
import { verifyWholeFiles } from "./verify-whole-files.ts";

export type Run = {
  /** They lie on the shelf, and are there as long as that is. */
  readonly files: Bundle;
  readonly manifest: Manifest;
  readonly outputDigest: Hex;
  /** Scenes of which pixels or tables were read, in the order of reading. */
  readonly used: readonly string[];
  readonly outcome: Stated;
};

/**
 * The one way from bytes to a bundle: a program reads through a recorder and comes to its outcome, and both are bundled.
 * An analysis runs it over an archive and a replay over recordings, so that equal bytes in give equal bytes out (L13).
 *
 * @param inputs project, boundary, fields, parameters and scenes, as a bundle has them.
 * @param shelves keep what the archive serves, the maps that are made of it, and what waits for them.
 * @throws what `Runner.run`, `programAnswer` and `bundleOf` throw; SixfoldError SCENE_CHECKSUM; the signal's reason when aborted
 */
export const runProgram = async (
  runner: Runner,
  inputs: Files,
  shelves: { readonly recordings: Shelf; readonly outputs: Shelf },
  options: Omit<RunOptions, "keep" | "aside">,
): Promise<Run> => {
  const { transport, recordings } = recordTransport(options.archive, shelves.recordings);
  const { keep, aside, kept } = keepOn(shelves.outputs);
  const measured = programAnswer(await runner.run(inputs, { ...options, archive: transport, keep, aside }));
  options.signal?.throwIfAborted();
  const bundle = await bundleOf({ program: runner.program, measured, kept: kept(), recordings: recordings() });
  options.signal?.throwIfAborted();
  verifyWholeFiles(bundle.manifest.inputs);
  return {
    ...bundle,
    outputDigest: measured.facts.outputDigest,
    used: measured.used,
    outcome: measured.outcome,
  };
};
