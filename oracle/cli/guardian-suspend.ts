import type { Command } from "commander";
import type { Address } from "viem";

import { accountAddress } from "./identifiers.ts";
import { addVerb, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold guardian suspend`: ends a verifier's accreditation at once. */
export const addGuardianSuspend = (noun: Command): void => {
  withKey(
    addVerb(noun, "suspend", "end a verifier's accreditation").argument("<verifier>", "its address", accountAddress),
  ).action(async (verifier: Address, options: WriteOptions) => {
    const [{ suspendVerifier }, { openWriter, writtenLines }] = await Promise.all([
      import("../chain/actions/suspend-verifier.ts"),
      import("./write.ts"),
    ]);
    const { write } = await openWriter(options);
    const written = await write(suspendVerifier(verifier));
    openOutput(options).result({ verifier, transaction: written.transaction, gasUsed: written.gasUsed }, [
      `suspended    ${verifier}`,
      ...writtenLines(written),
    ]);
  });
};
