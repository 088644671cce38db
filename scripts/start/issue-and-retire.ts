import { parseEventLogs, zeroAddress } from "viem";
import type { Hex } from "viem";
import { z } from "zod";

import { tonnes, transact } from "./story.ts";
import type { Stage } from "./story.ts";

const metadata = z.object({ name: z.string() });

/** The JSON of an on-chain `data:` URI. */
const decodeUri = (uri: string): unknown =>
  JSON.parse(Buffer.from(uri.slice(uri.indexOf(",") + 1), "base64").toString("utf8"));

export type RetiredCredit = {
  readonly certificateId: bigint;
  readonly issuedKg: bigint;
  readonly retiredKg: bigint;
};

/** Issues a report's credits, sells half, and retires what was sold. */
export const issueAndRetire = async ({ world, story, say }: Stage, reportId: Hex): Promise<RetiredCredit> => {
  const { chain, signers } = world;
  const { credits, certificates } = chain.contracts;

  const issued = await transact(world, signers.poster, credits, "issue", [reportId]);
  const [credited] = parseEventLogs({ abi: credits.abi, eventName: "TransferSingle", logs: issued.logs });
  const { id: batchId, value: issuedKg } = credited!.args;
  say("issue", {
    batch: batchId,
    amount: tonnes(issuedKg),
    transaction: issued.transactionHash,
    gas: issued.gasUsed,
  });

  const soldKg = issuedKg / 2n + 1n;
  const { developer, buyer } = signers;
  const moved = await transact(world, developer, credits, "safeTransferFrom", [
    developer.address,
    buyer.address,
    batchId,
    soldKg,
    "0x",
  ]);
  say("transfer", { to: buyer.address, amount: tonnes(soldKg), gas: moved.gasUsed });

  const retired = await transact(world, buyer, credits, "retire", [
    batchId,
    soldKg,
    { purpose: 0, beneficiary: story.beneficiary, message: "Residual emissions of one season." },
  ]);
  say("retire", { amount: tonnes(soldKg), transaction: retired.transactionHash, gas: retired.gasUsed });

  const minted = parseEventLogs({ abi: certificates.abi, eventName: "Transfer", logs: retired.logs }).find(
    ({ address, args }) => args.from === zeroAddress && address.toLowerCase() === certificates.address.toLowerCase(),
  );
  const certificateId = minted!.args.tokenId;
  const { name } = metadata.parse(decodeUri(await certificates.read.tokenURI([certificateId])));
  say("certificate", { id: certificateId, name, beneficiary: story.beneficiary });
  return { certificateId, issuedKg, retiredKg: soldKg };
};
