import { expect } from "chai";

import type { Action } from "../../../../oracle/chain/actions/action.ts";
import { perform, rehearse } from "../../../../oracle/chain/actions/perform.ts";
import { keySender } from "../../../../oracle/chain/send.ts";
import type { Sender } from "../../../../oracle/chain/sender.ts";
import { developmentSigner } from "../../../../oracle/chain/signer.ts";
import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { chainOf } from "../../../helpers/chain-of.ts";
import { deployRegistry } from "../../../helpers/registry.ts";
import type { Registry } from "../../../helpers/registry.ts";

type Role = keyof Registry["wallet"];

/** What a promise is refused with: a SixfoldError that names what was attempted. */
export const refusal = async (attempt: Promise<unknown>): Promise<SixfoldError> => {
  const error: unknown = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(SixfoldError);
  return error as SixfoldError;
};

/** The registry on an in-process node, and each of its roles with its key. */
export const openStage = async () => {
  const registry = await deployRegistry();
  const chain = await chainOf(registry);
  const sender = (role: Role): Sender =>
    keySender(chain, developmentSigner(registry.wallets.indexOf(registry.wallet[role])));
  return {
    registry,
    chain,
    sender,
    perform: <T>(role: Role, action: Action<T>) => perform(sender(role), action),
    rehearse: <T>(role: Role, action: Action<T>) => rehearse(chain, registry.wallet[role].account.address, action),
    /** The code and failure with which a rehearsal and a real attempt are refused alike. */
    refused: async (role: Role, action: Action<unknown>): Promise<string> => {
      const rehearsed = await refusal(rehearse(chain, registry.wallet[role].account.address, action));
      const performed = await refusal(perform(sender(role), action));
      expect([rehearsed.failure, performed.failure, performed.code, performed.field]).to.deep.equal([
        "check",
        "check",
        rehearsed.code,
        action.functionName,
      ]);
      return performed.code;
    },
    nonce: (role: Role) => chain.client.getTransactionCount({ address: registry.wallet[role].account.address }),
  };
};

export type Stage = Awaited<ReturnType<typeof openStage>>;
