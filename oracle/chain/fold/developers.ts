import { ignore, known } from "./handlers.ts";
import type { Handlers } from "./handlers.ts";

export const developerHandlers: Handlers<"DeveloperRegistry"> = {
  DeveloperAdmitted: (draft, { args: { developer, legalId } }) => draft.put("developers", developer, { legalId }),
  DeveloperAccountAssigned: (draft, log) => {
    const { developer, account } = log.args;
    known(log, draft.now().developers, developer, "developer");
    draft.put("developerAccounts", account, developer);
  },
  DeveloperAccountDismissed: (draft, log) => {
    const { account } = log.args;
    known(log, draft.now().developerAccounts, account, "account of a developer");
    draft.put("developerAccounts", account, undefined);
  },
  TieDeclared: (draft, { args: { account, developer } }) => draft.putIn("ties", account, developer, true),
  TieWithdrawn: (draft, log) => {
    const { account, developer } = log.args;
    known(log, known(log, draft.now().ties, account, "tie"), developer, "tie");
    draft.putIn("ties", account, developer, undefined);
  },
  AuthorityUpdated: ignore,
};
