import { encodeAbiParameters, keccak256 } from "viem";
import type { Address, Hex } from "viem";

import { digestOn } from "../attest/kind.ts";
import { isSignatureOf } from "../attest/signature.ts";
import type { Chain } from "../chain/connect.ts";
import { signersOf } from "../chain/operator-sets.ts";
import { readLogs } from "../chain/read-logs.ts";
import type { Message, Role } from "../core/statements/table.ts";
import type { Acceptance, Accepted } from "./acceptance.ts";
import { holds, same } from "./checks.ts";
import type { Check } from "./checks.ts";

type OperatorSet = { readonly epoch: number; readonly operators: readonly Address[]; readonly quorum: number };

/** keccak256(abi.encode(chain id, registry, epoch, operators, quorum)), as the OperatorRegistry computes it. */
const operatorSetDigest = (chain: Chain, { epoch, operators, quorum }: OperatorSet): Hex =>
  keccak256(
    encodeAbiParameters(
      [{ type: "uint256" }, { type: "address" }, { type: "uint32" }, { type: "address[]" }, { type: "uint8" }],
      [BigInt(chain.chainId), chain.contracts.operators.address, epoch, operators, quorum],
    ),
  );

const operatorSetOf = async (chain: Chain, digest: Hex): Promise<OperatorSet | undefined> => {
  const logs = await readLogs(chain, { contract: "OperatorRegistry", events: ["OperatorsEnacted"] });
  return logs.map(({ args }) => args).find((candidate) => operatorSetDigest(chain, candidate) === digest);
};

const checkQuorum = async (
  chain: Chain,
  { set: digest, signedBy }: NonNullable<Accepted<Message>["quorum"]>,
): Promise<Check> => {
  const set = await operatorSetOf(chain, digest);
  const signers = set === undefined ? [] : signersOf(signedBy, set.operators);
  return holds(
    "signers are a quorum of the operator set in force",
    set !== undefined && signedBy < 2 ** set.operators.length && signers.length >= set.quorum,
    set === undefined
      ? "no such operator set in the logs"
      : `${signers.length} of ${set.operators.length}, quorum ${set.quorum}`,
  );
};

const checkSignatures = (
  chain: Chain,
  roles: readonly Role[],
  id: Hex,
  signatures: NonNullable<Accepted<Message>["signatures"]>,
): Promise<readonly Check[]> =>
  Promise.all(
    roles.map(async (role) => {
      const given = signatures[role];
      const valid = await Promise.all(given.map((each) => isSignatureOf(chain, id, each)));
      return holds(
        `each ${role}'s signature is its own over exactly these bytes`,
        given.length > 0 && valid.every(Boolean),
        `${valid.filter(Boolean).length} of ${given.length}`,
      );
    }),
  );

/**
 * Finds the log of a statement's acceptance and checks again what the contract checked: the logged bytes are the
 * statement's id, the operators who signed are a quorum of the set it names, and, where the transaction shows them,
 * that each signature is its signer's (L3).
 * @param id the statement's digest.
 */
export const verifySignatures = async <M extends Message>(
  chain: Chain,
  acceptance: Acceptance<M>,
  id: Hex,
): Promise<readonly Check[]> => {
  const { table } = acceptance;
  const name = table.name.toLowerCase();
  const accepted = await acceptance.find(chain, id);
  if (accepted === undefined) return [holds(`the ${name}'s acceptance is in the logs`, false, `no log of ${id}`)];
  const { statement, quorum, signatures } = accepted;
  return [
    same(`logged bytes are the ${name}'s id`, digestOn(chain, table, statement), id),
    ...(quorum === undefined ? [] : [await checkQuorum(chain, quorum)]),
    ...(signatures === undefined ? [] : await checkSignatures(chain, table.roles, id, signatures)),
  ];
};
