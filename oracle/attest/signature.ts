import { hexToBigInt, isAddressEqual, recoverAddress } from "viem";
import type { Address, Hex } from "viem";

import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";

export type SignerSignature = { readonly signer: Address; readonly signature: Hex };

/** secp256k1 group order / 2 (SEC 2 v2, 2.4.1): OpenZeppelin's ECDSA refuses larger s (EIP-2). */
const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;

/** True for a 65-byte signature with low s and v of 27 or 28: the only form the contracts' ECDSA takes. */
export const isCanonicalSignature = (signature: string): signature is Hex => {
  if (!/^0x[0-9a-fA-F]{130}$/.test(signature)) return false;
  const s = hexToBigInt(`0x${signature.slice(66, 130)}`);
  const v = Number(`0x${signature.slice(130)}`);
  return s <= HALF_ORDER && (v === 27 || v === 28);
};

/**
 * True when the signature is the account's over a statement's digest: by recovery, or for a contract by asking it
 * (ERC-1271).
 */
export const isSignatureOf = async (
  chain: Chain,
  digest: Hex,
  { signer, signature }: SignerSignature,
): Promise<boolean> => {
  if (isCanonicalSignature(signature)) {
    const recovered = await recoverAddress({ hash: digest, signature }).catch(() => undefined);
    if (recovered !== undefined && isAddressEqual(recovered, signer)) return true;
  }
  return onChain("signature", async () => {
    if ((await chain.client.getCode({ address: signer })) === undefined) return false;
    return chain.client.verifyHash({ address: signer, hash: digest, signature });
  });
};

/** Signatures in the order the contracts ask for. */
export const ascending = (signatures: readonly SignerSignature[]): readonly SignerSignature[] =>
  signatures.toSorted((a, b) => (BigInt(a.signer) < BigInt(b.signer) ? -1 : 1));
