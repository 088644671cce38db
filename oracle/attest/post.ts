import { isAddressEqual } from "viem";
import type { Address, Hex } from "viem";

import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";
import { send, simulate } from "../chain/send.ts";
import type { Call, SendOptions } from "../chain/send.ts";
import { SixfoldError } from "../core/errors.ts";
import { reportDigest, reportDomain } from "./report-types.ts";
import type { Report } from "./report-types.ts";
import type { Signer } from "../chain/signer.ts";

export type SignerSignature = { readonly signer: Address; readonly signature: Hex };

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
export const reportIdOn = (chain: Chain, report: Report): Hex =>
  reportDigest(reportDomain(chain.chainId, chain.deployment.contracts.VerificationOracle), report);

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

/** Signatures in the order the contract asks for. */
export const ascending = (signatures: readonly SignerSignature[]): readonly SignerSignature[] =>
  signatures.toSorted((a, b) => (BigInt(a.signer) < BigInt(b.signer) ? -1 : 1));

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

/** True when the list is strictly ascending by signer. */
export const isStrictlyAscending = (signatures: readonly SignerSignature[]): boolean =>
  signatures.every(
    ({ signer }, index) =>
      index === 0 ||
      (!isAddressEqual(signer, signatures[index - 1]!.signer) &&
        BigInt(signatures[index - 1]!.signer) < BigInt(signer)),
  );
