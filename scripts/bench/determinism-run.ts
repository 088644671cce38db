/** `node scripts/bench/determinism-run.ts <folder> <workers> <runs>`: prints a CID for each run, with scenes shuffled. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { shuffle } from "../simulate/shuffle.ts";
import { seededRandom } from "../../oracle/core/uncertainty/random.ts";
import { analyseSimulated } from "./simulated-analysis.ts";

const [folder = "", workers = "1", runs = "1", seed = "1"] = process.argv.slice(2);
const random = seededRandom(BigInt(seed));

/** The collection whose links name the items. */
const path = join(folder, "scenes", "simulated-sentinel-1-rtc", "collection.json");

for (let run = 0; run < Number(runs); run += 1) {
  const collection = JSON.parse(readFileSync(path, "utf8")) as { links: unknown[] };
  collection.links = [...shuffle(random, collection.links)];
  writeFileSync(path, JSON.stringify(collection));
  const { cid } = await analyseSimulated(folder, Number(workers));
  console.log(cid.toString());
}
