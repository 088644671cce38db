import type { Command } from "commander";

import { addVerb, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold guardian cancel-operators`: those who are announced never sign. */
export const addGuardianCancelOperators = (noun: Command): void => {
  withKey(addVerb(noun, "cancel-operators", "withdraw the operators that are announced")).action(
    async (options: WriteOptions) => {
      const [{ cancelOperators }, { openWriter, writtenLines }] = await Promise.all([
        import("../chain/actions/announce-operators.ts"),
        import("./write.ts"),
      ]);
      const { write } = await openWriter(options);
      const written = await write(cancelOperators());
      const { transaction, gasUsed, result } = written;
      openOutput(options).result({ epoch: result.epoch, transaction, gasUsed }, [
        `cancelled    the operators to come${result.epoch === undefined ? "" : `, set ${result.epoch}`}`,
        ...writtenLines(written),
      ]);
    },
  );
};
