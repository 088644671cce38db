import type { ExternalSerials } from "../fold/registry.ts";
import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

/** States that a draft, which migrated, takes over serials of another programme once it is active. Owner only. */
export const stateSerials = (projectId: bigint, serials: ExternalSerials): Action<ExternalSerials> =>
  action({
    contract: "ProjectRegistry",
    functionName: "stateSerials",
    args: [projectId, serials],
    happened: (logs) => eventOf(logs, "ProjectRegistry", "ExternalSerialsStated").serials,
  });
