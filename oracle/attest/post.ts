import type { Address, Hex } from "viem";

import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";
import { send, simulate } from "../chain/send.ts";
import type { Call, SendOptions } from "../chain/send.ts";
import { SixfoldError } from "../core/errors.ts";
import { reportTable } from "../core/statements/report.ts";
import type { Report } from "../core/statements/report.ts";
import { digestOn } from "./kind.ts";
import type { SignerSignature } from "./signature.ts";
import type { Signer } from "../chain/signer.ts";

/** Everything the chain asks for to accept a report. */
export type SignedReport = {
  readonly report: Report;
  /** Strictly ascending by signer. */
  readonly operators: readonly SignerSignature[];
  readonly verifier: Address;
  readonly verifierSignature: Hex;
};

export type Posted = {
  readonly reportId: Hex;
  /** Undefined when the report was on chain already and nothing was sent. */
  readonly transaction: Hex | undefined;
  readonly gasUsed: bigint | undefined;
};

const NONE = 0;

/** The report's id on this chain and its VerificationOracle. */
export const reportIdOn = (chain: Chain, report: Report): Hex => digestOn(chain, reportTable, report);

/** Whether the oracle has accepted the report, whoever posted it. */
export const isAccepted = async (chain: Chain, reportId: Hex): Promise<boolean> =>
  onChain("reportId", async () => (await chain.contracts.oracle.read.getReport([reportId])).state !== NONE);

/** The call that posts a report. */
export const postCall = (chain: Chain, { report, operators, verifier, verifierSignature }: SignedReport): Call => ({
  address: chain.contracts.oracle.address,
  abi: chain.contracts.oracle.abi,
  functionName: "post",
  args: [report, operators, verifier, verifierSignature],
});

/**
 * Posts a report so that it is on chain once, however often this is called and whatever gets lost in between (L16).
 * @throws AttestError with the decoded reason when the oracle refuses; infrastructure errors otherwise.
 */
export const post = async (
  chain: Chain,
  signer: Signer,
  signed: SignedReport,
  options: SendOptions = {},
): Promise<Posted> => {
  const reportId = reportIdOn(chain, signed.report);
  const there: Posted = { reportId, transaction: undefined, gasUsed: undefined };
  if (await isAccepted(chain, reportId)) return there;
  try {
    const receipt = await send(chain, signer, postCall(chain, signed), options);
    return { reportId, transaction: receipt.transactionHash, gasUsed: receipt.gasUsed };
  } catch (error) {
    // Someone else may have posted the same bytes meanwhile: then the aim is reached.
    if (error instanceof SixfoldError && (await isAccepted(chain, reportId).catch(() => false))) return there;
    throw error;
  }
};

/** Asks the oracle whether it would accept the report, and sends nothing. */
export const rehearsePost = async (chain: Chain, from: Address, signed: SignedReport): Promise<void> => {
  await simulate(chain, from, postCall(chain, signed));
};
