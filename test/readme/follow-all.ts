/**
 * `npm run readme`: follows the whole README, command by command, as a stranger would: in a clean clone of what is
 * committed, with Node 20 and nothing installed, on a network, a STAC API and a project of their own.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";

import { root } from "../../scripts/run.ts";
import { simulatePaddy } from "../../scripts/simulate/paddy.ts";
import { startNetwork } from "../helpers/network.ts";
import { serveStacApi } from "../helpers/stac-api.ts";
import { follow, readCommands } from "./follow.ts";
import { forReal, ownProject, runIt } from "./sections.ts";

/** A season whose credit is not zero. */
const SEED = 1n;
/** Long since released and still in use: the oldest Node that the README promises to do with. */
const NODE = "20.20.2";
const TIMEOUT_MS = 900_000;
/** What whoever runs this has run in a clean checkout of the same commit. */
const RUN_ELSEWHERE = new Set(["npm test"]);

const folder = mkdtempSync(join(tmpdir(), "sixfold-readme-"));
const clone = join(folder, "clone");
const started = performance.now();
const say = (text: string): void =>
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${text}`);

/** A PATH on which `node` is Node 20, and npm is the machine's own. */
const pathWithOldNode = (): string => {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const install = ["install", "--prefix", folder, "--no-save", "--no-package-lock", "--silent", `${name}@${NODE}`];
  execFileSync("npm", install, { stdio: ["ignore", "ignore", "inherit"] });
  return [join(folder, "node_modules", name, "bin"), process.env["PATH"] ?? ""].join(delimiter);
};

execFileSync("git", ["clone", "--quiet", root, clone]);
const PATH = pathWithOldNode();
const readme = readFileSync(join(clone, "README.md"), "utf8");
const { project: site, scenes } = await simulatePaddy({ seed: SEED, out: join(folder, "simulated") });
const [network, api] = await Promise.all([startNetwork(), serveStacApi(scenes)]);
try {
  const sections = [
    runIt,
    ownProject(site, join(folder, "mine"), api.origin),
    forReal(network, join(folder, "registry"), site, scenes),
  ];
  const lines = sections.flatMap(({ title }) => readCommands(readme, title)).length;
  if (lines !== readCommands(readme).length)
    throw new Error("the README has commands outside the sections that are followed");
  for (const { title, chosen, before, seen = {} } of sections) {
    say(title);
    const commands = readCommands(readme, title).filter(({ text }) => {
      if (RUN_ELSEWHERE.has(text)) say(`  ${text}: run before this, in a checkout of its own`);
      return !RUN_ELSEWHERE.has(text);
    });
    const followed = await follow(commands, {
      cwd: clone,
      env: {
        ...(Object.fromEntries(
          Object.entries(process.env).filter(([name]) => !/^(npm_|HARDHAT_|SIXFOLD_|INIT_CWD)/i.test(name)),
        ) as Record<string, string>),
        PATH,
        NO_COLOR: "1",
        SIXFOLD_DATA: resolve(root, process.env["SIXFOLD_DATA"] ?? "../shared/data"),
      },
      chosen,
      before: async (command, variables) => {
        say(`  ${command.text}`);
        await before?.(command, variables);
      },
      timeoutMs: TIMEOUT_MS,
    });
    for (const [name, look] of Object.entries(seen)) {
      await look(followed);
      say(`  ${name}`);
    }
  }
  say(`the README holds: ${lines} commands`);
} finally {
  await Promise.all([network.stop(), api.close()]);
  rmSync(folder, { recursive: true, force: true });
}
