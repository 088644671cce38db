import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

export type FlatCatalogue = {
  readonly out: string;
  readonly id: string;
  readonly description: string;
  /** STAC items. */
  readonly items: readonly { readonly id: string }[];
  /** Files by name, that the items name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
};

/** Writes a static STAC catalogue in one folder: catalog.json, an item beside it for each date, and their files. */
export const writeFlatCatalogue = async ({ out, id, description, items, files }: FlatCatalogue): Promise<void> => {
  await mkdir(out, { recursive: true });
  const write = (name: string, value: unknown): Promise<void> =>
    writeFile(join(out, name), `${JSON.stringify(value, null, 1)}\n`);
  await Promise.all([
    ...[...files].map(([name, bytes]) => writeFile(join(out, name), bytes)),
    ...items.map((item) => write(`${item.id}.json`, item)),
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
