import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import fc from "fast-check";
import hre from "hardhat";
import { isAddressEqual } from "viem";
import type { Address } from "viem";

import { alertTable, CAUSES } from "../../oracle/core/statements/alert.ts";
import { digestOf, domainAt, typeHash, typesOf } from "../../oracle/core/statements/hash.ts";
import { observationTable } from "../../oracle/core/statements/observation.ts";
import { reportTable } from "../../oracle/core/statements/report.ts";
import { resolutionTable } from "../../oracle/core/statements/resolution.ts";
import { retirementRequestTable } from "../../oracle/core/statements/retirement-request.ts";
import { validationTable } from "../../oracle/core/statements/validation.ts";
import type { Message, StatementTable } from "../../oracle/core/statements/table.ts";
import { errorOf } from "../helpers/error-of.ts";
import { DESIGN, deployRegistry } from "../helpers/registry.ts";
import type { Registry } from "../helpers/registry.ts";
import { statementsOf } from "../helpers/statements.ts";

const tables = [
  reportTable,
  validationTable,
  alertTable,
  observationTable,
  resolutionTable,
  retirementRequestTable,
].map((table) => table as unknown as StatementTable<Message>);

/** Each table of a statement against the contract that takes it. */
describe("statements", () => {
  let registry: Registry;
  let chainId: number;

  before(async () => {
    registry = await deployRegistry();
    chainId = await registry.client.getChainId();
  });

  const addressOf = (contract: string): Address => {
    const { oracle, projects, monitor, credit, disputes } = registry.contracts;
    return {
      VerificationOracle: oracle,
      ProjectRegistry: projects,
      PermanenceMonitor: monitor,
      CarbonCredit: credit,
      Disputes: disputes,
    }[contract]!.address;
  };

  for (const table of tables) {
    it(`test_L3_the_type_hash_of_a_${table.name.toLowerCase()}_is_the_contract_s`, async () => {
      const { deployedBytecode } = await hre.artifacts.readArtifact(table.contract);
      // PUSH32: the constant stands in the code as it is.
      expect(deployedBytecode).to.contain(`7f${typeHash(table).slice(2)}`);
    });

    it(`test_L3_the_domain_of_a_${table.name.toLowerCase()}_is_the_contract_s`, async () => {
      const { abi } = await hre.artifacts.readArtifact(table.contract);
      const address = addressOf(table.contract);
      const [, name, version, chain, verifyingContract] = (await registry.client.readContract({
        address,
        abi,
        functionName: "eip712Domain",
      })) as readonly [string, string, string, bigint, Address];
      const domain = domainAt(table, chainId, address);
      expect({ name, version, chainId: Number(chain) }).to.deep.equal({
        name: domain.name,
        version: domain.version,
        chainId: domain.chainId,
      });
      expect(isAddressEqual(verifyingContract, domain.verifyingContract)).to.equal(true);
    });
  }

  it("test_L3_viem_ethers_and_contract_agree_on_the_digest_of_a_report", async () => {
    const { oracle } = registry.contracts;
    const domain = domainAt(reportTable, chainId, oracle.address);
    const types = Object.fromEntries(Object.entries(typesOf(reportTable)).map(([name, fields]) => [name, [...fields]]));
    for (const any of fc.sample(statementsOf(reportTable), { numRuns: 40, seed: 5 })) {
      // Of the kinds that there are.
      const report = { ...any, kind: any.kind % 2 };
      const digest = await oracle.read.hashReport([report]);
      expect(digestOf(reportTable, domain, report)).to.equal(digest);
      expect(TypedDataEncoder.hash(domain, types, report)).to.equal(digest);
    }
  });

  it("test_L3_viem_and_contract_agree_on_the_digests_of_alerts_and_observations", async () => {
    const { monitor } = registry.contracts;
    const domain = domainAt(alertTable, chainId, monitor.address);
    for (const any of fc.sample(statementsOf(alertTable), { numRuns: 20, seed: 6 })) {
      const alert = { ...any, cause: any.cause % CAUSES.length };
      expect(digestOf(alertTable, domain, alert)).to.equal(await monitor.read.hashAlert([alert]));
    }
    for (const observation of fc.sample(statementsOf(observationTable), { numRuns: 20, seed: 7 }))
      expect(digestOf(observationTable, domain, observation)).to.equal(
        await monitor.read.hashObservation([observation]),
      );
  });

  it("test_L8_viem_ethers_and_contract_agree_on_the_digest_of_a_retirement_request", async () => {
    const { credit } = registry.contracts;
    const domain = domainAt(retirementRequestTable, chainId, credit.address);
    const types = Object.fromEntries(
      Object.entries(typesOf(retirementRequestTable)).map(([name, fields]) => [name, [...fields]]),
    );
    for (const drawn of fc.sample(statementsOf(retirementRequestTable), { numRuns: 40, seed: 5 })) {
      // The purposes that there are.
      const request = { ...drawn, purpose: drawn.purpose % 4 };
      const { purpose, recipient, beneficiary, message, ...asked } = request;
      const digest = await credit.read.hashRequest([
        { ...asked, retirement: { purpose, recipient, beneficiary, message } },
      ]);
      expect(digestOf(retirementRequestTable, domain, request)).to.equal(digest);
      expect(TypedDataEncoder.hash(domain, types, request)).to.equal(digest);
    }
  });

  it("test_L3_viem_and_contract_agree_on_the_digest_of_a_validation", async () => {
    const { projects } = registry.contracts;
    const domain = domainAt(validationTable, chainId, projects.address);
    const { projectId } = await registry.register();
    await registry.claim(projectId, [{ cell: 0x3100100000000000n, bits: 2n ** 256n - 1n }]);
    await registry.govern(registry.contracts.programmes, "admit", ["VCS", DESIGN]);
    await registry.send(registry.wallet.developer, projects, "stateSerials", [
      projectId,
      { programme: 1, series: 0n, first: 1n, last: 9n },
    ]);
    const validation = await registry.validationFor(projectId);
    for (const [areaM2, expiry] of [
      [0n, 0],
      [validation.areaM2, 1_700_000_000],
      [2n ** 56n - 1n, 2 ** 40 - 1],
    ] as const)
      expect(digestOf(validationTable, domain, { ...validation, areaM2, expiry })).to.equal(
        await projects.read.hashValidation([projectId, areaM2, expiry]),
      );
  });

  it("test_L3_no_validation_outlives_a_reorganisation_that_gives_its_number_to_another", async () => {
    const { projects } = registry.contracts;
    const { developer, rival } = registry.wallet;
    const blocks = [{ cell: 0x3100300000000000n, bits: 1n }];
    const snapshot = await registry.networkHelpers.takeSnapshot();
    const { projectId } = await registry.register({ owner: developer });
    await registry.claim(projectId, blocks, developer);
    const validation = await registry.validationOf(projectId);
    await snapshot.restore();
    expect((await registry.register({ owner: rival })).projectId).to.equal(projectId);
    await registry.claim(projectId, blocks, rival);
    expect(await errorOf(registry.send(rival, projects, "activate", validation))).to.equal("ProjectValidationInvalid");
    await registry.activate(projectId, rival);
  });
});
