import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { simulatePaddy } from "../../scripts/simulate/paddy.ts";
import { runProcess } from "../../scripts/start/processes.ts";
import { serveStacApi } from "../helpers/stac-api.ts";
import type { LocalServer } from "../helpers/stac-server.ts";

type Json = Readonly<Record<string, unknown>>;

/** The season of the main job, whose tonnes are known. */
const SEED = 6n;
const SIGNATURE = "c2lnbmVk";

/** A stranger's own project and scenes: from an example to a verified bundle, over a STAC API of many collections. */
describe("a project of one's own", function () {
  this.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), "sixfold-own-"));
  const project = join(folder, "mine");
  let api: LocalServer;
  let simulated: string;

  before(async () => {
    const { scenes, project: made } = await simulatePaddy({ seed: SEED, out: join(folder, "simulated") });
    simulated = made;
    api = await serveStacApi(scenes, SIGNATURE);
    process.env["SIXFOLD_TEST_TOKEN"] = `sv=2021-06-08&sp=r&sig=${SIGNATURE}`;
  });
  after(async () => {
    delete process.env["SIXFOLD_TEST_TOKEN"];
    await api.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = async (...args: readonly string[]): Promise<{ exitCode: number; json: Json }> => {
    const { exitCode, stdout, stderr } = await runProcess("oracle/cli/main.ts", [...args, "--json"]);
    expect(stdout.trim().split("\n"), stderr).to.have.length(1);
    return { exitCode, json: JSON.parse(stdout) as Json };
  };
  const analyse = (out: string, ...args: readonly string[]) =>
    run(
      ...["analyse", "--service", "paddy", "--methodology", "paddy-ipcc-2019", "--project", project],
      ...["--scenes", api.origin, "--allow-host", "127.0.0.1", "--out", join(folder, out), ...args],
    );
  const signed = ["--asset-token", "127.0.0.1=env:SIXFOLD_TEST_TOKEN"];
  const collection = ["--collection", "simulated-sentinel-1-rtc"];

  it("begins as an example that passes the check, and of which no scenes are found", async () => {
    const methodology = ["--service", "paddy", "--methodology", "paddy-ipcc-2019"];
    expect((await run("project", "init", project, ...methodology)).exitCode).to.equal(0);
    expect((await run("project", "check", project)).exitCode).to.equal(0);
    const { exitCode, json } = await analyse("none", ...collection);
    expect(exitCode).to.equal(1);
    expect(json["error"]).to.include({ code: "SERVICE_REVISIT", field: "--project seasons/example-season", value: 0 });
  });

  it("is told what is still wrong when its own ground has replaced the example's", async () => {
    for (const name of ["boundary.geojson", "fields.geojson"]) cpSync(join(simulated, name), join(project, name));
    const own = JSON.parse(readFileSync(join(simulated, "project.json"), "utf8")) as {
      history: Json;
      period: Json;
      practice: Json;
    };
    const edited = JSON.parse(readFileSync(join(project, "project.json"), "utf8")) as Json;
    const write = (changes: Json) =>
      writeFileSync(join(project, "project.json"), JSON.stringify({ ...edited, ...changes }, null, 2));
    write({ name: "Mine", simulated: true, history: own.history, period: own.period });
    const { exitCode, json } = await run("project", "check", project);
    expect(exitCode).to.equal(2);
    expect((json["refusals"] as Json[]).map(({ code }) => code)).to.deep.equal(["SERVICE_PERIOD"]);
    write({ name: "Mine", simulated: true, history: own.history, period: own.period, practice: own.practice });
    const checked = await run("project", "check", project);
    expect(checked.exitCode, JSON.stringify(checked.json)).to.equal(0);
    expect(checked.json["fields"]).to.have.deep.nested.property("[0].count", 24);
  });

  it("needs the collection named where an API holds others, and a token where files are signed", async () => {
    expect((await analyse("other", ...signed)).json["error"]).to.include({ code: "SCENE_SCALE_MISSING" });
    expect((await analyse("unsigned", ...collection)).json["error"]).to.include({ code: "TRANSPORT_HTTP_STATUS" });
    const { exitCode, json } = await analyse("wrong", ...collection, "--asset-token", "127.0.0.1=env:PATH");
    expect(exitCode).to.equal(2);
    expect(JSON.stringify(json)).not.to.contain(process.env["PATH"]);
  });

  it("is measured over HTTP as from files, and verified from its bundle alone", async () => {
    const { exitCode, json } = await analyse("out", ...collection, ...signed);
    expect(exitCode, JSON.stringify(json)).to.equal(0);
    expect(json).to.include({ measuredKg: "29054", simulated: true });
    const car = json["car"] as string;
    expect(readFileSync(car).includes(SIGNATURE)).to.equal(false);
    const verified = await run("verify", car);
    expect(verified.exitCode).to.equal(0);
    expect(verified.json["ok"]).to.equal(true);
    const compared = await run("verify", car, "--against-source", "--allow-host", "127.0.0.1", ...signed);
    expect(compared.exitCode, JSON.stringify(compared.json)).to.equal(0);
    const unsigned = await run("verify", car, "--against-source", "--allow-host", "127.0.0.1");
    expect(unsigned.json["error"]).to.include({ code: "TRANSPORT_HTTP_STATUS" });
  });
});
