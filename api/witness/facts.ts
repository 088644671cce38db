import { saidIn, view } from "./witness.ts";
import type { Ask, Block } from "./witness.ts";
import { CERTIFICATES, CREDIT } from "./views.ts";

type Facts = Readonly<Record<string, string>>;

/** What `record` answers, read by name. */
type CertificateRecord = {
  readonly [name in "retiree" | "recipient" | "beneficiary" | "message"]: string;
} & {
  readonly retiredAt: bigint;
  readonly purpose: bigint;
  readonly lots: readonly { readonly batchId: bigint; readonly amountKg: bigint; readonly serialStart: bigint }[];
};

/** A lot in one line: batch, kilograms, first serial. */
const lotsText = (lots: CertificateRecord["lots"]): string =>
  lots.map(({ batchId, amountKg, serialStart }) => `${batchId}:${amountKg}@${serialStart}`).join(" ");

/** A batch by the credits' own views and by what its issuance said. */
export const issuanceFacts = async (
  ask: Ask,
  at: Block,
  {
    credits,
    batchId,
    transaction,
  }: { readonly credits: string; readonly batchId: string; readonly transaction: string },
): Promise<Facts> => {
  const contract = { contract: credits, abi: CREDIT };
  const [batch, [reportId], said] = await Promise.all([
    view(ask, at, { ...contract, name: "batch", args: [batchId] }),
    view(ask, at, { ...contract, name: "reportOf", args: [batchId] }),
    saidIn(ask, transaction, { ...contract, name: "CreditsIssued" }),
  ]);
  const amounts = batch.toObject() as Record<string, bigint>;
  const [event] = said.filter(({ batchId: id }) => `${id as bigint}` === batchId);
  return {
    reportId: String(reportId),
    ...Object.fromEntries(Object.entries(amounts).map(([name, kg]) => [name, `${kg}`])),
    issuedAtFirstKg: event === undefined ? "" : `${event["issuedKg"] as bigint}`,
  };
};

/** A certificate by its contract's own views and by what its retirement said. */
export const certificateFacts = async (
  ask: Ask,
  at: Block,
  {
    credits,
    certificates,
    id,
    transaction,
  }: { readonly credits: string; readonly certificates: string; readonly id: string; readonly transaction: string },
): Promise<Facts> => {
  const contract = { contract: certificates, abi: CERTIFICATES };
  const [[record], [total], said] = await Promise.all([
    view(ask, at, { ...contract, name: "record", args: [id] }),
    view(ask, at, { ...contract, name: "totalKg", args: [id] }),
    saidIn(ask, transaction, { contract: credits, abi: CREDIT, name: "CreditsRetired" }),
  ]);
  const { retiree, recipient, retiredAt, purpose, lots, beneficiary, message } = record as CertificateRecord;
  const text = (bytes: string): string => new TextDecoder().decode(Buffer.from(bytes.slice(2), "hex"));
  const [event] = said.filter(({ certificateId }) => `${certificateId as bigint}` === id);
  return {
    retiree: String(retiree),
    recipient: String(recipient),
    retiredAt: String(retiredAt),
    purpose: String(purpose),
    beneficiary: text(beneficiary),
    message: text(message),
    lots: lotsText(lots),
    totalKg: String(total),
    lotsSaid: event === undefined ? "" : lotsText(event["lots"] as never),
  };
};
