import { retireCredits } from "../../../oracle/chain/actions/retire-credits.ts";
import type { Lot, RetiredCredits, Retirement } from "../../../oracle/chain/actions/retire-credits.ts";
import { onChain } from "../../../oracle/chain/errors.ts";
import type { Wallet } from "./open-wallet.ts";
import { prepare } from "./prepare.ts";
import type { Prepared } from "./prepare.ts";

export type { RetiredCredits, Retirement } from "../../../oracle/chain/actions/retire-credits.ts";

/** Kilograms of a batch that the account holds, by the chain's word through the wallet. */
export const holdingOf = ({ chain, address }: Wallet, batchId: bigint): Promise<bigint> =>
  onChain("balance", () => chain.contracts.credits.read.balanceOf([address, batchId]));

/** Tries a retirement, whose certificate the holder gets. @throws SixfoldError as `prepare` */
export const prepareRetirement = (
  wallet: Wallet,
  lot: Lot,
  words: Omit<Retirement, "recipient">,
): Promise<Prepared<RetiredCredits>> => prepare(wallet, retireCredits([lot], { ...words, recipient: wallet.address }));
