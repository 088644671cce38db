/** `node scripts/programs.ts`: builds the program of each methodology, where it is not built of these sources yet. */
import { services } from "../oracle/core/services/index.ts";
import { ownProgram } from "../oracle/programs/own-program.ts";

for (const { methodology } of services()) await ownProgram(methodology);
