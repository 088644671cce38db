import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Finding } from "../../oracle/core/services/common/outcome.ts";
import { sharedRunner } from "../../oracle/engine/shared-runner.ts";
import { analyse } from "../../oracle/pipeline/analyse.ts";
import { ownProgram } from "../../oracle/programs/own-program.ts";
import { defaultPolicy } from "../../oracle/transport/policy.ts";
import { memoryShelf } from "../../oracle/transport/shelf.ts";
import { arrange } from "./arrange.ts";
import { readBasins } from "./basins.ts";
import type { Basin } from "./basins.ts";

/** From the data folder to a finding, by way of a static catalogue, the whole pipeline and a bundle. */
const findingOf = async (dataFolder: string, fire: string): Promise<Finding> => {
  const out = await mkdtemp(join(tmpdir(), "sixfold-burn-"));
  try {
    const { scenes, project } = await arrange({ dataFolder, out, fire });
    const { outcome } = await analyse({
      shelf: memoryShelf(),
      runner: sharedRunner(await ownProgram("burn-severity-pair")),
      project,
      parameters: JSON.parse(await readFile(join(project, "parameters.json"), "utf8")),
      catalogue: scenes,
      policy: defaultPolicy,
    });
    return outcome as Finding;
  } finally {
    await rm(out, { recursive: true, force: true });
  }
};

export type JudgedBasin = { readonly basin: Basin; readonly finding: Finding; readonly meanDnbr: number };

/** Pearson's. */
export const correlation = (pairs: readonly (readonly [number, number])[]): number => {
  const meanOf = (pick: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[pick], 0) / pairs.length;
  const [x, y] = [meanOf(0), meanOf(1)];
  const sumOf = (of: (dx: number, dy: number) => number): number =>
    pairs.reduce((sum, [a, b]) => sum + of(a - x, b - y), 0);
  return sumOf((dx, dy) => dx * dy) / Math.sqrt(sumOf((dx) => dx * dx) * sumOf((_, dy) => dy * dy));
};

/** Every basin of the data folder, with its mean dNBR in thousandths. */
export const judgeBasins = async (dataFolder: string): Promise<readonly JudgedBasin[]> => {
  const judged: JudgedBasin[] = [];
  for (const basin of await readBasins(dataFolder)) {
    const finding = await findingOf(dataFolder, basin.id);
    judged.push({ basin, finding, meanDnbr: (finding.diagnostics as { readonly meanDnbr: number }).meanDnbr });
  }
  return judged;
};

/** Correlation of our mean dNBR with USGS's, basins of one fire at a time. */
export const correlations = (judged: readonly JudgedBasin[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...new Set(judged.map(({ basin }) => basin.fire))].map((fire) => [
      fire,
      correlation(
        judged
          .filter(({ basin }) => basin.fire === fire)
          .map(({ basin, meanDnbr }) => [meanDnbr, basin.meanDnbr] as const),
      ),
    ]),
  );
