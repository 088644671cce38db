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
  AuthorityUpdated: ignore,
};
