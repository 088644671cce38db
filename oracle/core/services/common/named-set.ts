import * as z from "zod";

/** What every parameter set states first: the methodology that it is of, and its own version. */
export const namedSet = <M extends string>(methodology: M) => ({
  methodology: z.literal(methodology).describe("The methodology that the set is of; no other accepts it."),
  version: z
    .string()
    .regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,30}$/, "1 to 31 letters, digits, dots, dashes or underscores")
    .describe("Of the parameter set; name and version are unique on the chain."),
});
