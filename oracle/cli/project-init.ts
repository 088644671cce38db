import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Command } from "commander";

import { misnamed } from "../core/errors.ts";
import { addVerb } from "./options.ts";
import { openOutput } from "./output.ts";
import type { OutputOptions } from "./output.ts";

type Options = OutputOptions & { readonly service: string; readonly methodology: string };

/** `sixfold project init`: a filled example of a project, to be replaced file by file. Overwrites nothing. */
export const addProjectInit = (noun: Command): void => {
  addVerb(noun, "init <folder>", "write an example of a project's files; needs no chain")
    .requiredOption("--service <id>", "what is measured, e.g. paddy")
    .requiredOption("--methodology <id>", "how, e.g. paddy-ipcc-2019")
    .action(async (folder: string, options: Options) => {
      const { serviceOf } = await import("../core/services/index.ts");
      const { example } = serviceOf(options.service, options.methodology);
      const files = Object.entries(example).map(([name, json]) => ({ path: join(folder, name), json }));
      const there = files.find(({ path }) => existsSync(path));
      if (there !== undefined)
        throw misnamed("CLI_USAGE", "folder", there.path, "nothing is overwritten: choose a folder without this file");
      await mkdir(folder, { recursive: true });
      for (const { path, json } of files) await writeFile(path, `${JSON.stringify(json, null, 2)}\n`, { flag: "wx" });
      const written = files.map(({ path }) => path);
      openOutput(options).result({ folder, written }, [
        ...written.map((path) => `written  ${path}`),
        "edit     boundary.geojson: the ground that the project claims, longitude first",
        ...("fields.geojson" in example
          ? ["edit     fields.geojson: every project field, and control fields near them that are managed as before"]
          : []),
        "edit     project.json: name, period and practice",
        "keep     parameters.json as it is, unless you propose a methodology of your own",
        `next     sixfold project check ${folder}`,
      ]);
    });
};
