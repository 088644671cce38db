import { expect } from "chai";
import { network } from "hardhat";

const { viem } = await network.create();

const MONTH = 30 * 86_400;
/** The most that one transaction may use (EIP-7825). */
const TRANSACTION_GAS = 16_777_216n;
const USUAL_GAS = 120_000n;

/** A loss of three months, so that each overlaps the two before it. */
const lossOf = (month: number) => ({
  spanStart: month * MONTH,
  spanEnd: (month + 3) * MONTH,
  lossKg: BigInt(1_000 + month),
  mostKg: 0n,
});

describe("LossesLib", () => {
  it("test_L11_after_a_loss_a_month_for_a_century_any_other_is_counted_in_one_transaction", async () => {
    const mock = await viem.deployContract("LossesMock");
    const client = await viem.getPublicClient();
    const count = async (losses: readonly ReturnType<typeof lossOf>[]): Promise<bigint> => {
      const hash = await mock.write.count([losses]);
      return (await client.getTransactionReceipt({ hash })).gasUsed;
    };
    for (let year = 0; year < 100; year++)
      await count(Array.from({ length: 12 }, (_, month) => lossOf(1 + 12 * year + month)));
    const usual = await count([lossOf(1_201)]);
    const worst = await count([{ ...lossOf(0), spanEnd: 2 * MONTH }]);
    console.log(`      after all others ${usual}, before all others ${worst} of ${TRANSACTION_GAS} gas`);
    expect(usual <= USUAL_GAS).to.equal(true);
    expect(worst <= TRANSACTION_GAS).to.equal(true);
    // Every third loss is apart from the others: the heaviest such choice ends with the last month.
    const apart = Array.from({ length: 401 }, (_, index) => lossOf(1_201 - 3 * index).lossKg);
    expect(await mock.read.mostKg()).to.equal(apart.reduce((sum, kg) => sum + kg, 0n));
  });
});
