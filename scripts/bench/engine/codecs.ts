/** `node scripts/bench/engine/codecs.ts [folder] [rounds]`: each codec beside GDAL on the same files, one thread. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { programCodecs } from "../../../oracle/core/program/program-codecs.ts";
import { batchesOf, readBatch } from "../../../oracle/core/program/read-blocks.ts";
import { blocksOver } from "../../../oracle/core/tiff/band-source.ts";
import { unpackBlock } from "../../../oracle/core/tiff/codecs/unpack-block.ts";
import { copyRows } from "../../../oracle/core/tiff/copy-rows.ts";
import { createCore } from "../../../oracle/core/wasm/core.ts";
import { fileTransport } from "../../../oracle/transport/file-transport.ts";
import { openAsset } from "../../../oracle/core/assets/open-asset.ts";
import { openBand } from "../../../oracle/core/assets/open-band.ts";
import { roundsOf } from "../named.ts";
import { sceneAsset } from "./scene-asset.ts";

/** Changes with codecs.py: files of another version are made anew. */
const FILES = "1";
const codecs = await programCodecs();
const [folder = join(tmpdir(), `sixfold-codecs-${FILES}`), roundsText = "5"] = process.argv.slice(2);
const rounds = roundsOf(roundsText);
/** Debian's, which has GDAL; another may come first on the path. */
const PYTHON = "/usr/bin/python3";
const python = (job: string, where: string): string =>
  execFileSync(PYTHON, [join(import.meta.dirname, "codecs.py"), job, where], { encoding: "utf8" });

if (spawnSync(PYTHON, ["-c", "import numpy; from osgeo import gdal"]).status !== 0) {
  console.log(`${PYTHON} has no GDAL: apt-get install python3-gdal`);
  process.exit(0);
}
if (!existsSync(folder)) {
  // Under its own name only once it is whole, so that an interrupted run leaves nothing that looks made.
  const making = `${folder}.making-${process.pid}`;
  mkdirSync(making, { recursive: true });
  python("make", making);
  renameSync(making, folder);
}

const core = createCore(2 ** 26);
const transport = fileTransport(folder);
/** Rows of a strip, as the engine takes them for one band of a block of 512 pixels. */
const STRIP_ROWS = 128;

/** Everything but reading: unpacks each block and turns it into float32 values. */
const open = async (name: string) => {
  const asset = sceneAsset(folder, name);
  const file = await openAsset(asset, transport);
  const band = openBand(asset, file, "band", file.grid);
  const { source } = band;
  const whole = { col: 0, row: 0, width: file.grid.width, height: file.grid.height };
  const [batch] = batchesOf([band], whole, Infinity);
  const stored = await readBatch(batch!, transport, new AbortController().signal);
  const bytesOf = new Map(stored.map(({ index, bytes }) => [index, bytes]));
  const run = (): void => {
    for (const place of blocksOver(source, whole)) {
      const mark = core.mark();
      const at = unpackBlock(core, source, place, bytesOf.get(place.index)!, codecs);
      const to = core.alloc(STRIP_ROWS * place.width * 4);
      for (let row = place.row; row < place.row + place.height; row += STRIP_ROWS) {
        copyRows(core, source, { ...place, at }, { ...place, row, height: STRIP_ROWS }, to);
      }
      core.release(mark);
    }
  };
  const { width, height, bits } = source.layout;
  return { name, run, megabytes: (width * height * Math.max(1, bits / 8)) / 1e6, seconds: [] as number[] };
};

const files = await Promise.all(
  readdirSync(folder)
    .sort()
    .map((name) => open(name.replace(/\.tif$/, ""))),
);
const theirs: Readonly<Record<string, number>>[] = [];
for (const { run } of files) run();
for (let round = 0; round < rounds; round += 1) {
  for (const { run, seconds } of files) {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    seconds.push((user + system) / 1e6);
  }
  theirs.push(JSON.parse(python("read", folder)) as Record<string, number>);
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
console.log("| samples, compression, option | engine MB/s | GDAL MB/s | ratio |\n| --- | --- | --- | --- |");
for (const { name, megabytes, seconds } of files) {
  const [ours, gdal] = [median(seconds), median(theirs.map((round) => round[name]!))];
  console.log(
    `| ${name} | ${(megabytes / ours).toFixed(0)} | ${(megabytes / gdal).toFixed(0)} | ${(gdal / ours).toFixed(2)} |`,
  );
}
