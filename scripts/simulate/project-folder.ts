import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { projectDocuments } from "../../oracle/core/services/common/project-documents.ts";
import type { OutlinedProject } from "../../oracle/core/services/common/project-documents.ts";

/** Writes the files of a project into a folder, made if missing. */
export const writeProjectFolder = async (out: string, project: OutlinedProject): Promise<void> => {
  await mkdir(out, { recursive: true });
  await Promise.all(
    Object.entries(projectDocuments(project)).map(([name, json]) =>
      writeFile(join(out, name), `${JSON.stringify(json, null, 1)}\n`),
    ),
  );
};
