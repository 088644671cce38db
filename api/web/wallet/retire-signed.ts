import { createWalletClient, custom, getTypesForEIP712Domain, serializeTypedData } from "viem";

import { domainOn } from "../../../oracle/attest/kind.ts";
import { requestFor, requestToJson, signRequest } from "../../../oracle/attest/retirement-request.ts";
import { retireBySignature } from "../../../oracle/chain/actions/retire-by-signature.ts";
import { rehearse } from "../../../oracle/chain/actions/perform.ts";
import type { Lot, Retirement } from "../../../oracle/chain/actions/retire-credits.ts";
import { chainTime } from "../../../oracle/chain/chain-time.ts";
import { onChain } from "../../../oracle/chain/errors.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import { typedData } from "../../../oracle/core/statements/hash.ts";
import { retirementRequestTable } from "../../../oracle/core/statements/retirement-request.ts";
import { post } from "../base/ask.ts";
import { asking } from "./open-wallet.ts";
import type { Wallet } from "./open-wallet.ts";

/** So long may a signed request be submitted: a relayer that is away for a day is not too late. */
const VALID_SECONDS = 7 * 86_400;

/** What a relayer answers (api/relay/app.ts). */
type Relayed = { readonly certificateId: string; readonly transaction: string; readonly paidBy: string };

export type PreparedRequest = {
  /** The very text that the wallet is given to sign (EIP-712). */
  readonly text: string;
  readonly nonce: bigint;
  /** Unix seconds. */
  readonly deadline: number;
  /** Has it signed, once; asked again it gives the same. Anybody may submit what comes of it. */
  readonly sign: () => Promise<string>;
  /** Has the relayer bring it to the chain. @throws SixfoldError `WEB_RELAY` (infrastructure), or what it answers */
  readonly relay: () => Promise<Relayed & { readonly block: bigint }>;
};

const away = (relay: string, cause: unknown): SixfoldError =>
  new SixfoldError({
    code: "WEB_RELAY",
    failure: "infrastructure",
    field: "relay",
    value: relay,
    rule: "the relayer can be reached",
    cause,
  });

/**
 * A retirement that an account signs and another pays for. Nothing is signed yet; once it is, it is tried against the
 * chain before it is passed on.
 * @param relay address of the relayer.
 */
export const prepareRequest = async (
  { chain, address, provider }: Wallet,
  lot: Lot,
  words: Omit<Retirement, "recipient">,
  relay: string,
): Promise<PreparedRequest> => {
  const deadline = (await chainTime(chain)) + VALID_SECONDS;
  const statement = requestFor(address, [lot], { ...words, recipient: address }, { deadline });
  const client = createWalletClient({ account: address, chain: chain.client.chain, transport: custom(provider) });
  const signer = {
    signTypedData: ((data: Parameters<typeof client.signTypedData>[0]) =>
      asking("signature", () => client.signTypedData({ ...data, account: address }))) as never,
  };
  const typed = typedData(retirementRequestTable, domainOn(chain, retirementRequestTable), statement);
  let signing: ReturnType<typeof signRequest> | undefined;
  const signed = async () => {
    signing ??= signRequest(chain, signer, statement);
    return signing.catch((error: unknown) => {
      // What was refused may be asked for again.
      signing = undefined;
      throw error;
    });
  };
  return {
    text: serializeTypedData({
      ...typed,
      types: { EIP712Domain: getTypesForEIP712Domain({ domain: typed.domain }), ...typed.types },
    } as never),
    nonce: statement.nonce,
    deadline,
    sign: async () => JSON.stringify(requestToJson(await signed())),
    relay: async () => {
      const request = await signed();
      await rehearse(chain, address, retireBySignature(request));
      const told = await post<Relayed>(`${relay}/v1/relay/retirements`, requestToJson(request)).catch(
        (error: unknown) => {
          throw error instanceof SixfoldError && error.code === "WEB_OFFLINE" ? away(relay, error) : error;
        },
      );
      const [isDone, block] = await onChain("nonce", () =>
        Promise.all([
          chain.contracts.credits.read.nonceUsed([address, statement.nonce]),
          chain.client.getBlockNumber(),
        ]),
      );
      if (isDone) return { ...told, block };
      throw new SixfoldError({
        code: "WEB_RELAY_UNDONE",
        failure: "check",
        field: "relay",
        value: told.transaction,
        rule: "what the relayer says is done is on the chain",
      });
    },
  };
};
