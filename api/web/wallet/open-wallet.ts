import { custom, getAddress } from "viem";
import type { Address, EIP1193Provider, Hex } from "viem";

import { connect } from "../../../oracle/chain/connect.ts";
import type { Chain } from "../../../oracle/chain/connect.ts";
import type { Deployment as ChainDeployment } from "../../../oracle/chain/deployment.ts";
import { onChain } from "../../../oracle/chain/errors.ts";
import { SixfoldError, misnamed } from "../../../oracle/core/errors.ts";
import type { Deployment } from "../../resources/about.ts";

/** A wallet that let the page see an account, on the deployment's chain. */
export type Wallet = { readonly chain: Chain; readonly address: Address; readonly provider: EIP1193Provider };

/** EIP-1193, "Provider Errors", and EIP-3085's for a chain that the wallet does not know. */
const REFUSED = 4001;
const UNKNOWN_CHAIN = 4902;

const codeOf = (error: unknown): unknown =>
  typeof error === "object" && error !== null && "code" in error ? error.code : undefined;

/** Asks a wallet for something; what its owner refuses is told as that. */
export const asking = async <T>(what: string, ask: () => Promise<T>): Promise<T> => {
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
