import { getAddress } from "viem";
import type { Address, Hex } from "viem";
import * as z from "zod";

import { ascendingLots, stated } from "../chain/actions/retire-credits.ts";
import type { Lot, Retirement } from "../chain/actions/retire-credits.ts";
import type { SignedRequest } from "../chain/actions/retire-by-signature.ts";
import type { Chain } from "../chain/connect.ts";
import type { Signer } from "../chain/signer.ts";
import { SixfoldError } from "../core/errors.ts";
import { parsedBy } from "../core/schema-faults.ts";
import { typedData } from "../core/statements/hash.ts";
import { retirementRequestTable } from "../core/statements/retirement-request.ts";
import type { RetirementRequest } from "../core/statements/retirement-request.ts";
import { toWire } from "../core/statements/table.ts";
import { domainOn } from "./kind.ts";

/** Of 64 bits: enough that a holder never draws the same twice, and cheap as calldata. */
const randomNonce = (): bigint => crypto.getRandomValues(new BigUint64Array(1))[0]!;

/**
 * What a holder asks for.
 * @param nonce any that the holder has not used; chosen at random where not given.
 * @param deadline the last second in which it may be submitted, Unix time.
 */
export const requestFor = (
  holder: Address,
  lots: readonly Lot[],
  retirement: Retirement,
  { nonce = randomNonce(), deadline }: { readonly nonce?: bigint | undefined; readonly deadline: number },
): RetirementRequest => ({ holder, ...ascendingLots(lots), ...stated(retirement), nonce, deadline });

/** A request with the signature of a key: the holder's, or one that a contract which holds takes for its own. */
export const signRequest = async (
  chain: Chain,
  signer: Pick<Signer, "signTypedData">,
  statement: RetirementRequest,
): Promise<SignedRequest> => {
  const domain = domainOn(chain, retirementRequestTable);
  return { statement, signature: await signer.signTypedData(typedData(retirementRequestTable, domain, statement)) };
};

const signedRequest = z.strictObject({
  kind: z.literal(retirementRequestTable.name),
  statement: retirementRequestTable.wire,
  signature: z
    .string()
    .regex(/^0x([0-9a-fA-F]{2})*$/, "bytes in hex")
    .transform((text) => text as Hex),
});

/** The form in which a signed request is kept and passed on. */
export const requestToJson = ({ statement, signature }: SignedRequest) => ({
  kind: retirementRequestTable.name,
  statement: toWire(retirementRequestTable, statement),
  signature,
});

/** @throws SixfoldError `ATTEST_SIGNED_INVALID` (usage) naming the first field that breaks a rule. */
export const parseRequest = (json: unknown): SignedRequest => {
  const { statement, signature } = parsedBy(
    signedRequest,
    json,
    ({ pointer, ...fault }) =>
      new SixfoldError({ code: "ATTEST_SIGNED_INVALID", failure: "usage", field: pointer || "/", ...fault }),
  );
  // The wire form of an address has no checksum.
  const { holder, recipient } = statement;
  return { statement: { ...statement, holder: getAddress(holder), recipient: getAddress(recipient) }, signature };
};
