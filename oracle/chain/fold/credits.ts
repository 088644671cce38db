import { zeroAddress } from "viem";
import type { Address } from "viem";

import type { Log } from "./log.ts";
import type { Draft } from "./draft.ts";
import { ignore, inconsistent, known, requireNext } from "./handlers.ts";
import type { Handlers } from "./handlers.ts";

type Transfer = { readonly from: Address; readonly to: Address; readonly id: bigint; readonly value: bigint };

/** Moves kilograms; the zero address stands for issuing and retiring. */
const move = (draft: Draft, log: Log, { from, to, id, value }: Transfer): void => {
  const add = (holder: Address, kg: bigint): void => {
    const balance = (draft.now().balances.get(id)?.get(holder) ?? 0n) + kg;
    if (balance < 0n) throw inconsistent(log, value, `no more than ${holder} has of batch ${id}`);
    draft.putIn("balances", id, holder, balance === 0n ? undefined : balance);
  };
  if (value === 0n) return;
  if (from !== zeroAddress) add(from, -value);
  if (to !== zeroAddress) add(to, value);
};

export const creditHandlers: Handlers<"CarbonCredit"> = {
  CreditsIssued: (draft, log) => {
    const { batchId, reportId, issuedKg, bufferedKg } = log.args;
    const { reports, batches } = draft.now();
    const { netKg, bufferKg } = known(log, reports, reportId, "report");
    if (batches.has(batchId) || netKg !== issuedKg || bufferKg !== bufferedKg)
      throw inconsistent(log, batchId, `the report's net of ${netKg} kg, buffer ${bufferKg} kg, issued once`);
    draft.put("batches", batchId, { reportId, issuedKg, bufferedKg, retiredKg: 0n, cancelledKg: 0n });
  },
  TransferSingle: (draft, log) => move(draft, log, log.args),
  TransferBatch: (draft, log) => {
    const { from, to, ids, values } = log.args;
    if (ids.length !== values.length)
      throw inconsistent(log, values.length, `one amount for each of ${ids.length} ids`);
    ids.forEach((id, index) => move(draft, log, { from, to, id, value: values[index]! }));
  },
  CreditsRetired: (draft, log) => {
    const { certificateId, retiree, lots, retirement } = log.args;
    requireNext(log, certificateId, draft.now().certificates.size);
    for (const { batchId, amountKg, serialStart } of lots) {
      const batch = known(log, draft.now().batches, batchId, "batch");
      const spentKg = batch.retiredKg + batch.cancelledKg;
      if (serialStart !== spentKg || spentKg + amountKg > batch.issuedKg)
        throw inconsistent(log, serialStart, `serials of batch ${batchId} go on from ${spentKg}`);
      draft.put("batches", batchId, { ...batch, retiredKg: batch.retiredKg + amountKg });
    }
    draft.put("certificates", certificateId, { retiree, lots, ...retirement, retiredInBlock: log.blockNumber });
  },
  ApprovalForAll: (draft, { args: { account, operator, approved } }) =>
    draft.putIn("approvals", account, operator, approved ? true : undefined),
  RecipientNamed: (draft, { args: { holder, recipient } }) =>
    draft.put("recipients", holder, recipient === zeroAddress ? undefined : recipient),
  NonceUsed: (draft, log) => {
    const { holder, nonce } = log.args;
    if (draft.now().usedNonces.get(holder)?.has(nonce) === true)
      throw inconsistent(log, nonce, `a nonce that ${holder} had not used`);
    draft.putIn("usedNonces", holder, nonce, true);
  },
  URI: ignore,
  EIP712DomainChanged: ignore,
};

/** Certificates are told of by `CreditsRetired`, which follows in the same call and says everything. */
export const certificateHandlers: Handlers<"RetirementCertificate"> = {
  Transfer: (draft, log) => {
    const { from, tokenId } = log.args;
    if (from !== zeroAddress) throw inconsistent(log, from, "certificates are made and never transferred");
    requireNext(log, tokenId, draft.now().certificates.size);
  },
  Locked: ignore,
  Unlocked: ignore,
  Approval: ignore,
  ApprovalForAll: ignore,
};
