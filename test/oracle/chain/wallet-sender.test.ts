import { expect } from "chai";
import { UserRejectedRequestError, numberToHex } from "viem";
import type { EIP1193Provider } from "viem";

import { approveAccount } from "../../../oracle/chain/actions/approve-account.ts";
import { issueCredits } from "../../../oracle/chain/actions/issue-credits.ts";
import { perform } from "../../../oracle/chain/actions/perform.ts";
import { walletSender } from "../../../oracle/chain/wallet-sender.ts";
import { openStage, refusal } from "./actions/registry-stage.ts";
import type { Stage } from "./actions/registry-stage.ts";

type Asked = { readonly method: string; readonly params?: readonly unknown[] };
type Wallet = (asked: Asked, pass: () => Promise<unknown>) => Promise<unknown>;

describe("walletSender", function () {
  this.timeout(60_000);
  let stage: Stage;

  before(async () => {
    stage = await openStage();
  });

  /** The in-process node keeps its accounts' keys, as a wallet does. */
  const through = (wallet: Wallet = (_, pass) => pass()) => {
    const { provider } = stage.registry.connection;
    const request = (asked: Asked) => wallet(asked, () => provider.request(asked as never));
    return walletSender(
      stage.chain,
      { request } as unknown as EIP1193Provider,
      stage.registry.wallet.buyer.account.address,
    );
  };
  const allow = (approved: boolean) => approveAccount({ account: stage.sender("rival").address, approved });

  it("does an action with a key that stays in the wallet", async () => {
    const asked: string[] = [];
    const sender = through(async ({ method }, pass) => {
      asked.push(method);
      return pass();
    });
    const { result, transaction } = await perform(sender, allow(true));
    expect(result).to.deep.equal({ account: stage.sender("rival").address, approved: true });
    expect((await stage.chain.client.getTransaction({ hash: transaction })).from).to.equal(
      sender.address.toLowerCase(),
    );
    expect(asked).to.include("eth_sendTransaction");
    expect(asked).not.to.include("eth_sendRawTransaction");
  });

  it("tells the decoded refusal of a contract before the wallet asks anyone", async () => {
    const sender = through(({ method }) => Promise.reject(new Error(`asked for ${method}`)));
    const refused = await refusal(perform(sender, issueCredits(`0x${"11".repeat(32)}`)));
    expect([refused.code, refused.failure]).to.deep.equal(["CHAIN_CARBON_CREDIT_REPORT_NOT_ISSUABLE", "check"]);
  });

  it("tells that the owner said no, and that the wallet is on another chain", async () => {
    const unwilling = through(async ({ method }, pass) => {
      if (method === "eth_sendTransaction") throw new UserRejectedRequestError(new Error("User rejected"));
      return pass();
    });
    const refused = await refusal(perform(unwilling, allow(false)));
    expect([refused.code, refused.failure, refused.field]).to.deep.equal([
      "CHAIN_WALLET_REFUSED",
      "check",
      "setApprovalForAll",
    ]);
    const elsewhere = through(async ({ method }, pass) => (method === "eth_chainId" ? numberToHex(1) : pass()));
    const wrong = await refusal(perform(elsewhere, allow(false)));
    expect([wrong.code, wrong.failure]).to.deep.equal(["CHAIN_WALLET_NETWORK", "usage"]);
    expect(wrong.rule).to.equal("the wallet is on chain 31337");
  });

  it("follows a transaction that was sped up, and tells of one that was cancelled", async () => {
    const { networkHelpers, connection } = stage.registry;
    const ask = (method: string, ...params: unknown[]) => connection.provider.request({ method, params } as never);
    /** Mines nothing until the owner has put another transaction in the first one's place. */
    const replacing = (change: (first: Record<string, unknown>) => Record<string, unknown>) =>
      through(async ({ method, params }, pass) => {
        if (method !== "eth_sendTransaction") return pass();
        const hash = await pass();
        const first = params![0] as Record<string, unknown>;
        const sent = await stage.chain.client.getTransaction({ hash: hash as `0x${string}` });
        setTimeout(() => {
          const fees = {
            maxFeePerGas: numberToHex(2n * sent.maxFeePerGas!),
            maxPriorityFeePerGas: numberToHex(2n * sent.maxPriorityFeePerGas!),
          };
          void ask("eth_sendTransaction", { ...change(first), ...fees, nonce: numberToHex(sent.nonce) }).then(() =>
            networkHelpers.mine(),
          );
        }, 500);
        return hash;
      });
    await ask("evm_setAutomine", false);
    try {
      const { result } = await perform(
        replacing((first) => first),
        allow(true),
      );
      expect(result.approved).to.equal(true);
      const cancelled = await refusal(
        perform(
          replacing(({ from }) => ({ from, to: from, value: "0x0" })),
          allow(false),
        ),
      );
      expect([cancelled.code, cancelled.failure]).to.deep.equal(["CHAIN_WALLET_REPLACED", "check"]);
      expect(
        await stage.chain.contracts.credits.read.isApprovedForAll([
          stage.sender("buyer").address,
          stage.sender("rival").address,
        ]),
      ).to.equal(true);
    } finally {
      await ask("evm_setAutomine", true);
    }
  });
});
