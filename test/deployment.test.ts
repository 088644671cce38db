import { expect } from "chai";
import { encodeFunctionData, toFunctionSelector, toFunctionSignature } from "viem";
import type { Abi, AbiFunction, Address } from "viem";

import { errorOf } from "./helpers/error-of.ts";
import { deployRegistry, methodology } from "./helpers/registry.ts";
import type { Registry } from "./helpers/registry.ts";

const ADMIN = 0n;
const GOVERNOR = 1n;
const DELAY_SECONDS = 172_800;

/** Who may call each governed function. Everything else that writes is open to its rightful owner, or to anyone. */
const GOVERNED: Readonly<Record<string, bigint>> = {
  "methodologies.propose": GOVERNOR,
  "methodologies.activate": GOVERNOR,
  "methodologies.close": GOVERNOR,
  "verifiers.accredit": GOVERNOR,
  "verifiers.suspend": GOVERNOR,
  "verifiers.declareConflict": GOVERNOR,
  "verifiers.withdrawConflict": GOVERNOR,
  "projects.revoke": GOVERNOR,
  "operators.announce": GOVERNOR,
  "operators.cancel": GOVERNOR,
};

/** Writing functions that ask the manager nothing. A new function without a place in one of the lists fails. */
const OPEN = [
  "certificates.mint",
  "certificates.safeTransferFrom",
  "credit.issue",
  "credit.nameRecipient",
  "credit.retire",
  "credit.retireBySignature",
  "credit.retireFrom",
  "credit.retireMany",
  "credit.safeBatchTransferFrom",
  "credit.safeTransferFrom",
  "credit.setApprovalForAll",
  "credit.useNonce",
  "ground.claim",
  "ground.open",
  "ground.prolong",
  "ground.release",
  "ground.seal",
  "ground.withdrawBond",
  "operators.enact",
  "oracle.addSignatures",
  "oracle.post",
  "projects.activate",
  "projects.claimExternalSerials",
  "projects.complete",
  "projects.lapse",
  "projects.prolongDraft",
  "projects.recordPeriod",
  "projects.register",
  "projects.withdraw",
];

const CONTRACTS = [
  "methodologies",
  "operators",
  "verifiers",
  "projects",
  "ground",
  "oracle",
  "credit",
  "certificates",
] as const;

const writing = (abi: Abi): readonly AbiFunction[] =>
  abi.filter(
    (item): item is AbiFunction =>
      item.type === "function" &&
      (item.stateMutability === "nonpayable" || item.stateMutability === "payable") &&
      item.name !== "setAuthority",
  );

describe("deployment", () => {
  let registry: Registry;
  before(async () => {
    registry = await deployRegistry();
  });

  const roleOf = async (role: bigint, account: Address) =>
    registry.contracts.manager.read.hasRole([role, account]) as Promise<readonly [boolean, number]>;

  it("leaves no role on the deployer", async () => {
    for (const role of [ADMIN, GOVERNOR])
      expect((await roleOf(role, registry.wallet.deployer.account.address))[0]).to.equal(false);
  });

  it("makes the governor wait two days in public", async () => {
    for (const role of [ADMIN, GOVERNOR])
      expect(await roleOf(role, registry.wallet.governor.account.address)).to.deep.equal([true, DELAY_SECONDS]);
    const data = encodeFunctionData({
      abi: registry.contracts.methodologies.abi,
      functionName: "propose",
      args: [{ ...methodology, version: "2" }],
    });
    const attempt = registry.wallet.governor.sendTransaction({ to: registry.contracts.methodologies.address, data });
    await attempt.then(
      () => expect.fail("an unannounced call went through"),
      (error: Error) => expect(error.message).to.match(/AccessManager/),
    );
  });

  it("lets only the verification oracle record periods", async () => {
    const { projects, oracle } = registry.contracts;
    expect(await projects.read.oracle()).to.equal(oracle.address);
    const { governor } = registry.wallet;
    expect(await errorOf(registry.send(governor, projects, "recordPeriod", [1n, 1, 2, true]))).to.equal(
      "ProjectNotOracle",
    );
  });

  it("assigns every governed function to its role, and lists every other writing function", async () => {
    const seen: string[] = [];
    for (const name of CONTRACTS) {
      const { address, abi } = registry.contracts[name];
      for (const item of writing(abi as Abi)) {
        const path = `${name}.${item.name}`;
        const role = await registry.contracts.manager.read.getTargetFunctionRole([
          address,
          toFunctionSelector(toFunctionSignature(item)),
        ]);
        if (path in GOVERNED) expect(role, path).to.equal(GOVERNED[path]);
        else {
          expect(role, path).to.equal(ADMIN);
          seen.push(path);
        }
      }
    }
    expect(seen.toSorted()).to.deep.equal(OPEN.toSorted());
  });

  it("test_L8_no_contract_in_the_retirement_path_asks_the_manager", () => {
    for (const name of ["credit", "certificates"] as const)
      expect(
        (registry.contracts[name].abi as Abi).some((item) => "name" in item && item.name === "authority"),
      ).to.equal(false);
  });

  it("refuses every governed call from a stranger", async () => {
    const { stranger, verifier, developer } = registry.wallet;
    const calls = {
      "methodologies.propose": [methodology],
      "methodologies.activate": [1],
      "methodologies.close": [1],
      "verifiers.accredit": [stranger.account.address, 1, 2 ** 40 - 1],
      "verifiers.suspend": [verifier.account.address],
      "verifiers.declareConflict": [verifier.account.address, developer.account.address],
      "verifiers.withdrawConflict": [verifier.account.address, developer.account.address],
      "projects.revoke": [1n],
      "operators.announce": [[stranger.account.address], 1],
      "operators.cancel": [],
    } as const;
    expect(Object.keys(calls).toSorted()).to.deep.equal(Object.keys(GOVERNED).toSorted());
    for (const [path, args] of Object.entries(calls)) {
      const [name, functionName] = path.split(".") as [(typeof CONTRACTS)[number], string];
      const target = registry.contracts[name];
      await registry.send(stranger, target as never, functionName, args).then(
        () => expect.fail(`${path} went through`),
        (error: Error) => expect(error.message, path).to.match(/AccessManagedUnauthorized/),
      );
    }
  });
});
