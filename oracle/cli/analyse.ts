import { readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { Command } from "commander";

import { signWith } from "../transport/sign-href.ts";
import type { AssetToken } from "../transport/sign-href.ts";
import { assetTokenOption } from "./asset-token.ts";
import { readJsonInput } from "./input.ts";
import { outcomeLines, refusedByRule } from "./outcome-lines.ts";
import { addVerb } from "./options.ts";
import { openOutput } from "./output.ts";
import type { OutputOptions } from "./output.ts";
import { atPath, folderToWrite } from "./paths.ts";
import { runWithin, withRun } from "./run-options.ts";
import type { RunOptions } from "./run-options.ts";
import { ANALYSIS_STAGES, stageProgress } from "./stage-progress.ts";

type Options = OutputOptions &
  RunOptions & {
    readonly service: string;
    readonly methodology: string;
    readonly project: string;
    readonly scenes: string;
    readonly collection?: readonly string[];
    readonly assetToken: readonly AssetToken[];
    readonly parameters?: string;
    readonly ground?: string;
    readonly out: string;
    readonly store?: string;
    readonly allowHost: readonly string[];
  };

/** parameters.json beside project.json, unless named. @throws SixfoldError when there is no such project */
const parametersPath = async ({ parameters, project }: Options): Promise<string> => {
  const found = await atPath("--project", project, () => stat(project));
  return parameters ?? join(found.isDirectory() ? project : dirname(project), "parameters.json");
};

const fileAt = (option: string, path: string): Promise<Uint8Array> => atPath(option, path, () => readFile(path));

/** `sixfold analyse`: from scenes to numbers and a bundle that anyone can re-run. Needs no chain. */
export const addAnalyse = (program: Command): void => {
  withRun(addVerb(program, "analyse", "measure a project from its scenes and write the evidence"))
    .requiredOption("--service <id>", "what is measured, e.g. paddy")
    .requiredOption("--methodology <id>", "how")
    .requiredOption("--project <path>", "project.json or its folder")
    .requiredOption("--scenes <catalogue>", "STAC API, static catalogue or folder of one")
    .option("--collection <id...>", "use the scenes of these collections alone; a large API needs it")
    .addOption(assetTokenOption())
    .requiredOption("--out <folder>", "gets the bundle as files and as <cid>.car")
    .option("--parameters <json>", "methodology's parameters; parameters.json beside the project otherwise")
    .option("--ground <json>", "what the project claims, as `project ground` wrote it; its whole boundary otherwise")
    .option("--store <folder>", "also keep the bundle in this embedded block store")
    .option("--allow-host <host...>", "also read from this host at a private address", [])
    .action(async (options: Options) => {
      const [
        { analyse },
        { serviceOf },
        { defaultPolicy },
        { sealedRunner },
        { ownProgram },
        { folderShelf },
        { folderBlockStore },
        { exportCar },
        { copyBlocks },
        { writeFolder },
        { evidenceDigest },
        { figuresOf, wordsOf },
        { decodeGround },
      ] = await Promise.all([
        import("../pipeline/analyse.ts"),
        import("../core/services/index.ts"),
        import("../transport/policy.ts"),
        import("../engine/sealed-runner.ts"),
        import("../programs/own-program.ts"),
        import("../transport/folder-shelf.ts"),
        import("../store/folder-block-store.ts"),
        import("../store/car.ts"),
        import("../store/dag.ts"),
        import("../store/write-folder.ts"),
        import("../store/cid.ts"),
        import("../core/services/common/outcome.ts"),
        import("../core/evidence/ground-file.ts"),
      ]);
      const output = openOutput(options);
      const { workers, memoryBytes } = runWithin(options);
      const { methodology } = serviceOf(options.service, options.methodology);
      const parameters = await readJsonInput("--parameters", await parametersPath(options));
      const folder = join(options.out, "bundle");
      await folderToWrite("--out", folder);
      if (options.store !== undefined) await folderToWrite("--store", options.store);
      const stop = new AbortController();
      process.once("SIGINT", () => stop.abort());
      await using shelf = await folderShelf(options.out);
      const runner = sealedRunner(await ownProgram(methodology), workers);
      const { cid, blocks, files, manifest, used, outcome, outputDigest } = await analyse({
        shelf,
        runner,
        parameters,
        project: options.project,
        catalogue: options.scenes,
        ...(options.ground === undefined ? {} : { ground: decodeGround(await fileAt("--ground", options.ground)) }),
        ...(options.collection === undefined ? {} : { collections: options.collection }),
        policy: {
          ...defaultPolicy,
          allowPrivateHosts: options.allowHost,
          signHref: signWith(options.assetToken),
        },
        memoryBytes,
        signal: stop.signal,
        progress: stageProgress(output, ANALYSIS_STAGES),
      });
      // Before anything is written: its threads have memory that nobody needs any more.
      await runner.close();
      const dag = { root: cid, blocks };
      if (options.store !== undefined) await copyBlocks(dag, folderBlockStore(options.store));
      const car = join(options.out, `${cid.toString()}.car`);
      await atPath("--out", options.out, async () => {
        await writeFolder(folder, files);
        await writeFile(car, exportCar(dag));
      });
      const { simulated } = manifest;
      output.result(
        {
          cid: cid.toString(),
          evidence: evidenceDigest(cid),
          outputDigest,
          simulated,
          outcome: outcome.kind,
          ...Object.fromEntries(wordsOf(outcome)),
          ...Object.fromEntries(figuresOf(outcome)),
          used,
          refused: outcome.refused,
          car,
        },
        [
          ...(simulated ? ["SIMULATED    made from simulated scenes, stands for nothing on the Earth"] : []),
          ...outcomeLines(outcome),
          `scenes       ${used.length} used, ${outcome.refused.length} refused`,
          ...refusedByRule(outcome),
          `digest       ${outputDigest}`,
          `cid          ${cid.toString()}`,
          `written      ${car}`,
          `next         sixfold verify ${car}`,
        ],
      );
    });
};
