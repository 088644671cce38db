import { writeFile } from "node:fs/promises";

import type { Command } from "commander";

import type { Lot } from "../chain/actions/retire-credits.ts";
import { addVerb, connectFrom, integer, unsigned, withChain, withSigner } from "./options.ts";
import type { ChainOptions } from "./options.ts";
import { openOutput, toJson } from "./output.ts";
import { atPath, fileToWrite } from "./paths.ts";
import { retirementOf, withRetirement } from "./retirement-options.ts";
import type { RetirementOptions } from "./retirement-options.ts";

type Options = ChainOptions &
  RetirementOptions & {
    readonly key: string;
    readonly nonce?: bigint;
    readonly validFor: number;
    readonly out: string;
  };

/** `sixfold credit sign-retirement`: what a holder asks for, signed, so that anybody may pay the gas. Sends nothing. */
export const addCreditSignRetirement = (noun: Command): void => {
  withRetirement(
    withSigner(withChain(addVerb(noun, "sign-retirement", "sign a retirement that anybody may submit; needs no gas"))),
    "the holder, a contract that takes the key's signature (ERC-1271); the key itself where not given",
  )
    .option("--nonce <n>", "any number that the holder has not used; chosen at random where not given", unsigned)
    .option("--valid-for <seconds>", "how long it may be submitted", integer(60, 31_622_400), 2_592_000)
    .requiredOption("--out <file>", "where the signed request is written")
    .action(async (lots: readonly Lot[], options: Options) => {
      await fileToWrite("--out", options.out);
      const [{ requestFor, requestToJson, signRequest }, { retireBySignature }, { rehearse }, { onChain }, signers] =
        await Promise.all([
          import("../attest/retirement-request.ts"),
          import("../chain/actions/retire-by-signature.ts"),
          import("../chain/actions/perform.ts"),
          import("../chain/errors.ts"),
          import("../chain/signer.ts"),
        ]);
      const chain = await connectFrom(options);
      const signer = signers.loadSigner(options.key, chain.chainId);
      const holder = options.for ?? signer.address;
      const { timestamp } = await onChain("rpc", () => chain.client.getBlock());
      const request = requestFor(holder, lots, retirementOf(options, holder), {
        nonce: options.nonce,
        deadline: Number(timestamp) + options.validFor,
      });
      const signed = await signRequest(chain, signer, request);
      // Whoever submits it can trust that it goes through as things stand.
      await rehearse(chain, signer.address, retireBySignature(signed));
      const wire = requestToJson(signed);
      await atPath("--out", options.out, () => writeFile(options.out, `${toJson(wire)}\n`));
      openOutput(options).result({ ...wire, out: options.out }, [
        `holder       ${holder}`,
        ...lots.map(({ batchId, amountKg }) => `to retire    ${amountKg} kg of batch ${batchId}`),
        `recipient    ${request.recipient}`,
        `nonce        ${request.nonce}`,
        `until        ${new Date(request.deadline * 1000).toISOString()}`,
        `written      ${options.out}`,
        `next         sixfold credit submit-retirement ${options.out}`,
      ]);
    });
};
