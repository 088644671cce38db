import type { Hex } from "viem";

import { readLogs } from "../read-logs.ts";
import { action, eventOf } from "./action.ts";
import type { GovernedAction } from "./govern.ts";

/** Another programme: its name, and the sha2-256 digest of the document by which its writing is read as numbers. */
export type Programme = { readonly name: string; readonly reading: Hex };
export type AdmittedProgramme = Programme & { readonly programme: number };

/** Makes another programme known, so that projects can take their references and serials of it. */
export const admitProgramme = ({ name, reading }: Programme): GovernedAction<AdmittedProgramme> => ({
  action: action({
    contract: "ProgrammeRegistry",
    functionName: "admit",
    args: [name, reading],
    happened: (logs) => {
      const admitted = eventOf(logs, "ProgrammeRegistry", "ProgrammeAdmitted");
      return { programme: admitted.programme, name: admitted.name, reading: admitted.reading };
    },
  }),
  inForce: async (chain) => {
    const logs = await readLogs(chain, { contract: "ProgrammeRegistry", events: ["ProgrammeAdmitted"] });
    return logs.some(({ args }) => args.name === name && args.reading === reading);
  },
});
