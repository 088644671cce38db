import { decodeFunctionData, isAddressEqual } from "viem";
import type { Hex } from "viem";

import type { Chain } from "../chain/connect.ts";
import { readPostedReport } from "../chain/accepted-report.ts";
import { onChain } from "../chain/errors.ts";
import { reportTable } from "../core/statements/report.ts";
import type { Report } from "../core/statements/report.ts";
import type { Acceptance, Accepted } from "./acceptance.ts";

/** Signatures themselves are in the transaction's input only, and only when the oracle was called directly. */
const signaturesIn = async (chain: Chain, hash: Hex): Promise<Accepted<Report>["signatures"]> => {
  const { address, abi } = chain.contracts.oracle;
  const { to, input } = await onChain("transaction", () => chain.client.getTransaction({ hash }));
  if (to === null || !isAddressEqual(to, address)) return undefined;
  const call = decodeFunctionData({ abi, data: input });
  if (call.functionName !== "post") return undefined;
  const [{ verifier }, operator, signature] = call.args;
  return { operator, verifier: [{ signer: verifier, signature }] };
};

/** Reports are accepted by the VerificationOracle's `post`, which logs `ReportPosted`. */
export const reportAcceptance: Acceptance<Report> = {
  table: reportTable,
  find: async (chain, reportId) => {
    const log = await readPostedReport(chain, reportId);
    if (log === undefined) return undefined;
    const { report, signedBy } = log.args;
    return {
      statement: report,
      quorum: { set: report.operatorSet, signedBy },
      signatures: await signaturesIn(chain, log.transactionHash),
    };
  },
};
