import type { Command } from "commander";

import { instantOf, showCall } from "./governor-step.ts";
import { addVerb, connectFrom, withChain } from "./options.ts";
import type { ChainOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold governor list`: every announcement, out of the chain's logs. */
export const addGovernorList = (noun: Command): void => {
  withChain(addVerb(noun, "list", "list what was announced, and what became of it")).action(
    async (options: ChainOptions) => {
      const { decodeCall, readAnnouncements } = await import("../chain/announcements.ts");
      const chain = await connectFrom(options);
      const announcements = (await readAnnouncements(chain)).map((announcement) => {
        const decoded = decodeCall(chain, announcement);
        const call = decoded === undefined ? `${announcement.target} ${announcement.data}` : showCall(decoded);
        const { readyAt, expiresAt } = announcement;
        return { ...announcement, readyAt: instantOf(readyAt), expiresAt: instantOf(expiresAt), call };
      });
      openOutput(options).result({ announcements }, [
        ...announcements.flatMap(({ state, operationId, call, readyAt, expiresAt }) => [
          `${state.padEnd(12)} ${operationId}`,
          `  call       ${call}`,
          `  from       ${readyAt} until ${expiresAt}`,
        ]),
        `announced    ${announcements.length}`,
      ]);
    },
  );
};
