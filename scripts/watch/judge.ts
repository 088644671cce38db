import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type { LonLat } from "../../oracle/core/grid/types.ts";
import { dayOf } from "../../oracle/core/services/common/day.ts";
import type { Finding } from "../../oracle/core/services/common/outcome.ts";
import { sharedRunner } from "../../oracle/engine/shared-runner.ts";
import { analyse } from "../../oracle/pipeline/analyse.ts";
import { ownProgram } from "../../oracle/programs/own-program.ts";
import { defaultPolicy } from "../../oracle/transport/policy.ts";
import { memoryShelf } from "../../oracle/transport/shelf.ts";
import { judgeBago } from "../bago/judge.ts";
import type { Region } from "../bago/judge.ts";
import { correlations, judgeBasins } from "../burn/judge.ts";
import { arrange as arrangeFires, northAmerica } from "../firms/arrange.ts";
import { judgeFlood } from "../flood/judge.ts";
import { judgeLandsat, judgePine } from "../season/judge.ts";
import { judgeRealSeries, judgeRules } from "./judge-rules.ts";

/** A row of the table: what was met, what was reached, and what was hoped for. */
type Row = readonly [data: string, reached: string, goal: string];

const region = ({ disturbed, found, early, standing, falsely }: Region): string =>
  `${found} of ${disturbed} found, ${early} early, ${falsely} of ${standing} false`;

const logging = async (dataFolder: string): Promise<readonly Row[]> => {
  const { north, south, onsetLag, confirmedLag } = await judgeBago(dataFolder);
  const [found, early, falsely] = [north.found + south.found, north.early + south.early, north.falsely + south.falsely];
  return [
    [
      "Bago logging, 52 disturbed, 84 not",
      `${found} found, ${early} early, ${falsely} false; median ${onsetLag} days to onset, ${confirmedLag} to confirmed`,
      ">= 31 found, 0 early, <= 2 false, <= 50 days to confirmed",
    ],
    ["Bago, north", region(north), "by region"],
    ["Bago, south", region(south), "by region"],
  ];
};

const floods = async (dataFolder: string): Promise<readonly Row[]> => {
  const [radar, optical] = [await judgeFlood(dataFolder, "radar"), await judgeFlood(dataFolder, "optical")];
  return [
    ["flood chip, radar without labels", `overlap ${radar.overlap.toFixed(3)}`, ">= 0.48"],
    ["flood chip, optical without labels", `overlap ${optical.overlap.toFixed(3)}`, ">= 0.67"],
  ];
};

const burns = async (dataFolder: string): Promise<readonly Row[]> => {
  const judged = await judgeBasins(dataFolder);
  const severe = judged.filter(({ basin }) => basin.highOrModerate > 0.5);
  const lost = severe.filter(({ finding }) => finding.verdict === "loss");
  const hidden = judged.filter(({ basin, finding }) => basin.fire === "Witch" && finding.verdict !== "loss");
  const reasons = [...new Set(hidden.map(({ finding: { verdict, reason } }) => `${verdict}: ${reason}`))];
  const counted = Object.entries(correlations(judged))
    .map(([fire, r]) => [fire, r, judged.filter(({ basin }) => basin.fire === fire).length] as const)
    .filter(([, , count]) => count >= 9);
  return [
    [
      "burned basins, mean dNBR within a fire",
      counted.map(([fire, r, count]) => `${fire} ${r.toFixed(2)} (${count})`).join(", "),
      "r >= 0.70 each, n >= 9",
    ],
    ["burned basins, severe", `${lost.length} of ${severe.length} losses`, "22 of 22"],
    ["Witch fire, no loss seen", `${hidden.length} basins, ${reasons.join(", ")}`, "undetermined: green-up"],
  ];
};

/** Days from the first low look of the plantation, 2004.652. */
const daysSince = (date: string | undefined): string =>
  date === undefined ? "none" : `${dayOf(date) - dayOf("2004-08-26")} days`;

const seasons = async (dataFolder: string): Promise<readonly Row[]> => {
  const pine = await judgePine(dataFolder);
  const snow = await judgeLandsat(dataFolder, "row9_persistent_snow", 2000);
  return [
    [
      "pine harvest 2004, from the first low look",
      `onset ${daysSince(pine.onset)}, alarm ${daysSince(pine.alarm)}`,
      "onset within 16 days, alarm <= 48, none before 2004.6",
    ],
    ["pixel under lasting snow", snow.isObserved ? "watched" : "not watched", "refused"],
  ];
};

const fires = async (dataFolder: string): Promise<readonly Row[]> => {
  const out = await mkdtemp(join(tmpdir(), "sixfold-fires-"));
  try {
    const tables = await northAmerica(dataFolder);
    const findingAt = async (middle: LonLat): Promise<Finding> => {
      const { scenes, project } = await arrangeFires({
        ...{ out: join(out, middle.join(" ")), tables, middle, simulated: false, watchFrom: "2025-06-01" },
        period: { start: "2025-06-01", end: "2025-06-24" },
      });
      const { outcome } = await analyse({
        shelf: memoryShelf(),
        runner: sharedRunner(await ownProgram("fire-hotspots")),
        project,
        parameters: JSON.parse(await readFile(join(project, "parameters.json"), "utf8")),
        catalogue: scenes,
        policy: defaultPolicy,
      });
      return outcome as Finding;
    };
    const [burned, quiet] = [await findingAt([-108.2, 33]), await findingAt([-100, 40])];
    const { hotspots } = burned.diagnostics as { readonly hotspots: number };
    return [
      [
        "FIRMS, North America, June 2025",
        `${hotspots} hotspots; in the largest fire ${burned.verdict}, far from any ${quiet.verdict}: ${quiet.reason}`,
        "a loss; never an all-clear",
      ],
    ];
  } finally {
    await rm(out, { recursive: true, force: true });
  }
};

/** Prints what the integrity watch reaches on the data folder and on simulated series, beside what was hoped for. */
export const judgeWatch = async (): Promise<void> => {
  const dataFolder = resolve(process.env["SIXFOLD_DATA"] ?? "../shared/data");
  const isThere = existsSync(join(dataFolder, "part2", "integrity"));
  if (!isThere) console.log("integrity watch: no data folder (SIXFOLD_DATA), real ground left out");
  const print = (rows: readonly Row[]): void => rows.forEach((row) => console.log(`| ${row.join(" | ")} |`));
  console.log("\n| integrity watch | reached | goal |\n| --- | --- | --- |");
  if (isThere)
    for (const judge of [logging, floods, burns, seasons, fires, judgeRealSeries]) print(await judge(dataFolder));
  print(judgeRules());
};
