import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { sha256 } from "viem";
import * as z from "zod";

import { SixfoldError } from "../../../oracle/core/errors.ts";
import { parseManifest } from "../../../oracle/core/evidence/manifest.ts";
import { assetsWith, CSV } from "../../../oracle/core/services/common/assets-with.ts";
import { decimalCell } from "../../../oracle/core/services/common/cells.ts";
import type { Measurement } from "../../../oracle/core/services/common/outcome.ts";
import type { Service } from "../../../oracle/core/services/common/service.ts";
import { stage } from "../../../oracle/core/services/common/stage.ts";
import type { Stage } from "../../../oracle/core/services/common/stage.ts";
import { csvTable } from "../../../oracle/core/services/common/table.ts";
import type { ReplayOptions } from "../../../oracle/pipeline/replay.ts";
import { defaultPolicy } from "../../../oracle/transport/policy.ts";
import { analyseInMemory, replayFiles } from "../../helpers/bundles.ts";
import type { Made } from "../../helpers/bundles.ts";
import { localRunner, replayLocally } from "../../helpers/local-runner.ts";
import { pixelThreads } from "../../helpers/read-pixels.ts";
import { forge } from "../core/evidence/forge.ts";
import { flipBit } from "../core/evidence/samples.ts";
import { sumService } from "./sum-service.ts";
import { makeTinyWorld } from "./tiny-world.ts";
import type { TinyWorld } from "./tiny-world.ts";

const row = z.strictObject({ scene: z.string(), kg: decimalCell(z.int().min(0)) });

/** A table says which scenes are summed, and what is added. */
const tableService: Service<unknown> = {
  ...sumService,
  methodology: "sum-by-table",
  start: (input) => {
    const [asset] = assetsWith(input.scenes, CSV, "plots");
    return stage({ plots: csvTable(asset!, row) }, ({ plots }) => {
      const named = new Set(plots.map(({ scene }) => scene));
      const scenes = input.scenes.filter(({ id }) => named.has(id));
      const { readings, next } = sumService.start({ ...input, scenes }) as Stage;
      const addedKg = plots.reduce((sum, { kg }) => sum + BigInt(kg), 0n);
      return { readings, next: (seen) => more(next(seen) as Measurement, addedKg) };
    });
  },
};
const more = (outcome: Measurement, addedKg: bigint): Measurement => ({
  ...outcome,
  measuredKg: outcome.measuredKg + addedKg,
});

const PLOTS = "kg,scene\r\n100,scene-1\r\n20,scene-3\r\n";

/** Adds the table to a catalogue, as an asset of an item of its own. */
const survey = async ({ catalogue }: TinyWorld, csv: string, checksum = `1220${sha256(bytesOf(csv)).slice(2)}`) => {
  const path = join(catalogue, "catalog.json");
  const catalog = JSON.parse(await readFile(path, "utf8")) as { links: { href: string }[] };
  const links = [
    ...catalog.links.filter(({ href }) => href !== "./survey.json"),
    { rel: "item", href: "./survey.json" },
  ];
  await writeFile(path, JSON.stringify({ ...catalog, links }));
  await writeFile(join(catalogue, "plots.csv"), csv);
  await writeFile(
    join(catalogue, "survey.json"),
    JSON.stringify({
      type: "Feature",
      stac_version: "1.1.0",
      id: "survey",
      collection: "tiny",
      bbox: [105.2, 10.34, 105.26, 10.4],
      geometry: null,
      links: [],
      properties: { datetime: "2024-03-02T00:00:00Z", "sixfold:simulated": true },
      assets: { plots: { href: "./plots.csv", type: "text/csv", roles: ["plots"], "file:checksum": checksum } },
    }),
  );
};
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("a table stage", function () {
  this.timeout(60_000);
  const crew = pixelThreads(1);
  let world: TinyWorld;
  let made: Made;
  let options: ReplayOptions;
  const run = (service: Service<unknown> = tableService): Promise<Made> =>
    analyseInMemory({
      runner: localRunner(service, crew),
      project: world.project,
      parameters: { version: "1", factor: 1 },
      catalogue: world.catalogue,
      policy: defaultPolicy,
    });
  const refusalOf = async (): Promise<SixfoldError> => {
    const error: unknown = await run().catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(SixfoldError);
    return error as SixfoldError;
  };

  before(async () => {
    world = await makeTinyWorld();
    await survey(world, PLOTS);
    made = await run();
    options = { ...replayLocally(tableService, crew), expectedRoot: made.cid };
  });
  after(async () => {
    await crew.close();
    await world.remove();
  });

  /** The bundle's file that holds the table. */
  const recorded = () => {
    const { inputs } = parseManifest(made.files.get("manifest.json")!);
    const input = inputs.find(({ href }) => href.endsWith("plots.csv"))!;
    return { input, path: input.ranges[0]!.path };
  };

  it("decides what the raster stage after it reads, and is bundled whole with its checksum", () => {
    expect(made.used).to.deep.equal(["survey", "scene-1", "scene-3"]);
    const { input, path } = recorded();
    expect(made.files.get(path)).to.deep.equal(bytesOf(PLOTS));
    expect(input).to.include({ size: PLOTS.length, checksum: `1220${sha256(bytesOf(PLOTS)).slice(2)}` });
    const plan = JSON.parse(new TextDecoder().decode(made.files.get("plan.json"))) as unknown[];
    expect(plan).to.have.length(2);
    expect(plan[0]).to.deep.equal({ plots: { kind: "table", asset: { sceneId: "survey", assetKey: "plots" } } });
  });

  it("test_L13_replays_to_the_same_bytes_and_every_flipped_bit_of_the_table_is_detected", async () => {
    const again = await replayFiles(made.files, options);
    expect(again.checks.filter(({ ok }) => !ok)).to.deep.equal([]);
    const { path } = recorded();
    for (let bit = 0; bit < PLOTS.length * 8; bit += 37) {
      const flipped = flipBit(made.files.get(path)!, bit);
      expect((await replayFiles(new Map(made.files).set(path, flipped), options)).ok, `bit ${bit}`).to.equal(false);
    }
  });

  it("is found out where it was forged with every hash made to agree", async () => {
    const { path } = recorded();
    const codes: string[] = [];
    // Of one length, as the range is: another amount, another scene, and no number.
    for (const [from, to] of [
      ["100", "900"],
      ["scene-3", "scene-4"],
      ["20", "x0"],
    ] as const) {
      const files = await forge(made.files, path, bytesOf(PLOTS.replace(from, to)));
      const { ok, checks } = await replayFiles(files, replayLocally(tableService, crew));
      expect(ok, to).to.equal(false);
      codes.push(checks.filter((check) => !check.ok && check.warning !== true)[0]!.actual.split(":")[0]!);
    }
    expect(codes).to.deep.equal(["SCENE_CHECKSUM", "SCENE_CHECKSUM", "SCENE_CHECKSUM"]);
  });

  it("is refused where its bytes are not those that the catalogue hashed", async () => {
    // The second is no table at all: it is not even parsed.
    for (const csv of [PLOTS.replace("100", "900"), '"']) {
      await survey(world, csv, `1220${sha256(bytesOf(PLOTS)).slice(2)}`);
      expect(await refusalOf(), csv).to.include({ code: "SCENE_CHECKSUM", field: "catalogue:///plots.csv" });
    }
  });

  it("is refused by asset, row, column, value and rule, before a pixel is read", async () => {
    await survey(world, PLOTS.replace("20", "20.5"));
    const { code, field, value } = await refusalOf();
    expect({ code, field, value }).to.deep.equal({
      code: "SERVICE_TABLE",
      field: "survey/plots#row 3, column kg",
      value: "20.5",
    });
  });

  it("changes the CID with one cell", async () => {
    await survey(world, PLOTS.replace("100", "101"));
    const other = await run();
    expect(other.cid.equals(made.cid)).to.equal(false);
    expect((other.outcome as Measurement).measuredKg - (made.outcome as Measurement).measuredKg).to.equal(1n);
  });
});
