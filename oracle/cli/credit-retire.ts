import type { Command } from "commander";

import type { Lot } from "../chain/actions/retire-credits.ts";
import { addVerb, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";
import { retiredLines, retirementOf, withRetirement } from "./retirement-options.ts";
import type { RetirementOptions } from "./retirement-options.ts";

/** `sixfold credit retire`: uses credits up for good and gets one certificate for all of them. */
export const addCreditRetire = (noun: Command): void => {
  withRetirement(
    withKey(addVerb(noun, "retire", "retire credits for good")),
    "the holder, who approved the key; the key itself where not given",
  ).action(async (lots: readonly Lot[], options: WriteOptions & RetirementOptions) => {
    const [{ retireCredits }, { retireFrom }, { openWriter, writtenLines }] = await Promise.all([
      import("../chain/actions/retire-credits.ts"),
      import("../chain/actions/retire-from.ts"),
      import("./write.ts"),
    ]);
    const { address, write } = await openWriter(options);
    const holder = options.for ?? address;
    const retirement = retirementOf(options, holder);
    const written = await write(
      holder === address ? retireCredits(lots, retirement) : retireFrom(holder, lots, retirement),
    );
    const { transaction, gasUsed, result } = written;
    const { certificateId, lots: retired = lots } = result;
    const { recipient } = retirement;
    openOutput(options).result({ certificateId, holder, recipient, lots: retired, transaction, gasUsed }, [
      ...retiredLines(result, lots),
      ...writtenLines(written),
      `next         sixfold verify ${certificateId}`,
    ]);
  });
};
