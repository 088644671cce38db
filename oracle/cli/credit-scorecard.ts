import type { Command } from "commander";

import { addVerb, connectFrom, unsigned, withChain } from "./options.ts";
import type { ChainOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold credit scorecard`: the six things that ICROA asks of a credit, as the chain has them now. */
export const addCreditScorecard = (noun: Command): void => {
  withChain(
    addVerb(noun, "scorecard", "show how a batch meets each of the six ICROA requirements").argument(
      "<batch>",
      "the batch's id, as `credit issue` printed it",
      unsigned,
    ),
  ).action(async (batchId: bigint, options: ChainOptions) => {
    const [{ onChain }, { scorecardLines }] = await Promise.all([
      import("../chain/errors.ts"),
      import("../chain/scorecard-lines.ts"),
    ]);
    const { scorecards } = (await connectFrom(options)).contracts;
    const card = await onChain("batch", () => scorecards.read.scorecard([batchId]));
    const lines = Object.entries(scorecardLines(card));
    openOutput(options).result({ batchId, ...card }, [
      `batch        ${batchId}`,
      ...lines.map(([name, { met, because }]) => `${name.padEnd(12)} ${met ? "yes" : "NO "}  ${because}`),
    ]);
  });
};
