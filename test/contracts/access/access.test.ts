import { expect } from "chai";
import { encodeFunctionData, toFunctionSelector } from "viem";
import type { Abi, AbiFunction } from "viem";

import { errorOf } from "../../helpers/error-of.ts";
import { GOVERNED, ROWS } from "./rows.ts";
import type { Row } from "./rows.ts";
import { CALLERS, CONTRACTS, setStage, STATES } from "./stage.ts";
import type { Caller, Stage, State } from "./stage.ts";

/** What OpenZeppelin's contracts bring along: only the manager itself may name another. */
const INHERITED: ReadonlySet<string> = new Set(["setAuthority"]);

const writing = (abi: Abi): readonly AbiFunction[] =>
  abi.filter(
    (item): item is AbiFunction =>
      item.type === "function" &&
      (item.stateMutability === "nonpayable" || item.stateMutability === "payable") &&
      !INHERITED.has(item.name),
  );

/** Every external function that writes, by every caller, on a project in every state: who gets through, and who not. */
describe("who may call what, and when", function () {
  this.timeout(300_000);
  let stage: Stage;
  let functions: ReadonlyMap<string, { readonly contract: (typeof CONTRACTS)[number]; readonly item: AbiFunction }>;

  before(async () => {
    stage = await setStage();
    functions = new Map(
      CONTRACTS.flatMap((contract) =>
        writing(stage.registry.contracts[contract].abi as Abi).map(
          (item) => [`${contract}.${item.name}`, { contract, item }] as const,
        ),
      ),
    );
  });

  it("has a row for each function, and none for a function that is not there", () => {
    expect(Object.keys(ROWS).toSorted()).to.deep.equal([...functions.keys()].toSorted());
  });

  /** The name of the error, or undefined where the call goes through. */
  const refusalOf = async (path: string, { call }: Row, caller: Caller, state: State): Promise<string | undefined> => {
    const { contract, item } = functions.get(path)!;
    const { args, value = 0n } = await call(stage, state);
    const data = encodeFunctionData({ abi: [item], functionName: item.name, args });
    const { address } = stage.registry.contracts[contract];
    return errorOf(stage.registry.client.call({ account: stage.addressOf(caller), to: address, data, value }));
  };

  const titleOf = (path: string, { by, in: states }: Row): string => {
    const who = by.length === CALLERS.length ? "anyone" : by.join(", ") || "nobody at once";
    const when = states.length === STATES.length ? "always" : states.join(", ") || "never here";
    return `${path}: ${who}; ${when}`;
  };

  for (const [path, row] of Object.entries(ROWS))
    it(titleOf(path, row), async () => {
      for (const state of STATES)
        for (const caller of CALLERS) {
          const refusal = await refusalOf(path, row, caller, state);
          const mayCall = row.by.includes(caller) && row.in.includes(state);
          const told = `${caller} on ${state}: ${refusal ?? "went through"}`;
          expect(refusal === undefined, told).to.equal(mayCall);
          // Refused by an error of the registry's or of OpenZeppelin's, and not by running into something.
          if (refusal !== undefined) expect(refusal, told).to.match(/^[A-Z][A-Za-z0-9]+$/);
        }
    });

  it("lets the governor alone make governed calls, after the public delay", async () => {
    const { manager } = stage.registry.contracts;
    for (const [path, row] of Object.entries(ROWS)) {
      if (row.by !== GOVERNED) continue;
      const { contract, item } = functions.get(path)!;
      const { address } = stage.registry.contracts[contract];
      for (const caller of CALLERS) {
        const answer = await manager.read.canCall([stage.addressOf(caller), address, toFunctionSelector(item)]);
        const told = `${caller} on ${path}`;
        expect(answer, told).to.deep.equal([false, caller === "governor" ? 172_800 : 0]);
        // Whatever else there may be against the call, it is the manager that refuses it.
        expect(await refusalOf(path, row, caller, "active"), told).to.equal(
          caller === "governor" ? "AccessManagerNotScheduled" : "AccessManagedUnauthorized",
        );
      }
    }
  });
});
