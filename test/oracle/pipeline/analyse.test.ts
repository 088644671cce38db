import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { requireMeasurement } from "../../../oracle/core/services/common/outcome.ts";
import type { AnalyseOptions } from "../../../oracle/pipeline/analyse.ts";
import type { Progress } from "../../../oracle/core/program/progress.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import { heldFiles } from "../../../oracle/core/evidence/bundle.ts";
import { checkFiles } from "../../../oracle/core/evidence/manifest.ts";
import { defaultPolicy } from "../../../oracle/transport/policy.ts";
import { analyseInMemory as analyse } from "../../helpers/bundles.ts";
import { localRunner } from "../../helpers/local-runner.ts";
import { pixelThreads } from "../../helpers/read-pixels.ts";
import { measuringOtherwise, sumService } from "./sum-service.ts";
import { makeTinyWorld } from "./tiny-world.ts";
import type { TinyWorld } from "./tiny-world.ts";

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

describe("analyse", () => {
  let world: TinyWorld;
  const options = (rest: Partial<AnalyseOptions> = {}): Omit<AnalyseOptions, "shelf"> => ({
    runner: localRunner(sumService, crews[0]!),
    project: world.project,
    parameters: { version: "1", factor: 1 },
    catalogue: world.catalogue,
    policy: defaultPolicy,
    ...rest,
  });
  before(async () => {
    world = await makeTinyWorld();
  });
  const crews = [1, 2].map(pixelThreads);
  after(async () => {
    await Promise.all(crews.map((crew) => crew.close()));
    await world.remove();
  });

  it("makes a bundle whose manifest lists every file, with the ranges read and no more", async () => {
    const { files, outcome } = await analyse(options());
    const measurement = requireMeasurement(outcome);
    const manifest = await checkFiles(heldFiles(files));
    expect(manifest.inputs.map(({ href }) => href)).to.deep.equal(
      [1, 2, 3, 4].map((day) => `catalogue:///scene-${day}.tif`),
    );
    for (const { size, ranges } of manifest.inputs) {
      expect(ranges.length).to.be.greaterThan(0);
      expect(ranges.reduce((sum, { start, end }) => sum + end - start, 0)).to.be.lessThan(size / 2);
      for (const { start } of ranges) expect(start % 16_384).to.equal(0);
    }
    expect(JSON.parse(text(files.get("report.json")))).to.include({
      measuredKg: measurement.measuredKg.toString(),
      simulated: true,
    });
    expect(measurement.measuredKg > 0n).to.equal(true);
    expect([...files.keys()].filter((path) => !path.startsWith("inputs/")).sort()).to.deep.equal([
      "boundary.geojson",
      "fields.geojson",
      "ground.json",
      "manifest.json",
      "outputs/sum.tif",
      "parameters.json",
      "plan.json",
      "program.mjs",
      "project.json",
      "report.json",
      "scenes.json",
    ]);
    for (const [path, bytes] of files)
      if (path.endsWith("json")) expect(text(bytes), path).not.to.include("sixfold-world");
  });

  it("test_L13_shuffled_scenes_other_folders_and_worker_counts_give_one_cid", async () => {
    const cids = new Set<string>();
    for (const order of [
      [1, 2, 3, 4],
      [4, 2, 1, 3],
      [3, 4, 2, 1],
    ])
      // prettier-ignore
      for (const crew of crews) {
        const elsewhere = await makeTinyWorld(order);
        const { cid } = await analyse(options({ project: elsewhere.project, catalogue: elsewhere.catalogue, runner: localRunner(sumService, crew) }));
        cids.add(cid.toString());
        await elsewhere.remove();
      }
    expect([...cids]).to.have.length(1);
  });

  it("test_L13_time_zone_and_language_do_not_change_the_cid", async () => {
    const script = fileURLToPath(new URL("./print-cid.ts", import.meta.url));
    const cidIn = (env: Record<string, string>) =>
      new Promise<string>((resolve, reject) => {
        const child = spawn(process.execPath, [script, world.project, world.catalogue], {
          env: { ...process.env, ...env },
        });
        let out = "";
        child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
        child.stderr.resume();
        child.on("error", reject).on("close", () => resolve(out.trim()));
      });
    const { cid } = await analyse(options());
    for (const env of [
      { TZ: "Pacific/Chatham", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
      { TZ: "America/St_Johns", LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8" },
    ])
      expect(await cidIn(env), JSON.stringify(env)).to.equal(cid.toString());
  });

  it("test_L13_a_smaller_memory_gives_the_same_cid_or_a_refusal_by_name", async () => {
    const { cid } = await analyse(options());
    const small = await analyse(options({ memoryBytes: 2 ** 23 }));
    expect(small.cid.equals(cid)).to.equal(true);
    const refused = await analyse(options({ memoryBytes: 2 ** 19 })).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(SixfoldError).with.property("code", "WASM_MEMORY");
  });

  it("changes the CID and the output digest with a parameter", async () => {
    const [one, two] = [await analyse(options()), await analyse(options({ parameters: { version: "1", factor: 2 } }))];
    expect(two.cid.equals(one.cid)).to.equal(false);
    expect(two.outputDigest).not.to.equal(one.outputDigest);
    expect(requireMeasurement(two.outcome).measuredKg).to.equal(2n * requireMeasurement(one.outcome).measuredKg);
  });

  it("test_L14_observed_and_unobserved_are_the_claimed_area_and_more_observed_is_refused", async () => {
    const { files } = await analyse(options());
    const report = JSON.parse(text(files.get("report.json"))) as Record<string, string>;
    expect(BigInt(report["observedM2"]!) + BigInt(report["unobservedM2"]!)).to.equal(BigInt(report["claimedM2"]!));
    const boastful = measuringOtherwise({ observedM2: 10n ** 9n });
    const error = await analyse(options({ runner: localRunner(boastful, crews[0]!) })).catch(
      (caught: unknown) => caught,
    );
    expect((error as SixfoldError).code).to.equal("EVIDENCE_AREA_CONTRADICTS");
  });

  it("tells progress through every stage and stops when asked", async () => {
    const seen: Parameters<Progress>[] = [];
    await analyse(options({ progress: (...step) => seen.push(step) }));
    expect([...new Set(seen.map(([stage]) => stage))]).to.deep.equal([
      "list scenes",
      "read headers",
      "windows",
      "measure",
      "bundle",
    ]);
    expect(seen.filter(([stage]) => stage === "read headers").at(-1)).to.deep.equal(["read headers", 4, 4]);

    const controller = new AbortController();
    const reason = new RangeError("enough");
    const stopped = analyse(
      options({
        signal: controller.signal,
        progress: (stage) => {
          if (stage === "windows") controller.abort(reason);
        },
      }),
    ).catch((caught: unknown) => caught);
    expect(await stopped).to.equal(reason);
  });

  it("refuses a missing project, broken JSON and no workers, by name", async () => {
    const codeOf = async (rest: Partial<AnalyseOptions>) => {
      const error = await analyse(options(rest)).catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(SixfoldError);
      return (error as SixfoldError).code;
    };
    expect(await codeOf({ project: join(world.project, "nowhere") })).to.equal("PIPELINE_PROJECT_UNREADABLE");
    await writeFile(join(world.project, "broken.json"), "{");
    expect(await codeOf({ project: join(world.project, "broken.json") })).to.equal("PIPELINE_PROJECT_UNREADABLE");
    for (const workers of [0, 1.5, NaN]) expect(() => pixelThreads(workers)).to.throw(SixfoldError, "at least 1");
    expect(await codeOf({ catalogue: join(world.catalogue, "nowhere") })).to.equal("SCENE_NOT_FOUND");
  });
});
