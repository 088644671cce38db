import type { Command } from "commander";

import { readJsonInput } from "./input.ts";
import { addVerb, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";
import { retiredLines } from "./retirement-options.ts";

/** `sixfold credit submit-retirement`: retires as a holder signed. Anyone may, and pays the gas. */
export const addCreditSubmitRetirement = (noun: Command): void => {
  withKey(
    addVerb(noun, "submit-retirement", "retire as a holder signed; anybody may").argument(
      "<signed-request>",
      "file that `credit sign-retirement` wrote; - for standard input",
    ),
  ).action(async (path: string, options: WriteOptions) => {
    const [{ parseRequest }, { retireBySignature }, { openWriter, writtenLines }] = await Promise.all([
      import("../attest/retirement-request.ts"),
      import("../chain/actions/retire-by-signature.ts"),
      import("./write.ts"),
    ]);
    const signed = parseRequest(await readJsonInput("<signed-request>", path));
    const { write } = await openWriter(options);
    const written = await write(retireBySignature(signed));
    const { holder, recipient, batchIds, amountsKg } = signed.statement;
    const asked = batchIds.map((batchId, index) => ({ batchId, amountKg: amountsKg[index]! }));
    const { transaction, gasUsed, result } = written;
    const { certificateId, lots = asked } = result;
    openOutput(options).result({ certificateId, holder, recipient, lots, transaction, gasUsed }, [
      ...retiredLines(result, asked),
      `holder       ${holder}`,
      ...writtenLines(written),
      `next         sixfold verify ${certificateId}`,
    ]);
  });
};
