import type { Hex } from "viem";
import * as z from "zod";

import { issueCredits } from "../../oracle/chain/actions/issue-credits.ts";
import { perform } from "../../oracle/chain/actions/perform.ts";
import { retireCredits } from "../../oracle/chain/actions/retire-credits.ts";
import { transferCredits } from "../../oracle/chain/actions/transfer-credits.ts";
import { keySender } from "../../oracle/chain/send.ts";
import { developmentSigner } from "../../oracle/chain/signer.ts";
import { tonnes } from "./story.ts";
import { retireWithoutGas } from "./retire-without-gas.ts";
import type { Stage } from "./story.ts";
import { ACCOUNT } from "./world.ts";

const metadata = z.object({ name: z.string() });

/** The JSON of an on-chain `data:` URI. */
const decodeUri = (uri: string): unknown =>
  JSON.parse(Buffer.from(uri.slice(uri.indexOf(",") + 1), "base64").toString("utf8"));

export type RetiredCredit = {
  readonly certificateId: bigint;
  readonly issuedKg: bigint;
  readonly retiredKg: bigint;
};

/** Gives credits to the page's demo wallet, so that whoever comes can retire some. */
const giveToNewcomer = async (
  { world: { chain, signers }, say }: Stage,
  batchId: bigint,
  amountKg: bigint,
): Promise<void> => {
  // A batch of a few kilograms leaves nothing to give.
  if (amountKg === 0n) return;
  const { developer } = signers;
  const { address } = developmentSigner(ACCOUNT.newcomer);
  await perform(
    keySender(chain, developer),
    transferCredits({ from: developer.address, to: address, batchId, amountKg }),
  );
  say("transfer to the page's demo wallet", { to: address, amount: tonnes(amountKg) });
};

/**
 * Issues a report's credits, sells half, and retires what was sold; then some for one who has no coin to pay gas
 * with. What is left goes to the page's demo wallet.
 */
export const issueAndRetire = async ({ world, story, say }: Stage, reportId: Hex): Promise<RetiredCredit> => {
  const { chain, signers } = world;
  const { developer, buyer, poster } = signers;

  const issued = await perform(keySender(chain, poster), issueCredits(reportId));
  const { batchId, issuedKg, bufferedKg } = issued.result;
  say("issue", {
    batch: batchId,
    amount: tonnes(issuedKg),
    transaction: issued.transaction,
    gas: issued.gasUsed,
  });

  // What is buffered belongs to nobody.
  const soldKg = (issuedKg - bufferedKg) / 2n + 1n;
  const moved = await perform(
    keySender(chain, developer),
    transferCredits({ from: developer.address, to: buyer.address, batchId, amountKg: soldKg }),
  );
  say("transfer", { to: moved.result.to, amount: tonnes(moved.result.amountKg), gas: moved.gasUsed });

  const { beneficiary } = story;
  const retired = await perform(
    keySender(chain, buyer),
    retireCredits([{ batchId, amountKg: soldKg }], {
      purpose: "voluntary",
      recipient: buyer.address,
      beneficiary,
      message: "Residual emissions of one season.",
    }),
  );
  say("retire", { amount: tonnes(soldKg), transaction: retired.transaction, gas: retired.gasUsed });

  const { certificateId } = retired.result;
  const { name } = metadata.parse(decodeUri(await chain.contracts.certificates.read.tokenURI([certificateId])));
  say("certificate", { id: certificateId, name, beneficiary });
  const signedKg = await retireWithoutGas({ world, story, say }, batchId, (issuedKg - bufferedKg - soldKg) / 2n);
  await giveToNewcomer({ world, story, say }, batchId, issuedKg - bufferedKg - soldKg - signedKg);
  return { certificateId, issuedKg, retiredKg: soldKg + signedKg };
};
