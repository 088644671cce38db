import { expect } from "chai";
import { encodeFunctionData, toFunctionSelector } from "viem";
import type { Abi, Address, Hex } from "viem";

import { errorOf } from "./helpers/error-of.ts";
import { deployRegistry } from "./helpers/registry.ts";
import type { Registry } from "./helpers/registry.ts";

const ADMIN = 0n;
const GOVERNOR = 1n;
const GUARDIAN = 2n;
const DELAY_SECONDS = 172_800;

/** Who may call which function is tried in `contracts/access/`. */
describe("deployment", () => {
  let registry: Registry;
  before(async () => {
    registry = await deployRegistry();
  });

  const roleOf = async (role: bigint, account: Address) =>
    registry.contracts.manager.read.hasRole([role, account]) as Promise<readonly [boolean, number]>;

  it("leaves no role on the deployer", async () => {
    for (const role of [ADMIN, GOVERNOR, GUARDIAN])
      expect((await roleOf(role, registry.wallet.deployer.account.address))[0]).to.equal(false);
  });

  it("gives each role to an account of its own, and lets the guardian alone act at once", async () => {
    const { admin, governor, guardian } = registry.wallet;
    const holders = new Map([
      [ADMIN, [admin, DELAY_SECONDS]],
      [GOVERNOR, [governor, DELAY_SECONDS]],
      [GUARDIAN, [guardian, 0]],
    ] as const);
    for (const [role, [holder, delay]] of holders)
      for (const { account } of [admin, governor, guardian])
        expect(await roleOf(role, account.address)).to.deep.equal(
          account.address === holder.account.address ? [true, delay] : [false, 0],
        );
  });

  it("lets the guardian suspend, and cancel what the governor announced, but not what the admin did", async () => {
    const { manager, verifiers } = registry.contracts;
    const { admin, governor, guardian, stranger } = registry.wallet;
    const announce = async (by: typeof governor, to: Address, abi: Abi, functionName: string, args: unknown[]) => {
      const data = encodeFunctionData({ abi, functionName, args });
      await registry.send(by, manager, "schedule", [to, data, 0]);
      return [by.account.address, to, data];
    };
    const accredited = await announce(governor, verifiers.address, verifiers.abi as Abi, "accredit", [
      stranger.account.address,
      2,
      2 ** 40 - 1,
    ]);
    expect(await errorOf(registry.send(stranger, manager, "cancel", accredited))).to.equal(
      "AccessManagerUnauthorizedCancel",
    );
    await registry.send(guardian, manager, "cancel", accredited);
    const operation = await manager.read.hashOperation(accredited as [Address, Address, Hex]);
    expect(await manager.read.getSchedule([operation])).to.equal(0);

    const dismissed = await announce(admin, manager.address, manager.abi as Abi, "revokeRole", [
      GUARDIAN,
      guardian.account.address,
    ]);
    expect(await errorOf(registry.send(guardian, manager, "cancel", dismissed))).to.equal(
      "AccessManagerUnauthorizedCancel",
    );
    // Nothing that the guardian can do gives anything to anybody.
    expect(
      await errorOf(registry.send(guardian, manager, "grantRole", [GOVERNOR, guardian.account.address, 0])),
    ).to.equal("AccessManagerUnauthorizedAccount");
    await registry.send(guardian, verifiers, "suspend", [registry.wallet.verifier.account.address]);
  });

  it("lets the guardian alone hold a report", async () => {
    const { manager, oracle } = registry.contracts;
    const hold = toFunctionSelector("hold(bytes32)");
    for (const { account } of [registry.wallet.admin, registry.wallet.governor, registry.wallet.guardian]) {
      const may = account.address === registry.wallet.guardian.account.address;
      expect(await manager.read.canCall([account.address, oracle.address, hold])).to.deep.equal([may, 0]);
    }
  });

  it("test_L8_no_contract_in_the_retirement_path_asks_the_manager", () => {
    for (const name of ["credit", "certificates"] as const)
      expect(
        (registry.contracts[name].abi as Abi).some((item) => "name" in item && item.name === "authority"),
      ).to.equal(false);
  });
});
