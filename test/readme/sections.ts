import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Network } from "../helpers/network.ts";
import type { Followed, Following } from "./follow.ts";
import { SEEN_FOR_REAL } from "./seen-for-real.ts";

/** One section of the README, with what its text leaves to the reader. */
export type Section = Pick<Following, "chosen" | "before"> & {
  readonly title: string;
  /** What must be so afterwards, by its name; each throws where it is not. */
  readonly seen?: Readonly<Record<string, (followed: Followed) => Promise<void> | void>>;
};

const DAY_SECONDS = 86_400;

/** The main job and the tests: nothing is the reader's to choose. */
export const runIt: Section = { title: "Run it", chosen: {} };

const readJson = (path: string): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(path, "utf8")) as Readonly<Record<string, unknown>>;

/**
 * A reader's own project in `folder`: the example is made theirs with the files of `site`, a project folder, and its
 * scenes come from the STAC API at `api`.
 */
export const ownProject = (site: string, folder: string, api: string): Section => ({
  title: "Your own project and scenes",
  chosen: {
    PROJECT: folder,
    STAC: api,
    COLLECTION: "simulated-sentinel-1-rtc",
    SCENE_OPTIONS: "--allow-host 127.0.0.1",
  },
  before: ({ text }) => {
    if (text.startsWith("npx sixfold project check")) {
      for (const name of ["boundary.geojson", "fields.geojson"]) cpSync(join(site, name), join(folder, name));
      const { period, practice } = readJson(join(site, "project.json"));
      const mine = { ...readJson(join(folder, "project.json")), name: "Mine", simulated: true, period, practice };
      writeFileSync(join(folder, "project.json"), JSON.stringify(mine));
    }
    return Promise.resolve();
  },
});

/** A registry in the folder `registry` on the reader's own network, and the project of `site` measured from `scenes`. */
export const forReal = (network: Network, registry: string, site: string, scenes: string): Section => ({
  title: "Running it for real",
  chosen: { SIXFOLD_RPC: network.url, REGISTRY: registry, SITE: site, SCENES: scenes },
  before: async ({ text }, variables) => {
    if (text.startsWith("npm run deploy"))
      for (const name of ["DEPLOYER", "GOVERNOR", "DEVELOPER", "BUYER"]) await network.fund(variables[name]!);
    if (text.includes("announce-operators") && text.endsWith("--wait")) await network.pass(2 * DAY_SECONDS);
    if (text.includes("credit issue")) await network.pass(7 * DAY_SECONDS);
  },
  seen: Object.fromEntries(
    Object.entries(SEEN_FOR_REAL).map(([name, look]) => [
      name,
      (followed: Followed) => look({ ...followed, network, registry }),
    ]),
  ),
});
