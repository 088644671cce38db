import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";

import { requestFor, signRequest } from "../../oracle/attest/retirement-request.ts";
import { perform } from "../../oracle/chain/actions/perform.ts";
import { retireBySignature } from "../../oracle/chain/actions/retire-by-signature.ts";
import { transferCredits } from "../../oracle/chain/actions/transfer-credits.ts";
import { keySender } from "../../oracle/chain/send.ts";
import { DAY_SECONDS, tonnes } from "./story.ts";
import type { Stage } from "./story.ts";

/**
 * A new account with no coin gets credits from the developer and signs that they be retired; another sends it.
 * @returns the kilograms that were retired
 */
export const retireWithoutGas = async (
  { world: { chain, clock, signers }, story, say }: Stage,
  batchId: bigint,
  amountKg: bigint,
): Promise<bigint> => {
  // A batch of a few kilograms leaves nothing to give.
  if (amountKg === 0n) return 0n;
  const customer = privateKeyToAccount(generatePrivateKey());
  const { developer, poster } = signers;
  await perform(
    keySender(chain, developer),
    transferCredits({ from: developer.address, to: customer.address, batchId, amountKg }),
  );
  const request = requestFor(
    customer.address,
    [{ batchId, amountKg }],
    {
      purpose: "voluntary",
      recipient: customer.address,
      beneficiary: story.beneficiary,
      message: "Signed by a holder who pays no gas.",
    },
    { deadline: (await clock.now()) + DAY_SECONDS },
  );
  const signed = await signRequest(chain, customer, request);
  const retired = await perform(keySender(chain, poster), retireBySignature(signed));
  say("retire by signature", {
    holder: customer.address,
    "coin of the holder": await chain.client.getBalance({ address: customer.address }),
    "sent by": poster.address,
    amount: tonnes(amountKg),
    certificate: retired.result.certificateId,
    gas: retired.gasUsed,
  });
  return amountKg;
};
