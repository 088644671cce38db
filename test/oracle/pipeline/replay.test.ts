import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { expect } from "chai";

import { figuresOf } from "../../../oracle/core/services/common/outcome.ts";
import { RERUN_STAGES } from "../../../oracle/cli/stage-progress.ts";
import type { Crew } from "../../../oracle/core/program/crew.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import { heldFiles } from "../../../oracle/core/evidence/bundle.ts";
import { held } from "../../../oracle/core/evidence/stored.ts";
import { againstSource } from "../../../oracle/pipeline/against-source.ts";
import { memoryBlockStore } from "../../../oracle/store/block-store.ts";
import { importCar } from "../../../oracle/store/car.ts";
import { decodeGround, encodeGround } from "../../../oracle/core/evidence/ground-file.ts";
import { parseManifest } from "../../../oracle/core/evidence/manifest.ts";
import { portableTransport } from "../../../oracle/core/evidence/portable-href.ts";
import type { ReplayOptions } from "../../../oracle/pipeline/replay.ts";
import { readDirectory } from "../../../oracle/store/unixfs.ts";
import { defaultPolicy } from "../../../oracle/transport/policy.ts";
import { fileTransport } from "../../../oracle/transport/file-transport.ts";
import { analyseInMemory, carOf, filesOf, replayFiles } from "../../helpers/bundles.ts";
import type { Made } from "../../helpers/bundles.ts";
import { localRunner, replayLocally } from "../../helpers/local-runner.ts";
import { pixelThreads } from "../../helpers/read-pixels.ts";
import { forge } from "../core/evidence/forge.ts";
import { flipBit, noise } from "../core/evidence/samples.ts";
import { measuringOtherwise, sumService } from "./sum-service.ts";
import { makeTinyWorld } from "./tiny-world.ts";
import type { TinyWorld } from "./tiny-world.ts";

/** Random bit positions, the same in every run. */
const positions = (count: number, limit: number): number[] => {
  const bytes = noise(4 * count, 77);
  return Array.from({ length: count }, (_, i) => new DataView(bytes.buffer).getUint32(4 * i) % limit);
};

describe("evidence/replay", function () {
  this.timeout(120_000);
  let world: TinyWorld;
  let made: Made;
  let options: ReplayOptions;
  before(async () => {
    world = await makeTinyWorld();
    made = await analyseInMemory({
      runner: localRunner(sumService, crew),
      project: world.project,
      parameters: { version: "1", factor: 3 },
      catalogue: world.catalogue,
      policy: defaultPolicy,
    });
    options = { ...replayLocally(sumService, crew), expectedRoot: made.cid };
  });
  const crew = pixelThreads(2);
  after(async () => {
    await crew.close();
    await world.remove();
  });

  it("test_L13_a_bundle_runs_again_to_the_same_bytes_without_its_archive", async () => {
    const blocks = memoryBlockStore();
    const root = await importCar(held(await carOf(made.files)), blocks, { expectedRoot: made.cid });
    const files = await filesOf(await readDirectory({ root, blocks }));

    const stages: string[] = [];
    const progress = (stage: string): void => void stages.push(stage);
    const again = await replayFiles(files, { ...options, progress });
    expect([...new Set(stages)], "stages told, in their order").to.deep.equal(RERUN_STAGES);
    expect(again.checks.filter(({ ok }) => !ok)).to.deep.equal([]);
    expect(again.ok).to.equal(true);
    expect(again.run!.outputDigest).to.equal(made.outputDigest);
    expect(figuresOf(again.run!.outcome)).to.deep.equal(figuresOf(made.outcome));
    const names = again.checks.map(({ name }) => name);
    expect(names).to.include.members([
      "root CID",
      "output digest",
      "report measuredKg",
      "file outputs/sum.tif",
      "program",
    ]);
  });

  it("test_L13_every_one_of_200_random_bit_flips_in_any_file_is_detected", async () => {
    const paths = [...made.files.keys()].sort();
    for (const [i, position] of positions(200, 2 ** 32).entries()) {
      // File by file, so that small files are hit as often as large ones.
      const path = paths[i % paths.length]!;
      const bytes = made.files.get(path)!;
      const files = new Map(made.files).set(path, flipBit(bytes, position % (bytes.length * 8)));
      expect((await replayFiles(files, options)).ok, `${path} bit ${position % (bytes.length * 8)}`).to.equal(false);
    }
  });

  it("detects a missing file, a file too many and a renamed file", async () => {
    const changed: [string, (files: Map<string, Uint8Array>) => unknown][] = [
      ["EVIDENCE_FILE_MISSING", (files) => files.delete("outputs/sum.tif")],
      ["EVIDENCE_FILE_UNLISTED", (files) => files.set("outputs/more.tif", noise(3))],
      ["EVIDENCE_FILE_MISSING", (files) => files.set("a", files.get("report.json")!) && files.delete("report.json")],
      ["EVIDENCE_FILE_MISSING", (files) => files.delete("manifest.json")],
    ];
    for (const [code, change] of changed) {
      const files = new Map(made.files);
      change(files);
      const { ok, checks } = await replayFiles(files, replayLocally(sumService, crew));
      expect(ok).to.equal(false);
      expect(checks.at(-1)!.actual).to.include(code);
    }
  });

  it("finds a forged number, plan or map by running again, where every hash agrees", async () => {
    const report = new TextDecoder()
      .decode(made.files.get("report.json"))
      .replace(/"measuredKg":"\d+"/, '"measuredKg":"999999"');
    const [first, ...others] = decodeGround(made.files.get("ground.json")!).blocks;
    const leftOut = others.map((block) => ({ ...block, heldBy: [7n] }));
    const forged: [string, Uint8Array, string][] = [
      ["report.json", new TextEncoder().encode(report), "report measuredKg"],
      ["report.json", new TextEncoder().encode("null"), "report measuredKg"],
      ["plan.json", new TextEncoder().encode("[]"), "file plan.json"],
      ["outputs/sum.tif", noise(100), "file outputs/sum.tif"],
      // Nothing is claimed, and what is left out is not stated; then all of it is, and so the claimed area is another.
      ["ground.json", new TextEncoder().encode('{"blocks":[],"edgeLevel":20}'), "re-run"],
      ["ground.json", encodeGround(20, { blocks: [first!], leftOut }), "report claimedM2"],
    ];
    for (const [path, bytes, name] of forged) {
      const { ok, checks } = await replayFiles(await forge(made.files, path, bytes), replayLocally(sumService, crew));
      expect(ok, path).to.equal(false);
      expect(
        checks.filter((check) => !check.ok).map((check) => check.name),
        path,
      ).to.include(name);
    }
  });

  it("finds forged input bytes: the outputs no longer follow from them", async () => {
    const { inputs } = parseManifest(made.files.get("manifest.json")!);
    const { path, start } = inputs[0]!.ranges[0]!;
    expect(start).to.equal(0);
    // The first pixel of the window lies behind the header, at the start of the first tile.
    const bytes = made.files.get(path)!.map((byte, i) => (i > 1000 ? (byte + 1) % 200 : byte));
    const { ok, checks } = await replayFiles(await forge(made.files, path, bytes), replayLocally(sumService, crew));
    expect(ok).to.equal(false);
    expect(checks.find(({ name }) => name === "output digest")!.ok).to.equal(false);
  });

  it("test_L13_runs_no_program_that_nobody_speaks_for", async () => {
    const asked: unknown[] = [];
    const trust: ReplayOptions["trust"] = async (program) => void asked.push(program);
    const runnerOf = (): never => {
      throw new TypeError("it was run");
    };
    const { ok, checks, run } = await replayFiles(made.files, { ...options, trust, runnerOf });
    expect([ok, run]).to.deep.equal([false, undefined]);
    const { program } = parseManifest(made.files.get("manifest.json")!);
    expect(asked).to.deep.equal([{ methodology: "sum", sha256: program.sha256 }]);
    expect(checks.at(-1)).to.include({ name: "program", ok: false, actual: program.sha256 });
    expect(checks.at(-1)!.expected).to.match(/this copy builds.*methodology on chain names.*you name/);
  });

  it("throws what a machine could not do: it is no finding about the bundle", async () => {
    const broken = new SixfoldError({
      code: "ENGINE_WORKER_ENDED",
      failure: "infrastructure",
      field: "worker",
      value: null,
      rule: "lives",
    });
    const deadCrew: Crew = { workers: 1, run: () => Promise.reject(broken), close: async () => undefined };
    const outcome = await replayFiles(made.files, {
      ...options,
      runnerOf: () => localRunner(sumService, deadCrew),
    }).catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(SixfoldError);
    expect(outcome).to.include({ code: broken.code, failure: "infrastructure" });
  });

  it("finds out code that measures something else", async () => {
    const other = measuringOtherwise({ leakageKg: 0n });
    const { ok, checks } = await replayFiles(made.files, { ...options, runnerOf: () => localRunner(other, crew) });
    expect(ok).to.equal(false);
    expect(checks.filter((check) => !check.ok).map(({ name }) => name)).to.include.members([
      "output digest",
      "report leakageKg",
    ]);
  });

  it("compares the recorded bytes with the archive's own copy", async () => {
    const elsewhere = await makeTinyWorld();
    const transport = portableTransport(
      fileTransport(elsewhere.catalogue),
      pathToFileURL(`${elsewhere.catalogue}/`).href,
    );
    expect((await againstSource(heldFiles(made.files), transport)).ok).to.equal(true);

    const scene = join(elsewhere.catalogue, "scene-2.tif");
    await writeFile(scene, flipBit(await readFile(scene), 8 * 5000));
    const { ok, checks } = await againstSource(heldFiles(made.files), transport);
    expect(ok).to.equal(false);
    expect(checks.filter((check) => !check.ok).map(({ name }) => name)).to.deep.equal([
      checks.find(({ name }) => name.startsWith("catalogue:///scene-2.tif bytes 0-"))!.name,
    ]);
    await writeFile(scene, noise(10));
    expect((await againstSource(heldFiles(made.files), transport)).ok).to.equal(false);
    await elsewhere.remove();
  });
});
