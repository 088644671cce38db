import { ignore, known, requireNext } from "./handlers.ts";
import type { Handlers } from "./handlers.ts";

export const methodologyHandlers: Handlers<"MethodologyRegistry"> = {
  MethodologyProposed: (draft, log) => {
    const { methodologyId, methodology } = log.args;
    requireNext(log, methodologyId, draft.now().methodologies.size);
    draft.put("methodologies", methodologyId, { ...methodology, active: false, closed: false });
  },
  MethodologyActivated: (draft, log) => {
    const { methodologyId } = log.args;
    const proposed = known(log, draft.now().methodologies, methodologyId, "methodology");
    draft.put("methodologies", methodologyId, { ...proposed, active: true });
  },
  MethodologyClosed: (draft, log) => {
    const { methodologyId } = log.args;
    const active = known(log, draft.now().methodologies, methodologyId, "methodology");
    draft.put("methodologies", methodologyId, { ...active, closed: true });
  },
  AuthorityUpdated: ignore,
};
