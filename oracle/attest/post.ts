import type { Hex } from "viem";

import { perform } from "../chain/actions/perform.ts";
import { postReport } from "../chain/actions/post-report.ts";
import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";
import type { Sender } from "../chain/sender.ts";
import { SixfoldError } from "../core/errors.ts";
import { reportTable } from "../core/statements/report.ts";
import type { Report } from "../core/statements/report.ts";
import { digestOn } from "./kind.ts";
import type { SignerSignature } from "./signature.ts";

/** Everything the chain asks for to accept a report. */
export type SignedReport = {
  readonly report: Report;
  /** Strictly ascending by signer. */
  readonly operators: readonly SignerSignature[];
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

/**
 * Posts a report so that it is on chain once, however often this is called and whatever gets lost in between (L16).
 * @throws SixfoldError with the decoded reason when the oracle refuses; infrastructure errors otherwise.
 */
export const post = async (sender: Sender, signed: SignedReport): Promise<Posted> => {
  const { chain } = sender;
  const reportId = reportIdOn(chain, signed.report);
  const there: Posted = { reportId, transaction: undefined, gasUsed: undefined };
  if (await isAccepted(chain, reportId)) return there;
  try {
    const { transaction, gasUsed } = await perform(sender, postReport(signed));
    return { reportId, transaction, gasUsed };
  } catch (error) {
    // Someone else may have posted the same bytes meanwhile: then the aim is reached.
    if (error instanceof SixfoldError && (await isAccepted(chain, reportId).catch(() => false))) return there;
    throw error;
  }
};
