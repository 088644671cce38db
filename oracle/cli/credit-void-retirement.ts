import type { Command } from "commander";

import { addVerb, unsigned, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold credit void-retirement`: nobody can submit any more what the key signed with a nonce. */
export const addCreditVoidRetirement = (noun: Command): void => {
  withKey(
    addVerb(noun, "void-retirement", "make void what you signed and nobody has submitted").argument(
      "<nonce>",
      "number that `credit sign-retirement` printed",
      unsigned,
    ),
  ).action(async (nonce: bigint, options: WriteOptions) => {
    const [{ useNonce }, { openWriter, writtenLines }] = await Promise.all([
      import("../chain/actions/use-nonce.ts"),
      import("./write.ts"),
    ]);
    const { address, write } = await openWriter(options);
    const written = await write(useNonce(nonce));
    const { transaction, gasUsed } = written;
    openOutput(options).result({ holder: address, nonce, transaction, gasUsed }, [
      `holder       ${address}`,
      `void         nonce ${nonce}`,
      ...writtenLines(written),
    ]);
  });
};
