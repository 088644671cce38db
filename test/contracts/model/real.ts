import { encodeFunctionData, getAddress, keccak256, toHex } from "viem";
import type { Abi, Address, Hex } from "viem";

import type { Alert } from "../../../oracle/core/statements/alert.ts";
import type { Report } from "../../../oracle/core/statements/report.ts";
import { disputants } from "../../helpers/disputes.ts";
import { watchers } from "../../helpers/permanence.ts";
import type { Registry } from "../../helpers/registry.ts";
import { DAY } from "./terms.ts";
import { OPERATORS } from "./world.ts";
import type { Account, Operator } from "./world.ts";

type Contract = { readonly address: Address; readonly abi: Abi };

/** What was signed, by the model's numbers. */
type Known = {
  readonly reports: { readonly id: Hex; readonly report: Report }[];
  readonly alerts: { readonly id: Hex; readonly alert: Alert }[];
};

/** The same registry on a chain, with what the model's numbers stand for there. */
export const realOf = (registry: Registry, known: Known = { reports: [], alerts: [] }) => {
  const { wallet, networkHelpers } = registry;
  const contracts = registry.contracts as unknown as Readonly<Record<keyof Registry["contracts"], Contract>>;
  const { reports, alerts } = known;

  const walletOf = (account: Exclude<Account, "disputes">) => {
    const seat = OPERATORS.indexOf(account as Operator);
    return seat >= 0 ? registry.operators[seat]! : wallet[account as Exclude<Account, "disputes" | Operator>];
  };
  const addressOf = (account: Account): Address =>
    getAddress(account === "disputes" ? contracts.disputes.address : walletOf(account).account.address);

  const call = (
    by: Exclude<Account, "disputes"> | "guardian",
    contract: keyof Registry["contracts"],
    name: string,
    args: readonly unknown[],
    wei = 0n,
  ) => registry.send(by === "guardian" ? wallet.guardian : walletOf(by), contracts[contract], name, args, wei);

  /** Announced in the next second, and done `GOVERNED` seconds from now. */
  const govern = async (contract: keyof Registry["contracts"], name: string, args: readonly unknown[]) => {
    const { address, abi } = contracts[contract];
    const data = encodeFunctionData({ abi, functionName: name, args });
    const now = await networkHelpers.time.latest();
    await networkHelpers.time.setNextBlockTimestamp(now + 1);
    await registry.send(wallet.governor, contracts.manager, "schedule", [address, data, 0]);
    await networkHelpers.time.setNextBlockTimestamp(now + GOVERNED);
    return registry.send(wallet.governor, contracts.manager, "execute", [address, data]);
  };

  const signaturesBy = <S>(signatures: readonly S[], signers: readonly Operator[]): readonly S[] =>
    signers.map((signer) => signatures[OPERATORS.indexOf(signer)]!);

  /** A design as it is committed to. */
  const designOf = ({ design, committedAt }: { readonly design: number; readonly committedAt: number }) => ({
    digest: keccak256(toHex(design + 1)),
    committedAt,
  });

  return {
    registry,
    designOf,
    contracts,
    reports,
    alerts,
    walletOf,
    addressOf,
    call,
    govern,
    signaturesBy,
    known: (): Known => ({ reports: [...reports], alerts: [...alerts] }),
    ...watchers(registry),
    ...disputants(registry),
  };
};

/** The manager's delay and a second to announce. */
export const GOVERNED = 2 * DAY + 1;

export type Real = ReturnType<typeof realOf>;
