import type { Command } from "commander";

import { instantOf } from "./governor-step.ts";
import { addVerb, connectFrom, withChain, withKey } from "./options.ts";
import type { ChainOptions, WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold operator list | enact`: the operators in force and those announced, and the step from one to the other. */
export const addOperatorSets = (noun: Command): void => {
  withChain(addVerb(noun, "list", "list the operators in force, and those announced")).action(
    async (options: ChainOptions) => {
      const { readOperators } = await import("../chain/operator-sets.ts");
      const sets = await readOperators(await connectFrom(options));
      openOutput(options).result(
        sets,
        (["current", "announced"] as const).flatMap((name) => {
          const set = sets[name];
          if (set === undefined) return [`${name.padEnd(12)} none`];
          const { epoch, operators, quorum, effectiveAt } = set;
          return [
            `${name.padEnd(12)} set ${epoch}, ${quorum} of ${operators.length}, from ${instantOf(effectiveAt)}`,
            ...operators.map((operator) => `  operator   ${operator}`),
          ];
        }),
      );
    },
  );

  withKey(
    addVerb(noun, "enact", "let the announced operators take effect, once their week is over; anyone may"),
  ).action(async (options: WriteOptions) => {
    const [{ enactOperators }, { openWriter, writtenLines }] = await Promise.all([
      import("../chain/actions/enact-operators.ts"),
      import("./write.ts"),
    ]);
    const { write } = await openWriter(options);
    const written = await write(enactOperators());
    const { result, transaction, gasUsed } = written;
    openOutput(options).result({ ...result, transaction, gasUsed }, [
      ...(result.epoch === undefined ? [] : [`set          ${result.epoch}`]),
      ...writtenLines(written),
    ]);
  });
};
