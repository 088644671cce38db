import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";

export type AnnouncedEnding = {
  readonly projectId: bigint;
  /** Unix seconds: it may end from then on... */
  readonly from: number;
  /** ...and before that, or it has to be announced anew. */
  readonly until: number;
};

/** How an active project ends, and its status afterwards: `ProjectStatus` of Project.sol. */
const STATUS = { complete: 3, withdraw: 4 } as const;

export type EndingWord = keyof typeof STATUS;

/**
 * Announces that an active project is to end, a challenge window ahead. Its owner may; and anyone, that it is to be
 * completed, a year after its crediting period.
 */
export const announceEnding = (projectId: bigint, ending: EndingWord): Action<AnnouncedEnding> =>
  action({
    contract: "ProjectRegistry",
    functionName: "announceEnding",
    args: [projectId, STATUS[ending]],
    happened: (logs) => {
      const { from, until } = eventOf(logs, "ProjectRegistry", "ProjectEndingAnnounced");
      return { projectId, from, until };
    },
  });
