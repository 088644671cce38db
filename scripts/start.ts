/**
 * The main job: `npm start`, `npm start -- --once`, `npm start -- --json`.
 * A local chain, three operators, a verifier and a gateway as processes, and projects that live from ground to certificate.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { suggestTerms } from "../oracle/chain/suggest-terms.ts";
import { fail } from "../oracle/cli/fail.ts";
import { SixfoldError, misnamed } from "../oracle/core/errors.ts";
import type { MethodologyTerms } from "../oracle/core/services/common/terms.ts";
import { serviceOf } from "../oracle/core/services/index.ts";
import { ownProgramDigest } from "../oracle/programs/own-program.ts";
import { arrange } from "./angiang/arrange.ts";
import { BURN_FOLDER } from "./burn/basins.ts";
import { root } from "./run.ts";
import { simulatePaddy } from "./simulate/paddy.ts";
import { tellMoves } from "./start/clock.ts";
import { BURN_REFERENCE } from "../oracle/core/services/integrity/burn/terms.ts";
import { simulateForest } from "./simulate/forest/simulate.ts";
import { findFires } from "./start/find-fire.ts";
import { fromRoot } from "./start/from-root.ts";
import { liveThroughFire } from "./start/live-through-fire.ts";
import { live, sayLife } from "./start/life.ts";
import type { Life } from "./start/life.ts";
import type { Story } from "./start/story.ts";
import { stopProcesses } from "./start/processes.ts";
import { openRun } from "./start/runs.ts";
import { sayJson, sayText } from "./start/say.ts";
import { sayNext } from "./start/say-next.ts";
import { serveApi } from "./start/serve-api.ts";
import { setRules } from "./start/set-rules.ts";
import { tryCheat } from "./start/try-cheat.ts";
import { startWorld } from "./start/world.ts";

const readOptions = (): { readonly once?: boolean; readonly json?: boolean } => {
  try {
    return parseArgs({ options: { once: { type: "boolean" }, json: { type: "boolean" } } }).values;
  } catch (error) {
    throw misnamed("START_USAGE", "arguments", process.argv.slice(2).join(" "), (error as Error).message);
  }
};

const SEED = 6n;
const FOREST_SEED = 2n;
const dataFolder = resolve(root, process.env["SIXFOLD_DATA"] ?? "../shared/data");

/** A story before its methodology is on the chain. */
type Setting = { readonly story: Omit<Story, "methodologyId">; readonly parameters: unknown };

const settingOf = (story: Omit<Story, "methodologyId">): Setting => ({
  story,
  parameters: JSON.parse(readFileSync(join(story.project, "parameters.json"), "utf8")),
});
const PADDY = { service: "paddy", methodology: "paddy-ipcc-2019" } as const;

/** Scenes of 2022 lie further back with each year; on this chain of its own a project may still begin with them. */
const termsOf = async ({ story: { service, methodology }, parameters }: Setting): Promise<MethodologyTerms> => ({
  ...suggestTerms(serviceOf(service, methodology), parameters, await ownProgramDigest(methodology)),
  retroactivitySeconds: 2 ** 32 - 1,
});

const simulated = async (folder: string): Promise<Setting> => {
  const { scenes, project } = await simulatePaddy({ seed: SEED, out: join(folder, "simulated") });
  return settingOf({
    ...PADDY,
    title: "SIMULATED: a paddy project on simulated Sentinel-1 scenes",
    project,
    catalogue: scenes,
    hostCountry: "JP",
    beneficiary: "A demonstration, SIMULATED",
    isLiedAbout: true,
  });
};

const angiang = async (folder: string): Promise<Setting> => {
  const { scenes, project } = await arrange({ dataFolder, out: join(folder, "angiang") });
  return settingOf({
    ...PADDY,
    title: "An Giang: real Sentinel-1 scenes of 2022; no such project exists, its fields are labelled rice points",
    project,
    catalogue: scenes,
    hostCountry: "VN",
    beneficiary: "A demonstration on real scenes",
    isLiedAbout: false,
  });
};

const forest = async (folder: string): Promise<Setting> => {
  const { scenes, project } = await simulateForest(join(folder, "forest"), { seed: FOREST_SEED });
  return settingOf({
    service: "forest",
    methodology: "canopy-height-plots",
    title: "SIMULATED: a forest project on simulated canopy heights and plots",
    project,
    catalogue: scenes,
    hostCountry: "BR",
    beneficiary: "A demonstration of a forest, SIMULATED",
    isLiedAbout: false,
  });
};

/** The watch over the forest: its rules are public too. */
const burnTerms = async (): Promise<MethodologyTerms> => {
  const methodology = "burn-severity-pair";
  return suggestTerms(serviceOf("integrity", methodology), BURN_REFERENCE, await ownProgramDigest(methodology));
};

/** Resolves when this process is asked to stop. */
const stopAsked = new Promise<"stopped">((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => resolve("stopped"));
});
let staysUp = false;

const main = async (): Promise<void> => {
  const { once = false, json = false } = readOptions();
  const say = json ? sayJson() : sayText();
  const folder = openRun(join(root, ".sixfold", "runs"));
  const hasData = existsSync(join(dataFolder, "rice"));
  const [started, ...settings] = await Promise.all([
    startWorld(folder, writeFileSync),
    simulated(folder),
    forest(folder),
    ...(hasData ? [angiang(folder)] : []),
  ]);
  const world = { ...started, clock: tellMoves(started.clock, say) };
  say("running", {
    chain: `${world.deployment.rpcUrl} (id ${world.deployment.chainId}, development accounts only)`,
    deployment: fromRoot(world.deploymentFile),
    operators: world.operators.map(({ url }) => url).join(" "),
    verifier: world.verifier.url,
    gateway: world.gateway,
  });
  const terms = await Promise.all([...settings.map(termsOf), burnTerms()]);
  const ids = await setRules(world, terms);
  say("rules set by the governor after the public delay", { methodologies: ids.join(", ") });
  const lives: Life[] = [];
  for (const [index, { story }] of settings.entries())
    lives.push(await live({ world, story: { ...story, methodologyId: ids[index]! }, say }));
  const wooded = settings.findIndex(({ story }) => story.service === "forest");
  const stage = { world, story: { ...settings[wooded]!.story, methodologyId: ids[wooded]! }, say };
  await liveThroughFire(stage, lives[wooded]!, FOREST_SEED);
  await tryCheat(say, folder, SEED);
  if (!hasData)
    say("no rice scenes in the data folder: the project on real scenes is left out", {
      SIXFOLD_DATA: fromRoot(dataFolder),
    });
  if (existsSync(join(dataFolder, BURN_FOLDER))) await findFires(say, dataFolder, folder);
  else say("no burned basins in the data folder: the findings are left out", { SIXFOLD_DATA: fromRoot(dataFolder) });
  const api = await serveApi(say, world);
  say("done", { folder: fromRoot(folder) });
  for (const life of lives) sayLife(say, life);
  sayNext(say, { ...world, api }, lives, !once);
  if (once) return;
  say("staying up; stop with Ctrl-C");
  staysUp = true;
  await stopAsked;
};

try {
  const end = await Promise.race([main(), stopAsked]);
  if (end === "stopped" && !staysUp) process.exitCode = 1;
} catch (error) {
  if (error instanceof SixfoldError) process.exitCode = fail(error, process.argv.includes("--json"));
  else {
    console.error(error instanceof Error ? error.stack : error);
    process.exitCode = 1;
  }
} finally {
  await stopProcesses();
  // Whatever a signal interrupted is not waited for.
  process.exit();
}
