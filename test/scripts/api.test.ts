import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { expect } from "chai";

import { root } from "../../scripts/run.ts";
import { runProcess } from "../../scripts/start/processes.ts";
import { chainOf } from "../helpers/chain-of.ts";
import { deployRegistry } from "../helpers/registry.ts";
import type { Registry } from "../helpers/registry.ts";
import { serveChain } from "../helpers/serve-chain.ts";
import type { ServedChain } from "../helpers/serve-chain.ts";

describe("npm run api", function () {
  this.timeout(240_000);
  let folder: string;
  let registry: Registry;
  let served: ServedChain;
  let child: ChildProcess | undefined;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "sixfold-api-"));
    registry = await deployRegistry();
    served = await serveChain(registry);
    const { deployment } = await chainOf(registry);
    writeFileSync(join(folder, "deployment.json"), JSON.stringify({ ...deployment, rpcUrl: served.url }));
  });
  after(async () => {
    child?.kill("SIGKILL");
    await served?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Starts the API over a store in the folder, and waits for its address. */
  const start = async (): Promise<string> => {
    const args = ["--deployment", join(folder, "deployment.json"), "--store", join(folder, "store")];
    const env = { ...process.env };
    delete env["DATABASE_URL"];
    child = spawn(process.execPath, ["scripts/api.ts", ...args], {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface({ input: child.stdout! }), "line")) as [string];
    return (JSON.parse(line) as { url: string }).url;
  };
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    const ended = once(child!, "exit");
    child!.kill(signal);
    return ((await ended) as [number | null])[0];
  };
  const projects = async (url: string): Promise<number> =>
    ((await (await fetch(`${url}/v1/projects`)).json()) as { items: unknown[] }).items.length;

  it("follows a chain, goes on after it was killed, says when the chain is away, and stops when it is asked to", async () => {
    await registry.register();
    const first = await start();
    expect(await projects(first)).to.equal(1);
    const [, script] = /src="(\/page\/[^"]+)"/.exec(await (await fetch(first)).text())!;
    expect((await fetch(first + script)).headers.get("content-type")).to.match(/^text\/javascript/);
    await registry.register();
    while ((await projects(first)) < 2) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await end("SIGKILL")).to.equal(null);

    await registry.register();
    const again = await start();
    expect(await projects(again)).to.equal(3);
    await served.close();
    const health = async (): Promise<unknown> => (await fetch(`${again}/healthz`)).json();
    while (((await health()) as { status: string }).status === "ok")
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await health()).to.include({ status: "behind", fault: "CHAIN_RPC_UNREACHABLE" });
    // What was read stays true.
    expect(await projects(again)).to.equal(3);
    expect(await end("SIGTERM")).to.equal(0);
  });

  it("says what is to be named otherwise", async () => {
    const usage: readonly (readonly [readonly string[], string])[] = [
      [[], "--deployment"],
      [["--deployment", "nowhere.json"], "CHAIN_DEPLOYMENT_UNREADABLE"],
      [["--deployment", join(folder, "deployment.json"), "--port", "70000"], "--port"],
      [["--deployment", join(folder, "deployment.json"), "--gateway", "ftp://x"], "--gateway"],
      [["--colour", "red"], "API_USAGE"],
    ];
    for (const [args, said] of usage) {
      const { exitCode, stderr } = await runProcess("scripts/api.ts", args);
      expect([exitCode, stderr.includes(said)], stderr).to.deep.equal([2, true]);
    }
  });
});
