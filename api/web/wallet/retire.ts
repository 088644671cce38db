import { custom, encodeFunctionData, getAddress } from "viem";
import type { Address, EIP1193Provider, Hex } from "viem";

import { callOf, perform, rehearse } from "../../../oracle/chain/actions/perform.ts";
import { retireCredits } from "../../../oracle/chain/actions/retire-credits.ts";
import type { Retirement } from "../../../oracle/chain/actions/retire-credits.ts";
import { connect } from "../../../oracle/chain/connect.ts";
import type { Chain } from "../../../oracle/chain/connect.ts";
import type { Deployment as ChainDeployment } from "../../../oracle/chain/deployment.ts";
import { onChain } from "../../../oracle/chain/errors.ts";
import { walletSender } from "../../../oracle/chain/wallet-sender.ts";
import { SixfoldError, misnamed } from "../../../oracle/core/errors.ts";
import type { Deployment } from "../../resources/about.ts";

export { PURPOSES } from "../../../oracle/chain/actions/retire-credits.ts";
export type { Retirement } from "../../../oracle/chain/actions/retire-credits.ts";

/** A wallet that let the page see an account, on the deployment's chain. */
export type Wallet = { readonly chain: Chain; readonly address: Address; readonly provider: EIP1193Provider };

/** EIP-1193, "Provider Errors", and EIP-3085's for a chain that the wallet does not know. */
const REFUSED = 4001;
const UNKNOWN_CHAIN = 4902;

const codeOf = (error: unknown): unknown =>
  typeof error === "object" && error !== null && "code" in error ? error.code : undefined;

const asking = async <T>(what: string, ask: () => Promise<T>): Promise<T> => {
  try {
    return await ask();
  } catch (cause) {
    if (codeOf(cause) === REFUSED)
      throw new SixfoldError({ code: "WEB_WALLET_REFUSED", failure: "check", field: what, value: "refused", rule: "the wallet's owner agrees", cause }); // prettier-ignore
    return onChain(what, () => Promise.reject(cause));
  }
};

/**
 * Asks a wallet for an account.
 * @throws SixfoldError `WEB_WALLET_REFUSED` (check), `WEB_WALLET_NETWORK` (usage) on another chain; as `connect`
 */
export const openWallet = async (
  provider: EIP1193Provider,
  { chainId, contracts, deployBlock, rpcUrl }: Deployment,
): Promise<Wallet> => {
  const [account] = await asking("accounts", () => provider.request({ method: "eth_requestAccounts" }));
  if (account === undefined) throw misnamed("WEB_WALLET_EMPTY", "accounts", [], "the wallet shows an account");
  const served = Number(await asking("chain", () => provider.request({ method: "eth_chainId" })));
  if (served !== chainId) throw misnamed("WEB_WALLET_NETWORK", "wallet", served, `the wallet is on chain ${chainId}`);
  const deployment: ChainDeployment = {
    chainId,
    deployBlock,
    contracts: contracts as ChainDeployment["contracts"],
    ...(rpcUrl === null ? {} : { rpcUrl }),
  };
  const chain = await connect({ deployment, transport: custom(provider) });
  return { chain, address: getAddress(account), provider };
};

/** Has a wallet go to the deployment's chain, and tells it of that chain where it does not know it (EIP-3085). */
export const switchChain = async (provider: EIP1193Provider, { chainId, rpcUrl }: Deployment): Promise<void> => {
  const id: Hex = `0x${chainId.toString(16)}`;
  const change = () => provider.request({ method: "wallet_switchEthereumChain", params: [{ chainId: id }] });
  await asking("chain", () =>
    change().catch(async (error: unknown) => {
      if (codeOf(error) !== UNKNOWN_CHAIN || rpcUrl === null) return Promise.reject(error);
      await provider.request({
        method: "wallet_addEthereumChain",
        params: [
          {
            chainId: id,
            chainName: `chain ${chainId}`,
            rpcUrls: [rpcUrl],
            nativeCurrency: { name: "ether", symbol: "ETH", decimals: 18 },
          },
        ],
      });
      return change();
    }),
  );
};

/** Kilograms of a batch that the account holds, by the chain's word through the wallet. */
export const holdingOf = ({ chain, address }: Wallet, batchId: bigint): Promise<bigint> =>
  onChain("balance", () => chain.contracts.credits.read.balanceOf([address, batchId]));

/** A retirement that is on the chain, and a block that has it. */
export type Retired = { readonly certificateId: bigint; readonly transaction: Hex; readonly block: bigint };

/** A retirement, and the very transaction that the wallet will be asked to sign. */
export type Prepared = {
  readonly to: Address;
  readonly functionName: string;
  readonly data: Hex;
  readonly retire: () => Promise<Retired>;
};

/**
 * Tries a retirement against the chain as it is, and signs nothing.
 * @throws SixfoldError with the contract's custom error where it refuses; from `retire`: as `walletSender`
 */
export const prepare = async (
  { chain, address, provider }: Wallet,
  lot: { readonly batchId: bigint; readonly amountKg: bigint },
  words: Omit<Retirement, "recipient">,
): Promise<Prepared> => {
  const action = retireCredits([lot], { ...words, recipient: address });
  await rehearse(chain, address, action);
  const { address: to, abi, functionName, args } = callOf(chain.deployment, action);
  return {
    to,
    functionName,
    data: encodeFunctionData({ abi, functionName, args }),
    retire: async () => {
      const { result, transaction } = await perform(walletSender(chain, provider, address), action);
      return {
        certificateId: result.certificateId,
        transaction,
        block: await onChain("block", () => chain.client.getBlockNumber()),
      };
    },
  };
};
