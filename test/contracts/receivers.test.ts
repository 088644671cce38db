import { expect } from "chai";
import { encodeFunctionData, toFunctionSelector } from "viem";
import type { Abi, Address, Hex } from "viem";

import { errorOf } from "../helpers/error-of.ts";
import { deployRegistry, DESIGN } from "../helpers/registry.ts";
import type { Registry } from "../helpers/registry.ts";

const textsFor = (recipient: Address) => ({ purpose: 0, recipient, beneficiary: "b", message: "" });
const CELLS = [0x3100100000000000n, 0x3100300000000000n];
const DAY = 86_400;

describe("receivers of credits that call back or refuse", () => {
  let registry: Registry;
  const receiver = async () => registry.connection.viem.deployContract("ReceiverMock");
  type Receiver = Awaited<ReturnType<typeof receiver>>;

  const call = (functionName: string, args: readonly unknown[]): Hex =>
    encodeFunctionData({ abi: registry.contracts.credit.abi as Abi, functionName, args });

  /** A project owned by the contract, with one report posted whose window is over. */
  const issuableFor = async (owner: Receiver, cell: bigint) => {
    const run = (
      target: { readonly address: Address; readonly abi: unknown },
      functionName: string,
      args: readonly unknown[],
      value = 0n,
    ) =>
      owner.write.run([target.address, encodeFunctionData({ abi: target.abi as Abi, functionName, args })], { value });
    const { projects, ground } = registry.contracts;
    await registry.govern(registry.contracts.developers, "assign", [1, owner.address]);
    const time = await registry.now();
    await run(projects, "register", [
      {
        methodologyId: 1,
        edgeLevel: 16,
        hostCountry: "0x4a50",
        creditingStart: time - 3650 * DAY,
        creditingEnd: time + 3650 * DAY,
        boundary: `0x${"01".repeat(32)}`,
        programme: 0,
        programmeReference: 0n,
      },
    ]);
    const projectId = await projects.read.count();
    await run(projects, "commitDesign", [projectId, DESIGN]);
    const blocks = [{ cell, bits: 2n ** 256n - 1n }];
    await run(ground, "claim", [projectId, blocks], await ground.read.bondFor([16, blocks]));
    await registry.activate(projectId);
    const { reportId } = await registry.post(await registry.draftReport(projectId));
    await registry.networkHelpers.time.increase(8 * DAY);
    const { periodStart, periodEnd } = await registry.contracts.oracle.read.getReport([reportId]);
    return { reportId, batchId: (projectId << 80n) | (BigInt(periodStart) << 40n) | BigInt(periodEnd) };
  };

  before(async () => {
    registry = await deployRegistry();
  });

  it("test_L5_are_not_asked_at_issuance, so that none decides when it is, or calls back from within", async () => {
    const { credit } = registry.contracts;
    const owner = await receiver();
    const { reportId, batchId } = await issuableFor(owner, CELLS[0]!);
    await owner.write.setReentry([call("issue", [reportId])]);
    await owner.write.setRefuses([true]);
    await registry.send(registry.wallet.stranger, credit, "issue", [reportId]);
    expect([await owner.read.reentered(), await owner.read.answer()]).to.deep.equal([false, "0x"]);
    const { issuedKg } = await credit.read.batch([batchId]);
    expect(await credit.read.balanceOf([owner.address, batchId])).to.equal(issuedKg);
  });

  it("refuse transfers all the same, or call back from within one, and the account still adds up", async () => {
    const { credit, certificates } = registry.contracts;
    const [owner, second] = [await receiver(), await receiver()];
    const { reportId, batchId } = await issuableFor(owner, CELLS[1]!);
    await registry.send(registry.wallet.stranger, credit, "issue", [reportId]);
    const transfer = () =>
      owner.write.run([credit.address, call("safeTransferFrom", [owner.address, second.address, batchId, 100n, "0x"])]);
    await second.write.setRefuses([true]);
    expect(await errorOf(transfer())).to.equal(toFunctionSelector("ReceiverMockRefused()"));
    await second.write.setRefuses([false]);
    await second.write.setReentry([call("retire", [batchId, 7n, textsFor(second.address)])]);
    await transfer();
    expect(await second.read.reentered()).to.equal(true);
    const { issuedKg, retiredKg } = await credit.read.batch([batchId]);
    expect(retiredKg).to.equal(7n);
    const held = await credit.read.balanceOfBatch([
      [owner.address, second.address],
      [batchId, batchId],
    ]);
    expect(held[0]! + held[1]! + retiredKg).to.equal(issuedKg);
    expect(await certificates.read.ownerOf([1n])).to.equal((await certificates.read.record([1n])).retiree);
  });

  it("test_L8_are_not_asked_when_they_retire", async () => {
    const { credit, certificates } = registry.contracts;
    const owner = await receiver();
    const batchId = (await certificates.read.record([1n])).lots[0]!.batchId;
    const holder = (await certificates.read.record([1n])).retiree;
    const before = await certificates.read.balanceOf([holder]);
    const mock = await registry.connection.viem.getContractAt("ReceiverMock", holder);
    await mock.write.setReentry(["0x"]);
    await mock.write.setRefuses([true]);
    await mock.write.run([credit.address, call("retire", [batchId, 1n, textsFor(holder)])]);
    expect(await certificates.read.balanceOf([holder])).to.equal(before + 1n);
    expect(await certificates.read.balanceOf([owner.address])).to.equal(0n);
  });
});
