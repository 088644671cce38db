import { add, cancelBuffered, take } from "./batches.ts";
import { admit } from "./buffer.ts";
import { isIssuable } from "./reports.ts";
import { projectOf, reportOf, require } from "./world.ts";
import type { Batch, Holder, Report, World } from "./world.ts";

/** Project, start and end of the period, forty bits each for the times. */
export const batchIdOf = ({ projectId, periodStart, periodEnd }: Report): bigint =>
  (BigInt(projectId) << 80n) | (BigInt(periodStart) << 40n) | BigInt(periodEnd);

/** Once, ever (L5): the owner's part to the owner, the buffer's to the pool, less what was lost before. */
export const issue = (world: World, number: number): void => {
  const report = reportOf(world, number);
  const { netKg, bufferKg, periodEnd } = report;
  require(isIssuable(world, report), "CarbonCreditReportNotIssuable");
  const batchId = batchIdOf(report);
  require(!world.batches.has(batchId), "CarbonCreditAlreadyIssued");
  require(netKg > 0n, "CarbonCreditNothingToIssue");
  const project = projectOf(world, report.projectId);
  const lostKg = bufferKg > 0n ? admit(world, project, { batchId, periodEnd, netKg, bufferKg }) : 0n;
  const accounts = { bufferedKg: bufferKg, retiredKg: 0n, cancelledKg: 0n, balances: new Map<Holder, bigint>() };
  const batch: Batch = { projectId: report.projectId, periodEnd, issuedKg: netKg, ...accounts };
  world.batches.set(batchId, batch);
  const ownerKg = netKg - bufferKg;
  const ofOwner = lostKg < ownerKg ? lostKg : ownerKg;
  batch.cancelledKg += ofOwner;
  cancelBuffered(batch, lostKg - ofOwner);
  add(batch, project.owner, ownerKg - ofOwner);
};

export type Transfer = {
  readonly from: Holder;
  readonly to: Holder | "pool";
  readonly batchId: bigint;
  readonly kg: bigint;
};

export const transfer = (world: World, by: Holder, { from, to, batchId, kg }: Transfer): void => {
  const isAllowed = by === from || world.approvals.has(`${from} ${by}`);
  require(isAllowed, "ERC1155MissingApprovalForAll");
  const batch = world.batches.get(batchId)!;
  take(batch, from, kg);
  if (to === "pool") return require(false, "ERC1155InvalidReceiver");
  add(batch, to, kg);
};

export const approve = (world: World, by: Holder, operator: Holder, isApproved: boolean): void => {
  if (isApproved) world.approvals.add(`${by} ${operator}`);
  else world.approvals.delete(`${by} ${operator}`);
};

export type Lots = readonly (readonly [batchId: bigint, amountKg: bigint])[];

/** From the front of each batch, so that serials run on (L7); one certificate (L9). Nothing else is asked (L8). */
export const retire = (world: World, holder: Holder, lots: Lots, recipient: Holder): void => {
  require(lots.length > 0, "CarbonCreditLotCount");
  const spent = lots.map(([batchId, amountKg], index) => {
    require(index === 0 || batchId > lots[index - 1]![0], "CarbonCreditBatchesUnsorted");
    require(amountKg > 0n, "CarbonCreditAmountZero");
    const { retiredKg, cancelledKg } = world.batches.get(batchId)!;
    return { batchId, amountKg, serialStart: retiredKg + cancelledKg };
  });
  for (const { batchId, amountKg } of spent) {
    const batch = world.batches.get(batchId)!;
    take(batch, holder, amountKg);
    batch.retiredKg += amountKg;
  }
  world.certificates.push({ retiree: holder, recipient, retiredAt: world.now, lots: spent });
};

export const retireFrom = (world: World, by: Holder, holder: Holder, lots: Lots, recipient: Holder): void => {
  require(world.approvals.has(`${holder} ${by}`), "ERC1155MissingApprovalForAll");
  const isNamed = recipient === holder || recipient === world.named.get(holder);
  require(isNamed, "CarbonCreditRecipientNotNamed");
  retire(world, holder, lots, recipient);
};

export const useNonce = (world: World, holder: Holder, nonce: bigint): void => {
  require(!world.nonces.has(`${holder} ${nonce}`), "CarbonCreditNonceUsed");
  world.nonces.add(`${holder} ${nonce}`);
};

export type Signed = { readonly nonce: bigint; readonly deadline: number; readonly isSigned: boolean };

export const retireBySignature = (
  world: World,
  holder: Holder,
  lots: Lots,
  { nonce, deadline, isSigned }: Signed,
  recipient: Holder,
): void => {
  require(world.now <= deadline, "CarbonCreditRequestExpired");
  useNonce(world, holder, nonce);
  require(isSigned, "CarbonCreditSignatureInvalid");
  retire(world, holder, lots, recipient);
};
