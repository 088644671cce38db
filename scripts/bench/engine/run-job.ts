/** `node scripts/bench/engine/run-job.ts <severity|fields|project> <folder> <workers>`: one job by the engine, as JSON. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { runJob } from "../../../oracle/engine/run-job.ts";
import { threadPool } from "../../../oracle/engine/thread-pool.ts";
import { burnSeverity, KEY_BENSON_2006 } from "../../../oracle/raster/kernels/burn-severity.ts";
import { meanOf } from "../../../oracle/raster/kernels/exact-sum.ts";
import { zonalIndex, zonalSums } from "../../../oracle/raster/kernels/zonal-sums.ts";
import { meet, planWindows, type Window } from "../../../oracle/raster/window.ts";
import { fileTransport } from "../../../oracle/scenes/file-transport.ts";
import { openAsset } from "../../../oracle/scenes/open-asset.ts";
import { openBand, type OpenBand } from "../../../oracle/scenes/open-band.ts";
import type { SceneAsset } from "../../../oracle/scenes/types.ts";

const [job = "severity", folder = "", count = "1"] = process.argv.slice(2);
const workers = Number(count);
const DATES = 30;
const [FIELDS_ACROSS, FIELDS_DOWN, FIELD_PX] = [25, 20, 100];
const SEVERITY_BANDS = ["nir-before", "swir-before", "nir-after", "swir-after"];
/** 100 ha of 10 m pixels. */
const PROJECT: Window = { col: 5000, row: 5000, width: 100, height: 100 };

let bytesRead = 0;
const files = fileTransport(folder);
const transport = {
  ...files,
  read: (...args: Parameters<typeof files.read>) => {
    bytesRead += args[1].end - args[1].start;
    return files.read(...args);
  },
};

const assetOf = (name: string): SceneAsset => ({
  key: name,
  href: pathToFileURL(join(folder, `${name}.tif`)).href,
  mediaType: undefined,
  bands: [{ name: "band", index: 0, scale: 1, offset: 0, nodata: undefined, dataType: undefined }],
  epsg: undefined,
  transform: undefined,
  shape: undefined,
  checksum: undefined,
  requesterPays: false,
});

const names =
  job === "fields" ? Array.from({ length: DATES }, (_, i) => `date-${String(i).padStart(2, "0")}`) : SEVERITY_BANDS;

const open = async () => {
  const opened = await Promise.all(
    names.map(async (name) => ({ asset: assetOf(name), file: await openAsset(assetOf(name), transport) })),
  );
  const { grid } = opened[0]!.file;
  return { grid, bands: opened.map(({ asset, file }) => openBand(asset, file, "band", grid)) };
};

const labelsOf = ({ col, row, width, height }: Window): Int32Array => {
  const labels = new Int32Array(width * height);
  for (let i = 0; i < labels.length; i += 1) {
    const [x, y] = [Math.floor((col + (i % width)) / FIELD_PX), Math.floor((row + Math.floor(i / width)) / FIELD_PX)];
    labels[i] = x < FIELDS_ACROSS && y < FIELDS_DOWN ? y * FIELDS_ACROSS + x : -1;
  }
  return labels;
};

const windowsOf = (
  grid: Parameters<typeof planWindows>[0],
  { source }: OpenBand,
  isWanted: (window: Window) => boolean,
) =>
  planWindows(
    grid,
    {
      col: -source.col,
      row: -source.row,
      blockWidth: source.layout.blockWidth,
      blockHeight: source.layout.blockHeight,
    },
    isWanted,
  );

const pool = threadPool(workers, new URL("./worker.ts", import.meta.url));

const severity = async (isWanted: (window: Window) => boolean) => {
  const { grid, bands } = await open();
  const windows = windowsOf(grid, bands[0]!, isWanted);
  const { counts, sum } = await runJob(
    { grid, windows, steps: [bands], kernel: burnSeverity, parametersOf: () => ({ thresholds: KEY_BENSON_2006 }) },
    { pool, transport },
  );
  const blocks = bands.reduce((total, { offsets }) => total + offsets.length, 0);
  return { result: [...counts, Number(sum)], blocksRead: windows.length * bands.length, blocks };
};

const fields = async (isWanted: (window: Window) => boolean) => {
  const { grid, bands } = await open();
  const sums = await runJob(
    {
      grid,
      windows: windowsOf(grid, bands[0]!, isWanted),
      steps: bands.map((band) => [band]),
      kernel: zonalSums,
      parametersOf: (window) => ({
        labels: labelsOf(window),
        zones: FIELDS_ACROSS * FIELDS_DOWN,
        steps: DATES,
        bands: 1,
      }),
    },
    { pool, transport },
  );
  const means = bands.flatMap((_, step) =>
    Array.from(sums.zones, (__, place) => meanOf(sums.sums, sums.counts, zonalIndex(sums, step, 0, place))),
  );
  return { result: means };
};

const isFirst = ({ col, row }: Window): boolean => col === 0 && row === 0;
const run = () =>
  job === "fields" ? fields(() => true) : severity((window) => job === "severity" || meet(window, PROJECT));

// Threads and code are warm before the clock starts, as they are in a running node.
await (job === "fields" ? fields(isFirst) : severity(isFirst));
bytesRead = 0;
const start = performance.now();
const answer = await run();
const seconds = (performance.now() - start) / 1000;
const rssMiB = Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
console.log(JSON.stringify({ seconds, rssMiB, bytesRead, ...answer }));
await pool.close();
