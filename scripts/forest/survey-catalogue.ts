import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { surveyItem } from "./survey-item.ts";
import type { SurveyItem } from "./survey-item.ts";

export type SurveyCatalogue = {
  readonly out: string;
  readonly id: string;
  readonly description: string;
  readonly items: readonly SurveyItem[];
  /** Files by name, that the items name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
};

/** Writes surveys as a static STAC catalogue: catalog.json, an item beside it for each survey, and their files. */
export const writeSurveyCatalogue = async ({ out, id, description, items, files }: SurveyCatalogue): Promise<void> => {
  await mkdir(out, { recursive: true });
  const write = (name: string, value: unknown): Promise<void> =>
    writeFile(join(out, name), `${JSON.stringify(value, null, 1)}\n`);
  await Promise.all([
    ...[...files].map(([name, bytes]) => writeFile(join(out, name), bytes)),
    ...items.map((item) => write(`${item.id}.json`, surveyItem(item))),
    write("catalog.json", {
      type: "Catalog",
      stac_version: "1.1.0",
      id,
      description,
      links: [
        { rel: "root", href: "./catalog.json", type: "application/json" },
        ...items.map((item) => ({ rel: "item", href: `./${item.id}.json`, type: "application/geo+json" })),
      ],
    }),
  ]);
};
