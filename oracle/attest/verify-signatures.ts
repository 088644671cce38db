import { decodeFunctionData, encodeAbiParameters, isAddressEqual, keccak256 } from "viem";
import type { Address, Hex } from "viem";

import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";
import { readLogs } from "../chain/logs.ts";
import { holds, same } from "./checks.ts";
import type { Check } from "./checks.ts";
import { isSignatureOf } from "./collect.ts";
import { reportIdOn } from "./post.ts";
import type { Report } from "./report-types.ts";

type OperatorSet = { readonly epoch: number; readonly operators: readonly Address[]; readonly quorum: number };

/** keccak256(abi.encode(chain id, oracle, epoch, operators, quorum)), as the VerificationOracle computes it. */
const operatorSetDigest = (chain: Chain, { epoch, operators, quorum }: OperatorSet): Hex =>
  keccak256(
    encodeAbiParameters(
      [{ type: "uint256" }, { type: "address" }, { type: "uint32" }, { type: "address[]" }, { type: "uint8" }],
      [BigInt(chain.chainId), chain.contracts.oracle.address, epoch, operators, quorum],
    ),
  );

const operatorSetOf = async (chain: Chain, digest: Hex): Promise<OperatorSet | undefined> => {
  const { address, abi } = chain.contracts.oracle;
  const logs = await readLogs(chain, { address, abi, eventName: "OperatorsSet", args: {} });
  return logs
    .map(({ args }) => args as unknown as OperatorSet)
    .find((candidate) => operatorSetDigest(chain, candidate) === digest);
};

/**
 * Finds the transaction that posted a report and checks the signatures in it again: the signed bytes are the report,
 * each signature is its signer's, and the signers are a quorum of the operator set named in the report (L3).
 */
export const verifySignatures = async (chain: Chain, reportId: Hex): Promise<readonly Check[]> => {
  const { address, abi } = chain.contracts.oracle;
  const [log] = await readLogs(chain, { address, abi, eventName: "ReportAccepted", args: { reportId } });
  if (log === undefined) return [holds("the report's acceptance is in the logs", false, `no log of ${reportId}`)];
  const transaction = await onChain("transaction", () => chain.client.getTransaction({ hash: log.transactionHash }));
  if (transaction.to === null || !isAddressEqual(transaction.to, address))
    // A contract posted it: its input is not ours to read. The oracle checked the signatures in that call.
    return [holds("the report's acceptance is in the logs", true, `posted through ${transaction.to ?? "a creation"}`)];
  const { args } = decodeFunctionData({ abi, data: transaction.input });
  const [report, operators, verifier, verifierSignature] = args as unknown as readonly [
    Report,
    readonly { readonly signer: Address; readonly signature: Hex }[],
    Address,
    Hex,
  ];
  const set = await operatorSetOf(chain, report.operatorSet);
  const valid = await Promise.all(
    operators.map(async ({ signer, signature }) => isSignatureOf(chain, report, signer, signature)),
  );
  const inSet = operators.every(({ signer }) => set?.operators.some((operator) => isAddressEqual(operator, signer)));
  const distinct = new Set(operators.map(({ signer }) => signer.toLowerCase())).size;
  return [
    same("posted bytes are the report's id", reportIdOn(chain, report), reportId),
    holds(
      "operators' signatures are theirs over exactly these bytes",
      valid.every(Boolean),
      `${valid.filter(Boolean).length} of ${operators.length}`,
    ),
    holds(
      "signers are a quorum of the operator set in force",
      set !== undefined && inSet && distinct >= set.quorum,
      set === undefined ? "no such operator set in the logs" : `${distinct} of ${set.operators.length}, quorum ${set.quorum}`,
    ),
    holds(
      "the verifier's signature is its own over exactly these bytes",
      await isSignatureOf(chain, report, verifier, verifierSignature),
      verifier,
    ),
  ];
};
