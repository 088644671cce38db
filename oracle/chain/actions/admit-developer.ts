import { readLogs } from "../read-logs.ts";
import { action, eventOf } from "./action.ts";
import type { GovernedAction } from "./govern.ts";

export type AdmittedDeveloper = { readonly developer: number; readonly legalId: string };

/** Makes a legal entity a developer, by its identifier in a register, such as `LEI:5493001KJTIIGC8Y1R12` (ISO 17442). */
export const admitDeveloper = (legalId: string): GovernedAction<AdmittedDeveloper> => ({
  action: action({
    contract: "DeveloperRegistry",
    functionName: "admit",
    args: [legalId],
    happened: (logs) => {
      const admitted = eventOf(logs, "DeveloperRegistry", "DeveloperAdmitted");
      return { developer: admitted.developer, legalId: admitted.legalId };
    },
  }),
  inForce: async (chain) => {
    const logs = await readLogs(chain, { contract: "DeveloperRegistry", events: ["DeveloperAdmitted"] });
    return logs.some(({ args }) => args.legalId === legalId);
  },
});
