import { ignore, known } from "./handlers.ts";
import type { Handlers } from "./handlers.ts";

export const verifierHandlers: Handlers<"VerifierRegistry"> = {
  VerifierAccredited: (draft, { args: { verifier, poolsBitmap, until } }) =>
    draft.put("accreditations", verifier, { poolsBitmap, until }),
  VerifierSuspended: (draft, log) => {
    const { verifier } = log.args;
    known(log, draft.now().accreditations, verifier, "accreditation");
    draft.put("accreditations", verifier, undefined);
  },
  ConflictDeclared: (draft, { args: { verifier, developer } }) => draft.putIn("conflicts", verifier, developer, true),
  ConflictWithdrawn: (draft, log) => {
    const { verifier, developer } = log.args;
    known(log, known(log, draft.now().conflicts, verifier, "tie"), developer, "tie");
    draft.putIn("conflicts", verifier, developer, undefined);
  },
  AuthorityUpdated: ignore,
};
