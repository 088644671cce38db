import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Command } from "commander";
import type { CID } from "multiformats/cid";

import { bundleCid } from "./identifiers.ts";
import { addVerb } from "./options.ts";
import { openOutput } from "./output.ts";
import type { OutputOptions } from "./output.ts";
import { atPath, folderToWrite } from "./paths.ts";
import { openPlaces, withPlaces } from "./places.ts";
import type { PlaceOptions } from "./places.ts";

/** `sixfold evidence draw`: the maps of a bundle as pictures for the eye. They are no evidence: no number rests on them. */
export const addEvidenceDraw = (noun: Command): void => {
  withPlaces(
    addVerb(noun, "draw", "draw the maps of a bundle as PNG").argument("<cid>", "root of the bundle", bundleCid),
  )
    .requiredOption("--out <folder>", "where <map>.png are written; pictures that are there are replaced")
    .action(async (root: CID, options: OutputOptions & PlaceOptions & { out: string }) => {
      await folderToWrite("--out", options.out);
      const [{ checkFiles }, { outputLayer }, { bytesOf }, { quicklook }] = await Promise.all([
        import("../core/evidence/manifest.ts"),
        import("../core/evidence/output-layer.ts"),
        import("../core/evidence/stored.ts"),
        import("../core/picture/quicklook.ts"),
      ]);
      await using bundle = await (await openPlaces(options))(root);
      const { files } = bundle;
      const drawn: string[] = [];
      for (const output of (await checkFiles(files)).outputs) {
        // Paths of a bundle are safe on any file system; names are its maker's words.
        const picture = join(options.out, `${output.path.replaceAll("/", "-").replace(/^outputs-|\.tif$/g, "")}.png`);
        const png = await quicklook(await outputLayer(output, await bytesOf(files.get(output.path)!)));
        await atPath("--out", picture, () => writeFile(picture, png));
        drawn.push(picture);
      }
      openOutput(options).result(
        { cid: root.toString(), drawn },
        drawn.map((picture) => `drawn  ${picture}`),
      );
    });
};
