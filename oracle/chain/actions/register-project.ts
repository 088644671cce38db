import { stringToHex } from "viem";
import type { Hex } from "viem";

import type { EdgeLevel } from "../../core/ground/types.ts";
import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

export type ProjectRequest = {
  readonly methodologyId: number;
  readonly edgeLevel: EdgeLevel;
  /** ISO 3166-1 alpha-2. */
  readonly hostCountry: string;
  /** Unix seconds, included. */
  readonly creditingStart: number;
  /** Unix seconds, excluded. */
  readonly creditingEnd: number;
  /** Digest of the boundary that is to be published. */
  readonly boundary: Hex;
  /** Id of another programme in which the project has a reference, and its number there; 0 where there is none. */
  readonly programme: number;
  readonly programmeReference: bigint;
};

export type RegisteredProject = {
  readonly projectId: bigint;
  /** When the draft lapses unless it is active by then, Unix seconds. */
  readonly draftExpiry: number;
};

/** Registers a draft that belongs to the caller, an account of a developer. */
export const registerProject = (request: ProjectRequest): Action<RegisteredProject> =>
  action({
    contract: "ProjectRegistry",
    functionName: "register",
    args: [{ ...request, hostCountry: stringToHex(request.hostCountry) }],
    happened: (logs) => {
      const { projectId, draftExpiry } = eventOf(logs, "ProjectRegistry", "ProjectRegistered");
      return { projectId, draftExpiry };
    },
    foreseen: (projectId) => ({ projectId }),
  });
