import { Argument } from "commander";
import type { Command } from "commander";

import type { EndingWord } from "../chain/actions/announce-ending.ts";
import { addVerb, unsigned, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

const ENDINGS: readonly EndingWord[] = ["complete", "withdraw"];

/** `sixfold project announce-ending`: an active project's end is public for a challenge window. */
export const addProjectAnnounceEnding = (noun: Command): void => {
  withKey(
    addVerb(
      noun,
      "announce-ending",
      "announce how an active project is to end, a challenge window ahead; a year after its crediting period anyone may announce that it is completed",
    )
      .argument("<project-id>", "number of the project, as `project register` printed it", unsigned)
      .addArgument(new Argument("<ending>", "how").choices(ENDINGS)),
  ).action(async (projectId: bigint, ending: EndingWord, options: WriteOptions) => {
    const [{ announceEnding }, { openWriter, writtenLines }] = await Promise.all([
      import("../chain/actions/announce-ending.ts"),
      import("./write.ts"),
    ]);
    const { write } = await openWriter(options);
    const written = await write(announceEnding(projectId, ending));
    const { transaction, gasUsed, result } = written;
    const at = (seconds: number): string => new Date(seconds * 1000).toISOString();
    openOutput(options).result({ projectId, ending, ...result, transaction, gasUsed }, [
      `project      ${projectId}, ${ending}`,
      ...(result.from === undefined || result.until === undefined
        ? []
        : [`ends         from ${at(result.from)} and before ${at(result.until)}`]),
      ...writtenLines(written),
      `next         then: sixfold project ${ending} ${projectId}`,
    ]);
  });
};
