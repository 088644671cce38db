import { Option } from "commander";
import type { Command } from "commander";

import type { EdgeLevel } from "../ground/types.ts";
import { readJsonInput } from "./input.ts";
import { addVerb } from "./options.ts";
import { openOutput } from "./output.ts";
import type { OutputOptions } from "./output.ts";

const SQUARE_METRES_PER_HECTARE = 10_000;

/** `sixfold ground cover`: the cells a boundary claims, and what claiming them takes. */
export const addGroundCover = (noun: Command): void => {
  addVerb(noun, "cover <geojson>", "cover a boundary with cells; needs no chain")
    .addOption(new Option("--edge-level <level>", "finest S2 level").choices(["16", "20"]).makeOptionMandatory())
    .option("--blocks", "list every block")
    .action(async (path: string, options: OutputOptions & { edgeLevel: string; blocks?: boolean }) => {
      const [{ parseBoundary }, { boundaryAreaM2 }, { coverBoundary, edgeCellCount }, { storageWords }] =
        await Promise.all([
          import("../ground/boundary.ts"),
          import("../ground/area.ts"),
          import("../ground/cover.ts"),
          import("../chain/storage-words.ts"),
        ]);
      const edgeLevel = Number(options.edgeLevel) as EdgeLevel;
      const boundary = parseBoundary(await readJsonInput("geojson", path));
      const blocks = coverBoundary(boundary, edgeLevel);
      const areaM2 = boundaryAreaM2(boundary);
      const words = storageWords(blocks);
      const cells = edgeCellCount(blocks, edgeLevel);
      openOutput(options).result(
        {
          edgeLevel,
          cells,
          blocks: options.blocks ? blocks : blocks.length,
          storageWords: words,
          areaM2,
        },
        [
          `edge level     ${edgeLevel}`,
          `cells          ${cells}`,
          `blocks         ${blocks.length}`,
          `storage words  ${words}`,
          `area           ${(areaM2 / SQUARE_METRES_PER_HECTARE).toFixed(4)} ha`,
          ...(options.blocks ? blocks.map(({ cell, bits }) => `block          ${cell} 0x${bits.toString(16)}`) : []),
        ],
      );
    });
};
