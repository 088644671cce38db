import { coverBoundary } from "../../oracle/core/ground/cover.ts";
import { segmentBlocks } from "../../oracle/core/ground/segment-blocks.ts";
import type { Block, EdgeLevel } from "../../oracle/core/ground/types.ts";
import { domainAt, typedData } from "../../oracle/core/statements/hash.ts";
import { retirementRequestTable } from "../../oracle/core/statements/retirement-request.ts";
import { watchers } from "./permanence.ts";
import { deployRegistry, forest } from "./registry.ts";
import type { Registry } from "./registry.ts";
import { lobedShape } from "./shapes.ts";

/**
 * Twenty bytes of beneficiary and forty of message: what the comparison in the README is measured with. Who gets the
 * certificate has got some before.
 */
const TEXTS = {
  purpose: 0,
  recipient: "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc",
  beneficiary: "Sixfold Test Company",
  message: "For the flights of the year 2026 by air.",
} as const;

/** The most gas that each flow may take. A flow without a goal is only held to its snapshot. */
export const GAS_GOALS: Readonly<Record<string, number>> = {
  claim10Ha: 420_000,
  claim10000Ha: 950_000,
  claim1000000Ha: 13_000_000,
  // 460,000, and what it takes to hold the stakes of five operators and a verifier: 2,900 for each word that changes.
  postAndIssue: 465_000,
  transferToNewHolder: 60_000,
  transferToHolder: 43_000,
  retire: 135_000,
  // 330,000, and what it takes to see that a beneficiary can be seen.
  retireTenBatches: 332_000,
  openAlert: 150_000,
  settleFiveBatches: 220_000,
  retireBySignature: 175_000,
};

/** A transfer may take this times the gas of OpenZeppelin's ERC-1155 with nothing added. */
export const MOST_OVER_PLAIN = 1.03;

type Wallet = Registry["wallet"]["buyer"];

/** Most blocks in one claim, as GroundRegistry has it. */
const SEGMENT_BLOCKS = 52;

/** Lobed ground in the Mekong delta, turned by a seed. */
export const deltaCover = (areaHa: number, edgeLevel: EdgeLevel, seed: number): readonly Block[] =>
  coverBoundary(lobedShape(areaHa, 105.2, 10.4, seed), edgeLevel);

/** Gas of claiming this ground with a new project, over all its transactions. */
export const claimGas = async (
  registry: Registry,
  edgeLevel: EdgeLevel,
  blocks: readonly Block[],
): Promise<{ readonly projectId: bigint; readonly gas: number }> => {
  const { projectId } = await registry.register({ edgeLevel });
  let gas = 0;
  for (const segment of segmentBlocks(blocks, SEGMENT_BLOCKS))
    gas += Number((await registry.claim(projectId, segment)).gasUsed);
  return { projectId, gas };
};

const FOREST = 2;

/** Gas of a reversible project's issue, alert and settlement. */
const measurePermanence = async (registry: Registry): Promise<Readonly<Record<string, number>>> => {
  const { contracts, wallet, send, govern } = registry;
  const { draftAlert, draftObservation, signAlert, signObservation } = watchers(registry);
  await govern(contracts.methodologies, "propose", [forest]);
  await govern(contracts.methodologies, "activate", [FOREST]);
  const { projectId } = await registry.register({ methodologyId: FOREST });
  await registry.claim(projectId, coverBoundary(lobedShape(10, 88.5, 24.5, 1), 16));
  await registry.activate(projectId);
  let issueReversible = 0;
  for (let i = 0; i < 6; ++i) {
    const { reportId } = await registry.post(await registry.draftReport(projectId, { methodologyId: FOREST }));
    issueReversible = Number((await registry.issue(reportId)).receipt.gasUsed);
  }
  const byStranger = async (contract: "monitor" | "bufferPool", name: string, args: readonly unknown[]) =>
    Number((await send(wallet.stranger, contracts[contract], name, args)).gasUsed);

  const seen = await draftObservation(projectId);
  const observe = await byStranger("monitor", "observe", [seen, (await signObservation(seen)).signatures]);
  // All of five batches' buffer, and some of the sixth's.
  const { bufferedKg } = await contracts.bufferPool.read.bufferAccount([forest.pool]);
  const alert = await draftAlert(projectId, { lossKg: (bufferedKg * 5n) / 6n });
  const { signatures } = await signAlert(alert);
  const openAlert = await byStranger("monitor", "open", [alert, signatures[0]]);
  const confirmAlert = await byStranger("monitor", "confirm", [alert, signatures]);
  const settleFiveBatches = await byStranger("bufferPool", "settle", [projectId, 5]);
  return { issueReversible, observe, openAlert, confirmAlert, settleFiveBatches };
};

/** One batch retired as its holder signed, sent by another. */
const retireSigned = async ({ client, contracts, send, wallet }: Registry, holder: Wallet, batchId: bigint) => {
  const { account } = holder;
  const domain = domainAt(retirementRequestTable, await client.getChainId(), contracts.credit.address);
  const { purpose, recipient, beneficiary, message } = TEXTS;
  const asked = {
    holder: account.address,
    batchIds: [batchId],
    amountsKg: [1_000n],
    // As random as a wallet draws it.
    nonce: 0xc0ffee0123456789n,
    deadline: 2 ** 40 - 1,
  };
  const signature = await holder.signTypedData(
    typedData(retirementRequestTable, domain, { ...asked, purpose, recipient, beneficiary, message }) as never,
  );
  return send(wallet.stranger, contracts.credit, "retireBySignature", [{ ...asked, retirement: TEXTS }, signature]);
};

/** Gas of each flow, from receipts on a new chain, in the warm state that a registry in use is in. */
export const measureGas = async (): Promise<Readonly<Record<string, number>>> => {
  const registry = await deployRegistry();
  const { developer, buyer } = registry.wallet;
  const { credit } = registry.contracts;
  const flows: Record<string, number> = {};
  const send = async (from: typeof buyer, name: string, args: readonly unknown[]): Promise<number> =>
    Number((await registry.send(from, credit, name, args)).gasUsed);

  // Somebody's bond was burnt before, so that the account where ether ends is there.
  const { projectId: earlier } = await registry.register();
  await registry.claim(earlier, coverBoundary(lobedShape(10, 91.5, 24.5, 1), 16));
  await registry.activate(earlier);

  flows["register"] = Number((await registry.register()).receipt.gasUsed);
  const paddies = await claimGas(registry, 20, deltaCover(10, 20, 1));
  flows["claim10Ha"] = paddies.gas;
  flows["activate"] = Number((await registry.activate(paddies.projectId)).gasUsed);

  // Far apart, so that no claim finds another's words.
  const forest = coverBoundary(lobedShape(10_000, 101.5, 14.5, 1), 16);
  flows["claim10000Ha"] = (await claimGas(registry, 16, forest)).gas;
  const region = coverBoundary(lobedShape(1_000_000, 96.5, 21.5, 1), 16);
  flows["claim1000000Ha"] = (await claimGas(registry, 16, region)).gas;

  const batches: bigint[] = [];
  for (let i = 0; i < 11; ++i) {
    const posted = await registry.post(await registry.draftReport(paddies.projectId));
    const issued = await registry.issue(posted.reportId);
    batches.push(issued.batchId);
    flows["post"] = Number(posted.receipt.gasUsed);
    flows["issue"] = Number(issued.receipt.gasUsed);
  }
  flows["postAndIssue"] = flows["post"]! + flows["issue"]!;

  const [first, ...ten] = batches;
  const transfer = async (id: bigint): Promise<number> =>
    send(developer, "safeTransferFrom", [developer.account.address, buyer.account.address, id, 5_000n, "0x"]);
  flows["transferToNewHolder"] = await transfer(first!);
  flows["transferToHolder"] = await transfer(first!);
  for (const id of ten) await transfer(id);

  await send(buyer, "retire", [first, 10n, TEXTS]);
  flows["retire"] = await send(buyer, "retire", [first, 1_000n, TEXTS]);
  const amounts = ten.map(() => 1_000n);
  await send(buyer, "retireMany", [ten, amounts, TEXTS]);
  flows["retireTenBatches"] = await send(buyer, "retireMany", [ten, amounts, TEXTS]);

  flows["retireBySignature"] = Number((await retireSigned(registry, buyer, first!)).gasUsed);

  const plain = await registry.connection.viem.deployContract("PlainTokenMock");
  await plain.write.mint([developer.account.address, 1n, 100_000n]);
  for (const flow of ["plainTransferToNewHolder", "plainTransferToHolder"])
    flows[flow] = Number(
      (
        await registry.send(developer, plain, "safeTransferFrom", [
          developer.account.address,
          buyer.account.address,
          1n,
          5_000n,
          "0x",
        ])
      ).gasUsed,
    );

  Object.assign(flows, await measurePermanence(registry));
  await registry.connection.close();
  return flows;
};
