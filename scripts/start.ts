/**
 * The main job: `npm start`, `npm start -- --once`, `npm start -- --json`.
 * A local chain, three operators, a verifier and a gateway as processes, and projects that live from ground to certificate.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { suggestTerms } from "../oracle/chain/suggest-terms.ts";
import { serviceOf } from "../oracle/services/index.ts";
import { arrange } from "./angiang/arrange.ts";
import { root } from "./run.ts";
import { simulatePaddy } from "./simulate/paddy.ts";
import { live } from "./start/life.ts";
import type { Story } from "./start/story.ts";
import { stopProcesses } from "./start/processes.ts";
import { sayJson, sayText } from "./start/say.ts";
import { setRules } from "./start/set-rules.ts";
import { startWorld } from "./start/world.ts";

const { values } = parseArgs({ options: { once: { type: "boolean" }, json: { type: "boolean" } } });
const say = values.json ? sayJson() : sayText();

const SEED = 6n;
const dataFolder = resolve(root, process.env["SIXFOLD_DATA"] ?? "../shared/data");

/** A story before its methodology is on the chain. */
type Setting = { readonly story: Omit<Story, "methodologyId">; readonly parameters: unknown };

const settingOf = (story: Omit<Story, "methodologyId" | "service" | "methodology">): Setting => ({
  story: { ...story, service: "paddy", methodology: "paddy-ipcc-2019" },
  parameters: JSON.parse(readFileSync(join(story.project, "parameters.json"), "utf8")),
});

const simulated = async (folder: string): Promise<Setting> => {
  const { scenes, project } = await simulatePaddy({ seed: SEED, out: join(folder, "simulated") });
  return settingOf({
    title: "SIMULATED: a paddy project on simulated Sentinel-1 scenes",
    project,
    catalogue: scenes,
    hostCountry: "JP",
    beneficiary: "A demonstration, SIMULATED",
  });
};

const angiang = async (folder: string): Promise<Setting> => {
  const { scenes, project } = await arrange({ dataFolder, out: join(folder, "angiang") });
  return settingOf({
    title: "An Giang: real Sentinel-1 scenes of 2022; no such project exists, its fields are labelled rice points",
    project,
    catalogue: scenes,
    hostCountry: "VN",
    beneficiary: "A demonstration on real scenes",
  });
};

const main = async (): Promise<void> => {
  const base = join(root, ".sixfold", "runs");
  mkdirSync(base, { recursive: true });
  const folder = mkdtempSync(join(base, "run-"));
  const hasData = existsSync(dataFolder);
  const [world, ...settings] = await Promise.all([
    startWorld(folder, writeFileSync),
    simulated(folder),
    ...(hasData ? [angiang(folder)] : []),
  ]);
  say("running", {
    chain: `${world.deployment.rpcUrl} (id ${world.deployment.chainId}, development accounts only)`,
    deployment: world.deploymentFile,
    operators: world.operators.map(({ url }) => url).join(" "),
    verifier: world.verifier.url,
    gateway: world.gateway,
  });
  const ids = await setRules(
    world,
    settings.map(({ story, parameters }) => suggestTerms(serviceOf(story.service, story.methodology), parameters)),
  );
  say("rules set by the governor after the public delay", { methodologies: ids.join(", ") });
  for (const [index, { story }] of settings.entries())
    await live({ world, story: { ...story, methodologyId: ids[index]! }, say });
  if (!hasData) say("no data folder: the project on real scenes is left out", { SIXFOLD_DATA: dataFolder });
  say("done", { folder });
  if (values.once) return;
  say("staying up; stop with Ctrl-C");
  await new Promise<void>((stop) => {
    process.once("SIGINT", () => stop());
    process.once("SIGTERM", () => stop());
  });
};

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.stack : error);
  process.exitCode = 1;
} finally {
  await stopProcesses();
}
