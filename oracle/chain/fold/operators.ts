import { ignore, inconsistent, known, requireNext } from "./handlers.ts";
import type { Handlers } from "./handlers.ts";

export const operatorHandlers: Handlers<"OperatorRegistry"> = {
  OperatorsAnnounced: (draft, log) => {
    const { epoch, operators, quorum, effectiveAt } = log.args;
    requireNext(log, epoch, draft.now().operatorSets.size);
    draft.put("announcedOperators", epoch, { operators, quorum, effectiveAt });
  },
  OperatorsCancelled: (draft, log) => {
    const { epoch } = log.args;
    known(log, draft.now().announcedOperators, epoch, "announced operator set");
    draft.put("announcedOperators", epoch, undefined);
  },
  OperatorsEnacted: (draft, log) => {
    const { epoch, operatorSet, operators, quorum } = log.args;
    const announced = known(log, draft.now().announcedOperators, epoch, "announced operator set");
    if (announced.quorum !== quorum || announced.operators.join() !== operators.join())
      throw inconsistent(log, operators, "the operators that were announced");
    draft.put("announcedOperators", epoch, undefined);
    draft.put("operatorSets", epoch, { ...announced, epoch, digest: operatorSet });
  },
  AuthorityUpdated: ignore,
};
