/**
 * `node scripts/bench/engine/run.ts <job> <folder> <workers> [all | project]`: one job by the engine, as JSON. `project`
 * looks at 100 ha of the scene alone.
 */
import { readFileSync } from "node:fs";

import { threadCrew } from "../../../oracle/engine/thread-crew.ts";
import { meet } from "../../../oracle/core/grid/window.ts";
import type { Window } from "../../../oracle/core/grid/window.ts";
import { fileTransport } from "../../../oracle/transport/file-transport.ts";
import { setAsideInMemory } from "../../../oracle/core/raster/set-aside.ts";
import { openAsset } from "../../../oracle/core/assets/open-asset.ts";
import { openBand } from "../../../oracle/core/assets/open-band.ts";
import type { Scenes } from "./job.ts";
import { JOBS } from "./jobs/index.ts";
import { sceneAsset } from "./scene-asset.ts";

const [id = "", folder = "", workers = "1", part = "all"] = process.argv.slice(2);
const job = JOBS.find((each) => each.id === id)!;
/** 100 ha of 10 m pixels. */
const PROJECT: Window = { col: 5000, row: 5000, width: 100, height: 100 };

const transport = fileTransport(folder);

const open = async (): Promise<Scenes> => {
  const opened = await Promise.all(
    job.scenes
      .map((name) => sceneAsset(folder, name))
      .map(async (asset) => ({ asset, file: await openAsset(asset, transport) })),
  );
  const { grid } = opened[0]!.file;
  return { grid, bands: opened.map(({ asset, file }) => openBand(asset, file, "band", grid)) };
};

const crew = threadCrew(Number(workers), new URL("./worker.ts", import.meta.url));
const options = { crew, transport, setAside: setAsideInMemory };
let windowsSeen = 0;
const isWanted = (window: Window): boolean => {
  const wanted = part === "all" || meet(window, PROJECT);
  if (wanted) windowsSeen += 1;
  return wanted;
};

// Done once before the clock starts: threads and code are warm, as they are in a running node.
await job.run(await open(), { ...options, isWanted });
windowsSeen = 0;
const [start, cpu] = [performance.now(), process.cpuUsage()];
const scenes = await open();
const result = await job.run(scenes, { ...options, isWanted });
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);
console.log(
  JSON.stringify({
    seconds,
    cpuSeconds: (user + system) / 1e6,
    rssMiB: Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024,
    blocksRead: windowsSeen * scenes.bands.length,
    blocks: scenes.bands.reduce((total, { offsets }) => total + offsets.length, 0),
    result,
  }),
);
await crew.close();
