import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";

import type { Command } from "commander";

import type { Finding } from "../core/services/common/outcome.ts";
import type { Hazard } from "../core/services/integrity/union.ts";
import { signWith } from "../transport/sign-href.ts";
import type { AssetToken } from "../transport/sign-href.ts";
import { assetTokenOption } from "./asset-token.ts";
import { readJsonInput } from "./input.ts";
import { addVerb, integer } from "./options.ts";
import { openOutput } from "./output.ts";
import type { OutputOptions } from "./output.ts";
import { outcomeLines } from "./outcome-lines.ts";
import { atPath, folderToWrite } from "./paths.ts";
import { ANALYSIS_STAGES, stageProgress } from "./stage-progress.ts";

type Options = OutputOptions & {
  readonly project: string;
  readonly scenes: string;
  readonly since: string;
  readonly out: string;
  readonly methodology?: readonly string[];
  readonly rules?: string;
  readonly ground?: string;
  readonly collection?: readonly string[];
  readonly assetToken: readonly AssetToken[];
  readonly workers: number;
  readonly memoryMib: number;
  readonly allowHost: readonly string[];
};

/** `sixfold watch run`: every methodology of the integrity watch over one project, each with its bundle. Needs no chain. */
export const addWatchRun = (noun: Command): void => {
  addVerb(noun, "run", "look for losses in a project by every methodology of the watch")
    .requiredOption("--project <path>", "project.json or its folder; practice states stockKgPerHa")
    .requiredOption("--scenes <catalogue>", "STAC API, static catalogue or folder of one")
    .requiredOption(
      "--since <date>",
      "first day that is watched, as 2024-05-01; what the period holds before is history",
    )
    .requiredOption("--out <folder>", "gets a folder and a CAR for each finding")
    .option("--methodology <id...>", "these methodologies of the watch alone")
    .option("--rules <folder>", "parameter sets as <methodology>.json; the reference ones where there is none")
    .option("--ground <json>", "what the project claims, as `project ground` wrote it; its whole boundary otherwise")
    .option("--collection <id...>", "use the scenes of these collections alone; a large API needs it")
    .addOption(assetTokenOption())
    .option("--workers <n>", "threads that work on pixels", integer(1, 64), availableParallelism())
    .option("--memory-mib <n>", "most memory for blocks and kernels, over all threads", integer(8, 65_536), 256)
    .option("--allow-host <host...>", "also read from this host at a private address", [])
    .action(async (options: Options) => {
      const [
        { analyse },
        { watchMethodologies, writeWatched, hazardOf, stockOf },
        { serviceOf },
        { hasNothingToSee },
        { unionOf, verdictsByCause },
        { defaultPolicy },
        { sealedRunner },
        { ownProgram },
        { folderShelf },
        { exportCar },
        { figuresOf, wordsOf },
        { decodeGround },
      ] = await Promise.all([
        import("../pipeline/analyse.ts"),
        import("../pipeline/watch.ts"),
        import("../core/services/index.ts"),
        import("../core/services/integrity/nothing-to-see.ts"),
        import("../core/services/integrity/union.ts"),
        import("../transport/policy.ts"),
        import("../engine/sealed-runner.ts"),
        import("../programs/own-program.ts"),
        import("../transport/folder-shelf.ts"),
        import("../store/car.ts"),
        import("../core/services/common/outcome.ts"),
        import("../core/evidence/ground-file.ts"),
      ]);
      const output = openOutput(options);
      const chosen = options.methodology?.map((name) => serviceOf("integrity", name)) ?? watchMethodologies();
      await folderToWrite("--out", options.out);
      const { ground: groundPath } = options;
      const ground =
        groundPath === undefined
          ? undefined
          : decodeGround(await atPath("--ground", groundPath, () => readFile(groundPath)));
      const stop = new AbortController();
      process.once("SIGINT", () => stop.abort());
      const findings: (Finding & { readonly methodology: string; readonly cid: string; readonly car: string })[] = [];
      const refused: { readonly methodology: string; readonly code: string; readonly rule: string }[] = [];
      const hazards: Hazard[] = [];
      for (const service of chosen) {
        const { methodology } = service;
        const folder = join(options.out, methodology);
        const parameters =
          options.rules === undefined
            ? service.example["parameters.json"]
            : await readJsonInput("--rules", join(options.rules, `${methodology}.json`));
        const project = await writeWatched(options.project, service, options.since, folder);
        await using shelf = await folderShelf(folder);
        const runner = sealedRunner(await ownProgram(methodology), options.workers);
        try {
          const analysis = await analyse({
            ...{ shelf, runner, parameters, project, catalogue: options.scenes },
            ...(ground === undefined ? {} : { ground }),
            ...(options.collection === undefined ? {} : { collections: options.collection }),
            policy: {
              ...defaultPolicy,
              allowPrivateHosts: options.allowHost,
              signHref: signWith(options.assetToken),
            },
            memoryBytes: options.memoryMib * 2 ** 20,
            signal: stop.signal,
            progress: stageProgress(output, ANALYSIS_STAGES),
          });
          const { cid, blocks, outcome } = analysis;
          const car = join(options.out, `${methodology}.car`);
          await atPath("--out", options.out, () => writeFile(car, exportCar({ root: cid, blocks })));
          findings.push({ ...(outcome as Finding), methodology, cid: cid.toString(), car });
          if ((outcome as Finding).verdict === "loss") hazards.push(await hazardOf(methodology, analysis));
        } catch (error) {
          // A methodology that the catalogue has nothing for says nothing; that is no all-clear.
          if (!hasNothingToSee(error)) throw error;
          refused.push({ methodology, code: error.code, rule: error.rule });
        } finally {
          await runner.close();
        }
      }
      const causes = verdictsByCause(findings);
      const union = unionOf(hazards, await stockOf(options.project, findings));
      output.result(
        {
          since: options.since,
          causes,
          ...union,
          findings: findings.map((finding) => ({
            ...{ methodology: finding.methodology, cid: finding.cid, car: finding.car },
            ...Object.fromEntries(wordsOf(finding)),
            ...Object.fromEntries(figuresOf(finding)),
          })),
          refused,
        },
        [
          ...findings.flatMap((finding) => [
            finding.methodology,
            ...outcomeLines(finding),
            `cid          ${finding.cid}`,
            "",
          ]),
          ...refused.map(({ methodology, rule }) => `${methodology}: nothing to look at (${rule})`),
          ...Object.entries(causes).map(([cause, verdict]) => `${cause.padEnd(12)} ${verdict}`),
          `loss once    ${union.lowerKg} to ${union.upperKg} kg CO2e, over all causes`,
        ],
      );
    });
};
