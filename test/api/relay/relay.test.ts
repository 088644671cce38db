import { expect } from "chai";
import { s2 } from "s2js";
import { getAddress } from "viem";
import type { Hex } from "viem";

import { relayApp } from "../../../api/relay/app.ts";
import { relayFor } from "../../../api/relay/relay.ts";
import { listen } from "../../../oracle/attest/attest-server.ts";
import type { Listening } from "../../../oracle/attest/attest-server.ts";
import { requestFor, requestToJson, signRequest } from "../../../oracle/attest/retirement-request.ts";
import type { Chain } from "../../../oracle/chain/connect.ts";
import { keySender } from "../../../oracle/chain/send.ts";
import type { Sender } from "../../../oracle/chain/sender.ts";
import { developmentSigner, loadSigner } from "../../../oracle/chain/signer.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import { chainOf } from "../../helpers/chain-of.ts";
import { deployRegistry } from "../../helpers/registry.ts";
import type { Registry } from "../../helpers/registry.ts";

const DAY = 86_400;

describe("relayer", function () {
  this.timeout(600_000);
  let registry: Registry;
  let chain: Chain;
  let sender: Sender;
  let relay: Listening;
  let batchId = 0n;
  const unexpected: unknown[] = [];

  before(async () => {
    registry = await deployRegistry();
    chain = await chainOf(registry);
    const { contracts, wallet, send } = registry;
    const { projectId } = await registry.register();
    const cell = s2.cellid.parent(s2.cellid.fromLatLng(s2.LatLng.fromDegrees(10.4, 105.2)), 12);
    await registry.claim(projectId, [{ cell, bits: 0xffffn }]);
    await registry.activate(projectId);
    const { reportId } = await registry.post(await registry.draftReport(projectId));
    ({ batchId } = await registry.issue(reportId));
    await send(wallet.developer, contracts.credit, "safeTransferFrom", [
      wallet.developer.account.address,
      wallet.buyer.account.address,
      batchId,
      5_000n,
      "0x",
    ]);
    sender = keySender(chain, developmentSigner(registry.wallets.indexOf(wallet.stranger)), { pollMs: 10 });
    const limits = { perHolder: 3, perDay: 4, requestsPerMinute: 1_000 };
    relay = await listen(relayApp({ ...limits, sender, report: (error) => unexpected.push(error) }), 0);
  });
  after(() => relay?.close());

  const signed = async (change: { nonce?: bigint; amountKg?: bigint; deadline?: number } = {}) => {
    const { buyer } = registry.wallet;
    const holder = buyer.account.address;
    const { nonce, amountKg = 1n, deadline = (await registry.now()) + DAY } = change;
    const words = { purpose: "voluntary", recipient: holder, beneficiary: "B", message: "" } as const;
    const key = developmentSigner(registry.wallets.indexOf(buyer));
    return signRequest(chain, key, requestFor(holder, [{ batchId, amountKg }], words, { nonce, deadline }));
  };
  const post = async (body: unknown) => {
    const response = await fetch(`${relay.url}/v1/relay/retirements`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    return [response.status, (await response.json()) as Record<string, string>] as const;
  };
  const sent = async (): Promise<number> => registry.client.getTransactionCount({ address: sender.address });

  it("test_L8_retires_as_the_holder_signed_and_pays_for_it", async () => {
    const who = (await (await fetch(`${relay.url}/v1/relay`)).json()) as object;
    expect(who).to.deep.include({ address: sender.address, chainId: 31337 });
    const holder = registry.wallet.buyer.account.address;
    const before = await registry.client.getBalance({ address: holder });
    const [status, answer] = await post(requestToJson(await signed({ amountKg: 7n })));
    expect(status, JSON.stringify(answer)).to.equal(201);
    const record = await registry.contracts.certificates.read.record([BigInt(answer["certificateId"]!)]);
    expect([record.retiree, record.lots[0]!.amountKg]).to.deep.equal([getAddress(holder), 7n]);
    expect(await registry.client.getBalance({ address: holder })).to.equal(before);
    const transaction = await registry.client.getTransaction({ hash: answer["transaction"] as Hex });
    expect(transaction.from.toLowerCase()).to.equal(sender.address.toLowerCase());
  });

  it("sends nothing that the contract refuses: each field changed, used, late, too much", async () => {
    const kept = requestToJson(await signed());
    const statement = kept.statement as Record<string, unknown>;
    const stranger = registry.wallet.stranger.account.address;
    const changed = {
      holder: stranger,
      batchIds: [`${batchId + 1n}`],
      amountsKg: ["2"],
      purpose: 1,
      recipient: stranger,
      beneficiary: "C",
      message: "x",
      nonce: "1",
      deadline: Number(statement["deadline"]) + 1,
    };
    expect(Object.keys(changed).toSorted()).to.deep.equal(Object.keys(statement).toSorted());
    const before = await sent();
    for (const [field, value] of Object.entries(changed)) {
      const [status, answer] = await post({ ...kept, statement: { ...statement, [field]: value } });
      expect(status, `${field}: ${JSON.stringify(answer)}`).to.be.within(400, 499);
    }
    const late = await signed({ deadline: (await registry.now()) - 1 });
    expect((await post(requestToJson(late)))[1]["code"]).to.equal("CHAIN_CARBON_CREDIT_REQUEST_EXPIRED");
    expect((await post(requestToJson(await signed({ amountKg: 10n ** 9n }))))[0]).to.be.within(400, 499);
    for (const body of ["{", "[]", { ...kept, kind: "Report" }, { ...kept, signature: "0x1" }, "x".repeat(40_000)])
      expect((await post(body))[0]).to.be.within(400, 499);
    expect(await sent()).to.equal(before);
    expect(unexpected).to.deep.equal([]);
  });

  it("pays for so many of a holder's in a day, and again the day after; what failed does not count", async () => {
    let now = 0;
    const own = relayFor(sender, { perHolder: 2, perDay: 3 }, () => now);
    const code = async (work: Promise<unknown>): Promise<string> =>
      work.then(
        () => "",
        (error: unknown) => (error instanceof SixfoldError ? error.code : String(error)),
      );
    expect(await code(own(await signed({ amountKg: 10n ** 9n })))).to.match(/^CHAIN_/);
    const first = await signed();
    expect(await code(own(first))).to.equal("");
    expect(await code(own(first))).to.equal("CHAIN_CARBON_CREDIT_NONCE_USED");
    expect(await code(own(await signed()))).to.equal("");
    expect(await code(own(await signed()))).to.equal("RELAY_BUDGET");
    now += 86_400_001;
    expect(await code(own(await signed()))).to.equal("");
  });

  it("refuses a development key on any chain that is not local", () => {
    expect(() => loadSigner("dev:3", 1)).to.throw("development keys are public");
  });
});
