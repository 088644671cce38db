import { dirname, join } from "node:path";

import type { Command } from "commander";

import type { CheckedProject } from "../pipeline/check-project.ts";
import { EXIT } from "./fail.ts";
import { readJsonInput } from "./input.ts";
import { addVerb } from "./options.ts";
import { openOutput } from "./output.ts";
import type { OutputOptions } from "./output.ts";

type Options = OutputOptions & { readonly parameters?: string; readonly methodology?: string };

const SQUARE_METRES_PER_HECTARE = 10_000;
const hectares = (m2: number): string => `${(m2 / SQUARE_METRES_PER_HECTARE).toFixed(4)} ha`;

/** What is told of a project that passes. */
const tell = async ({ service, project, version, ground, summary, notes }: CheckedProject) => {
  const [{ boundaryAreaM2 }, { cellsAreaM2 }, { edgeCellCount }, { storageWords }, { fieldAreaM2 }] = await Promise.all(
    [
      import("../core/ground/area.ts"),
      import("../core/ground/cells-area.ts"),
      import("../core/ground/cover.ts"),
      import("../chain/storage-words.ts"),
      import("../pipeline/check-project.ts"),
    ],
  );
  const { name, period, edgeLevel, boundary, fields, simulated } = project;
  const roles = (["project", "control"] as const).map((role) => ({
    role,
    count: fields.filter((field) => field.role === role).length,
    areaM2: fieldAreaM2(project, role),
  }));
  const told = {
    ok: true,
    name,
    service: service.id,
    methodology: service.methodology,
    version,
    simulated,
    period,
    ...summary,
    fields: roles,
    areaM2: boundaryAreaM2(boundary),
    cellsAreaM2: cellsAreaM2(ground),
    edgeLevel,
    cells: edgeCellCount(ground, edgeLevel),
    blocks: ground.length,
    storageWords: storageWords(ground),
    notes,
  };
  return {
    told,
    lines: [
      `project        ${name}${simulated ? " (may use simulated scenes)" : ""}`,
      `methodology    ${told.methodology}, parameters version ${told.version}`,
      `period         ${period.start} to ${period.end}`,
      ...Object.entries(summary).map(([label, text]) => `${label.padEnd(14)} ${text}`),
      `fields         ${roles.map(({ role, count, areaM2 }) => `${count} ${role}, ${hectares(areaM2)}`).join("; ")}`,
      `boundary       ${hectares(told.areaM2)}`,
      `cells          ${told.cells} of level ${edgeLevel}, ${hectares(told.cellsAreaM2)}`,
      `blocks         ${told.blocks}`,
      `storage words  ${told.storageWords}`,
      ...notes.map((note) => `note           ${note}`),
      "ok             an analysis takes this project; its scenes have rules of their own",
    ],
  };
};

/** `sixfold project check`: all that an analysis would refuse before it reads a scene. Exit code 2 on any fault. */
export const addProjectCheck = (noun: Command): void => {
  addVerb(noun, "check <folder>", "check a project's files as an analysis would; needs no chain")
    .option("--parameters <json>", "methodology's parameters; parameters.json beside the project otherwise")
    .option("--methodology <id>", "require this methodology; the one that the parameters name otherwise")
    .action(async (folder: string, options: Options) => {
      const [{ checkProject }, { projectFileOf }, { PARAMETERS_PATH }] = await Promise.all([
        import("../pipeline/check-project.ts"),
        import("../pipeline/load-project.ts"),
        import("../core/evidence/paths.ts"),
      ]);
      const output = openOutput(options);
      const parameters = options.parameters ?? join(dirname(await projectFileOf(folder)), PARAMETERS_PATH);
      const { refusals, checked } = await checkProject({
        project: folder,
        readParameters: () => readJsonInput("--parameters", parameters),
        ...(options.methodology === undefined ? {} : { methodology: options.methodology }),
      });
      if (checked !== undefined) {
        const { told, lines } = await tell(checked);
        output.result(told, lines);
        return;
      }
      output.result(
        {
          ok: false,
          refusals: refusals.map(({ code, field, value, rule }) => ({ code, field, value, rule })),
        },
        [
          ...refusals.map(({ message }) => `refused  ${message}`),
          `${refusals.length} ${refusals.length === 1 ? "fault" : "faults"} in ${folder}`,
        ],
      );
      process.exitCode = EXIT.usage;
    });
};
