import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { parseManifest } from "../../../oracle/core/evidence/manifest.ts";
import { outputLayer } from "../../../oracle/core/evidence/output-layer.ts";
import { quicklook } from "../../../oracle/core/picture/quicklook.ts";
import { defaultPolicy } from "../../../oracle/transport/policy.ts";
import { runProcess } from "../../../scripts/start/processes.ts";
import { analyseInMemory, carOf } from "../../helpers/bundles.ts";
import type { Made } from "../../helpers/bundles.ts";
import { localRunner } from "../../helpers/local-runner.ts";
import { pixelThreads } from "../../helpers/read-pixels.ts";
import { sumService } from "../pipeline/sum-service.ts";
import { makeTinyWorld } from "../pipeline/tiny-world.ts";

describe("evidence draw", function () {
  this.timeout(60_000);
  const crew = pixelThreads(1);
  let folder: string;
  let made: Made;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "sixfold-draw-"));
    const world = await makeTinyWorld();
    const parameters = { version: "1", factor: 1 };
    made = await analyseInMemory({
      ...{ runner: localRunner(sumService, crew), project: world.project, parameters, catalogue: world.catalogue },
      ...{ policy: defaultPolicy },
    });
    await world.remove();
    await writeFile(join(folder, "b.car"), await carOf(made.files));
  });
  after(async () => {
    await crew.close();
    await rm(folder, { recursive: true, force: true });
  });
  const draw = (out: string, car = join(folder, "b.car")) =>
    runProcess("oracle/cli/main.ts", ["evidence", "draw", made.cid.toString(), "--car", car, "--out", out, "--json"]);

  it("draws each map of a bundle as it is drawn from the layer itself", async () => {
    const out = join(folder, "pictures");
    const { exitCode, stdout, stderr } = await draw(out);
    expect(exitCode, stderr).to.equal(0);
    expect(JSON.parse(stdout)).to.deep.equal({ cid: made.cid.toString(), drawn: [join(out, "sum.png")] });
    expect(await readdir(out)).to.deep.equal(["sum.png"]);
    const [output] = parseManifest(made.files.get("manifest.json")!).outputs;
    const layer = await outputLayer(output!, made.files.get(output!.path)!);
    expect((await readFile(join(out, "sum.png"))).equals(await quicklook(layer))).to.equal(true);
  });

  it("says which file is missing, or is no folder, and draws nothing", async () => {
    const missing = await draw(join(folder, "none"), join(folder, "no.car"));
    expect(missing.exitCode).not.to.equal(0);
    expect(await readdir(join(folder, "none"))).to.deep.equal([]);
    const { exitCode, stderr, stdout } = await draw(join(folder, "b.car"));
    expect(exitCode).to.equal(2);
    expect(stderr + stdout).to.contain("--out");
  });
});
