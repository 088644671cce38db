import { ignore, known } from "./handlers.ts";
import type { Handlers } from "./handlers.ts";

export const programmeHandlers: Handlers<"ProgrammeRegistry"> = {
  ProgrammeAdmitted: (draft, { args: { programme, name, reading } }) =>
    draft.put("programmes", programme, { name, reading }),
  ReferenceTaken: (draft, log) => {
    const { projectId, programme, number } = log.args;
    known(log, draft.now().programmes, programme, "programme");
    draft.putIn("references", programme, number, projectId);
  },
  // What a project takes it stated before, which the project's record holds.
  SerialsTaken: ignore,
  AuthorityUpdated: ignore,
};
