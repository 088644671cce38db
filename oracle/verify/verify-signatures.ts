import { decodeFunctionData, encodeAbiParameters, isAddressEqual, keccak256 } from "viem";
import type { Address, Hex } from "viem";

import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";
import { readLogs } from "../chain/read-logs.ts";
import { holds, same } from "./checks.ts";
import type { Check } from "./checks.ts";
import { isSignatureOf } from "../attest/collect.ts";
import { reportIdOn } from "../attest/post.ts";
import type { SignerSignature } from "../attest/post.ts";
import type { Report } from "../attest/report-types.ts";

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
  const logs = await readLogs(chain, { contract: "VerificationOracle", events: ["OperatorsChanged"] });
  return logs.map(({ args }) => args).find((candidate) => operatorSetDigest(chain, candidate) === digest);
};

type PostInput = readonly [Report, readonly SignerSignature[], Address, Hex];

/** Signatures themselves are in the transaction's input only, and only when the oracle was called directly. */
const inputOf = async (chain: Chain, hash: Hex): Promise<PostInput | undefined> => {
  const { address, abi } = chain.contracts.oracle;
  const { to, input } = await onChain("transaction", () => chain.client.getTransaction({ hash }));
  if (to === null || !isAddressEqual(to, address)) return undefined;
  return decodeFunctionData({ abi, data: input }).args as unknown as PostInput;
};

const recover = async (
  chain: Chain,
  [report, operators, verifier, verifierSignature]: PostInput,
): Promise<readonly Check[]> => {
  const valid = await Promise.all(
    operators.map(({ signer, signature }) => isSignatureOf(chain, report, signer, signature)),
  );
  return [
    holds(
      "operators' signatures are theirs over exactly these bytes",
      valid.every(Boolean),
      `${valid.filter(Boolean).length} of ${operators.length}`,
    ),
    holds(
      "the verifier's signature is its own over exactly these bytes",
      await isSignatureOf(chain, report, verifier, verifierSignature),
      verifier,
    ),
  ];
};

/**
 * Finds the log of a report's acceptance and checks again what the oracle checked: the logged bytes are the report's
 * id, the signers are a quorum of the operator set it names, and, where the posting transaction shows them, that each
 * signature is its signer's (L3).
 */
export const verifySignatures = async (chain: Chain, reportId: Hex): Promise<readonly Check[]> => {
  const [log] = await readLogs(chain, {
    contract: "VerificationOracle",
    events: ["ReportPosted"],
    args: { reportId },
  });
  if (log === undefined) return [holds("the report's acceptance is in the logs", false, `no log of ${reportId}`)];
  const { report, signers } = log.args;
  const set = await operatorSetOf(chain, report.operatorSet);
  const inSet = signers.every((signer) => set?.operators.some((operator) => isAddressEqual(operator, signer)));
  const distinct = new Set(signers.map((signer) => signer.toLowerCase())).size;
  const input = await inputOf(chain, log.transactionHash);
  return [
    same("logged bytes are the report's id", reportIdOn(chain, report), reportId),
    holds(
      "signers are a quorum of the operator set in force",
      set !== undefined && inSet && distinct >= set.quorum,
      set === undefined
        ? "no such operator set in the logs"
        : `${distinct} of ${set.operators.length}, quorum ${set.quorum}`,
    ),
    ...(input === undefined ? [] : await recover(chain, input)),
  ];
};
