import type { Command } from "commander";

import type { EdgeLevel } from "../core/ground/types.ts";
import { readJsonInput } from "./input.ts";
import { addVerb, edgeLevelOption } from "./options.ts";
import { openOutput } from "./output.ts";
import type { OutputOptions } from "./output.ts";

const SQUARE_METRES_PER_HECTARE = 10_000;

const hectares = (squareMetres: number): string => `${(squareMetres / SQUARE_METRES_PER_HECTARE).toFixed(4)} ha`;

/** `sixfold ground cover`: the cells a boundary claims, and what claiming them takes. */
export const addGroundCover = (noun: Command): void => {
  addVerb(noun, "cover", "cover a boundary with cells; needs no chain")
    .argument("<geojson>", "boundary: a polygon or multipolygon, longitude first")
    .addOption(edgeLevelOption())
    .option("--blocks", "list every block")
    .action(async (path: string, options: OutputOptions & { edgeLevel: string; blocks?: boolean }) => {
      const [
        { parseBoundary },
        { boundaryAreaM2 },
        { cellsAreaM2 },
        { coverBoundary, edgeCellCount },
        { storageWords },
      ] = await Promise.all([
        import("../core/ground/boundary.ts"),
        import("../core/ground/area.ts"),
        import("../core/ground/cells-area.ts"),
        import("../core/ground/cover.ts"),
        import("../chain/storage-words.ts"),
      ]);
      const edgeLevel = Number(options.edgeLevel) as EdgeLevel;
      const boundary = parseBoundary(await readJsonInput("geojson", path));
      const blocks = coverBoundary(boundary, edgeLevel);
      const areaM2 = boundaryAreaM2(boundary);
      const cellsM2 = cellsAreaM2(blocks);
      const differencePercent = 100 * (cellsM2 / areaM2 - 1);
      const words = storageWords(blocks);
      const cells = edgeCellCount(blocks, edgeLevel);
      openOutput(options).result(
        {
          edgeLevel,
          cells,
          blocks: options.blocks ? blocks : blocks.length,
          storageWords: words,
          areaM2,
          cellsAreaM2: cellsM2,
          differencePercent,
        },
        [
          `edge level     ${edgeLevel}`,
          `cells          ${cells}`,
          `blocks         ${blocks.length}`,
          `storage words  ${words}`,
          `area           ${hectares(areaM2)} within the boundary`,
          `area of cells  ${hectares(cellsM2)}, ${differencePercent >= 0 ? "+" : ""}${differencePercent.toFixed(2)} %`,
          ...(options.blocks ? blocks.map(({ cell, bits }) => `block          ${cell} 0x${bits.toString(16)}`) : []),
        ],
      );
    });
};
