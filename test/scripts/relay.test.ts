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
import { serveChain } from "../helpers/serve-chain.ts";
import type { ServedChain } from "../helpers/serve-chain.ts";

describe("npm run relay", function () {
  this.timeout(240_000);
  let folder: string;
  let served: ServedChain;
  let deployment = "";
  let child: ChildProcess | undefined;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "sixfold-relay-"));
    const registry = await deployRegistry();
    served = await serveChain(registry);
    deployment = join(folder, "deployment.json");
    writeFileSync(deployment, JSON.stringify({ ...(await chainOf(registry)).deployment, rpcUrl: served.url }));
  });
  after(async () => {
    child?.kill("SIGKILL");
    await served?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("takes its key from the environment, says who pays, and stops when it is asked to", async () => {
    const key = `0x${"5a".repeat(32)}`;
    child = spawn(process.execPath, ["scripts/relay.ts", "--deployment", deployment, "--key", "env:RELAY_KEY"], {
      cwd: root,
      env: { ...process.env, RELAY_KEY: key },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface({ input: child.stdout! }), "line")) as [string];
    expect(line).not.to.contain("5a5a");
    const { url, address } = JSON.parse(line) as { url: string; address: string };
    expect(await (await fetch(`${url}/v1/relay`)).json()).to.deep.include({ address, chainId: 31337, perHolder: 5 });
    const refused = await fetch(`${url}/v1/relay/retirements`, { method: "POST", body: "{}" });
    expect(refused.status).to.be.within(400, 499);
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    expect((await ended)[0]).to.equal(0);
  });

  it("says what is to be named otherwise, and shows no key", async () => {
    const usage: readonly (readonly [readonly string[], string])[] = [
      [[], "--key"],
      [["--key", "env:NONE"], "--deployment"],
      [["--deployment", deployment, "--key", "env:NO_SUCH_KEY"], "CHAIN_KEY_MISSING"],
      [["--deployment", deployment, "--key", `0x${"5a".repeat(32)}`], "CHAIN_KEY_SOURCE"],
      [["--deployment", deployment, "--key", "dev:1", "--per-day", "0"], "--per-day"],
    ];
    for (const [args, said] of usage) {
      const { exitCode, stderr } = await runProcess("scripts/relay.ts", args);
      expect([exitCode, stderr.includes(said), stderr.includes("5a5a")], stderr).to.deep.equal([2, true, false]);
    }
  });
});
