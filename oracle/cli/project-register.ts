import type { Command } from "commander";
import { InvalidArgumentError } from "commander";

import type { EdgeLevel } from "../core/ground/types.ts";
import { readJsonInput } from "./input.ts";
import { addVerb, edgeLevelOption, integer, unsigned, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

type Options = WriteOptions & {
  readonly methodologyId: number;
  readonly edgeLevel: string;
  readonly hostCountry: string;
  readonly creditingStart: number;
  readonly creditingEnd: number;
  readonly boundary: string;
  readonly programme?: number;
  readonly reference?: bigint;
};

/** RFC 3339 date or instant in UTC to Unix seconds. */
export const instant = (text: string): number => {
  const milliseconds = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  // Engines read 30 February as 1 March.
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 10) !== text.slice(0, 10))
    throw new InvalidArgumentError("A UTC date (2024-05-01) or instant (2024-05-01T00:00:00Z).");
  return milliseconds / 1000;
};

const country = (text: string): string => {
  if (!/^[A-Z]{2}$/.test(text)) throw new InvalidArgumentError("Two capital letters (ISO 3166-1 alpha-2).");
  return text;
};

/** `sixfold project register`: a draft project, owned by the key. */
export const addProjectRegister = (noun: Command): void => {
  withKey(addVerb(noun, "register", "register a draft project"))
    .requiredOption("--methodology-id <id>", "methodology on chain", integer(1, 2 ** 32 - 1))
    .addOption(edgeLevelOption())
    .requiredOption("--host-country <code>", "ISO 3166-1 alpha-2, such as VN", country)
    .requiredOption(
      "--crediting-start <date>",
      "date or instant in UTC, included: 2024-05-01 or 2024-05-01T00:00:00Z",
      instant,
    )
    .requiredOption("--crediting-end <date>", "the same, excluded", instant)
    .requiredOption("--boundary <geojson>", "the boundary to be published")
    .option("--programme <id>", "another programme in which the project has a reference", integer(1, 2 ** 32 - 1))
    .option("--reference <number>", "the project's number there", unsigned)
    .action(async (options: Options) => {
      const [{ boundaryDigest }, { registerProject }, { parseBoundary }, { openWriter, writtenLines }] =
        await Promise.all([
          import("../attest/boundary-digest.ts"),
          import("../chain/actions/register-project.ts"),
          import("../core/ground/boundary.ts"),
          import("./write.ts"),
        ]);
      const {
        methodologyId,
        edgeLevel,
        hostCountry,
        creditingStart,
        creditingEnd,
        programme = 0,
        reference = 0n,
      } = options;
      const boundary = boundaryDigest(parseBoundary(await readJsonInput("--boundary", options.boundary)));
      const { write } = await openWriter(options);
      const written = await write(
        registerProject({
          methodologyId,
          edgeLevel: Number(edgeLevel) as EdgeLevel,
          hostCountry,
          creditingStart,
          creditingEnd,
          boundary,
          programme,
          programmeReference: reference,
        }),
      );
      const { projectId, draftExpiry } = written.result;
      openOutput(options).result(
        { projectId, boundary, draftExpiry, transaction: written.transaction, gasUsed: written.gasUsed },
        [
          `project      ${projectId}`,
          `boundary     ${boundary}`,
          ...writtenLines(written),
          `next         sixfold project claim ${projectId} --boundary ${options.boundary}`,
        ],
      );
    });
};
