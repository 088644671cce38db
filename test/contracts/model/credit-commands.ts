import { domainAt, typedData } from "../../../oracle/core/statements/hash.ts";
import { retirementRequestTable } from "../../../oracle/core/statements/retirement-request.ts";
import { balanceOf } from "./batches.ts";
import { makeGood, settle } from "./buffer.ts";
import { approve, batchIdOf, issue, retire, retireBySignature, retireFrom, transfer, useNonce } from "./credits.ts";
import type { Lots, Signed } from "./credits.ts";
import type { Real } from "./real.ts";
import { isIssuable } from "./reports.ts";
import { pick, prefer } from "./step.ts";
import type { Choice, Command } from "./step.ts";
import { HOLDERS } from "./world.ts";
import type { Batch, Holder, World } from "./world.ts";

type Held = { readonly batchId: bigint; readonly batch: Batch; readonly holder: Holder; readonly kg: bigint };

/** Who holds what. */
const holdings = (world: World): readonly Held[] =>
  [...world.batches].flatMap(([batchId, batch]) =>
    HOLDERS.map((holder) => ({ batchId, batch, holder, kg: balanceOf(batch, holder) })),
  );

const someHeld = (world: World, at: number): Held | undefined => prefer(holdings(world), ({ kg }) => kg > 0n, at);

/** All, a part, or now and then more than there is, or nothing. */
const partOf = (kg: bigint, at: number): bigint => pick([kg / 3n, kg, kg / 10n, kg + 1n, kg / 2n, 1n, 0n], at);

/** One batch of a holder or some, now and then in the wrong order. */
const someLots = (world: World, { a, b, c }: Choice): { readonly holder: Holder; readonly lots: Lots } | undefined => {
  const first = someHeld(world, a);
  if (first === undefined) return undefined;
  const { holder } = first;
  const all = holdings(world).filter((held) => held.holder === holder && held.kg > 0n);
  const some = [first, ...all.slice(0, b % 3)].map(({ batchId, kg }) => [batchId, partOf(kg, c)] as const);
  const lots = [...new Map(some)].toSorted(([x], [y]) => (x < y ? -1 : 1));
  return { holder, lots: c % 23 === 0 ? lots.toReversed() : lots };
};

const textsFor = (real: Real, recipient: Holder) => ({
  purpose: 0,
  recipient: real.addressOf(recipient),
  beneficiary: "Beneficiary",
  message: "",
});

const argsOf = (lots: Lots) => [lots.map(([batchId]) => batchId), lots.map(([, kg]) => kg)] as const;

const sendSigned = async (
  real: Real,
  {
    holder,
    lots,
    recipient,
    nonce,
    deadline,
    isSigned,
    by,
  }: Signed & {
    readonly holder: Holder;
    readonly lots: Lots;
    readonly recipient: Holder;
    readonly by: Holder;
  },
): Promise<unknown> => {
  const { registry, contracts, walletOf, addressOf, call } = real;
  const [batchIds, amountsKg] = argsOf(lots);
  const { purpose, ...words } = textsFor(real, recipient);
  const asked = { holder: addressOf(holder), batchIds, amountsKg, nonce, deadline };
  const domain = domainAt(retirementRequestTable, await registry.client.getChainId(), contracts.credit.address);
  const signer = isSigned ? holder : "verifier";
  const data = typedData(retirementRequestTable, domain, { ...asked, purpose, ...words } as never) as never;
  const signature = await walletOf(signer).signTypedData(data);
  return call(by, "credit", "retireBySignature", [{ ...asked, retirement: { purpose, ...words } }, signature]);
};

export const creditCommands = {
  issue: (world, { a }) => {
    const isReady = (report: (typeof world.reports)[number]): boolean =>
      isIssuable(world, report) && report.netKg > 0n && !world.batches.has(batchIdOf(report));
    const report = prefer(world.reports.toReversed(), isReady, a);
    if (report === undefined) return undefined;
    return {
      apply: (w) => issue(w, report.number),
      send: ({ call, reports }) => call("stranger", "credit", "issue", [reports[report.number - 1]!.id]),
    };
  },
  transfer: (world, { a, b, c }) => {
    const held = someHeld(world, a);
    if (held === undefined) return undefined;
    const { holder: from, batchId } = held;
    const by = b % 5 === 0 ? pick(HOLDERS, b >> 3) : from;
    const to = c % 19 === 0 ? ("pool" as const) : pick(HOLDERS, c >> 3);
    const kg = partOf(held.kg, b >> 6);
    return {
      apply: (w) => transfer(w, by, { from, to, batchId, kg }),
      send: ({ call, addressOf, contracts }) => {
        const address = to === "pool" ? contracts.bufferPool.address : addressOf(to);
        return call(by, "credit", "safeTransferFrom", [addressOf(from), address, batchId, kg, "0x"]);
      },
    };
  },
  approve: (_, { a, b, c }) => {
    const [by, operator, isApproved] = [pick(HOLDERS, a), pick(HOLDERS, b), c % 4 !== 0];
    return {
      apply: (w) => approve(w, by, operator, isApproved),
      send: ({ call, addressOf }) => call(by, "credit", "setApprovalForAll", [addressOf(operator), isApproved]),
    };
  },
  retire: (world, { a, b, c }) => {
    const held = someHeld(world, a);
    if (held === undefined) return undefined;
    const { holder, batchId } = held;
    const [kg, recipient] = [partOf(held.kg, b), pick(HOLDERS, c)];
    return {
      apply: (w) => retire(w, holder, [[batchId, kg]], recipient),
      send: (real) => real.call(holder, "credit", "retire", [batchId, kg, textsFor(real, recipient)]),
    };
  },
  retireMany: (world, choice) => {
    const some = someLots(world, choice);
    if (some === undefined) return undefined;
    const recipient = pick(HOLDERS, choice.b);
    return {
      apply: (w) => retire(w, some.holder, some.lots, recipient),
      send: (real) => real.call(some.holder, "credit", "retireMany", [...argsOf(some.lots), textsFor(real, recipient)]),
    };
  },
  retireFrom: (world, choice) => {
    const some = someLots(world, choice);
    if (some === undefined) return undefined;
    const { holder, lots } = some;
    const by = prefer(HOLDERS, (one) => world.approvals.has(`${holder} ${one}`), choice.b)!;
    const recipient = choice.c % 3 === 0 ? pick(HOLDERS, choice.c >> 4) : holder;
    return {
      apply: (w) => retireFrom(w, by, holder, lots, recipient),
      send: (real) => {
        const [batchIds, amountsKg] = argsOf(lots);
        const texts = textsFor(real, recipient);
        return real.call(by, "credit", "retireFrom", [real.addressOf(holder), batchIds, amountsKg, texts]);
      },
    };
  },
  retireBySignature: (world, choice) => {
    const some = someLots(world, choice);
    if (some === undefined) return undefined;
    const { a, b, c } = choice;
    const [recipient, by] = [pick(HOLDERS, a), pick(HOLDERS, b)];
    const deadline = world.now + (c % 13 === 0 ? 0 : 1);
    const signed = { nonce: BigInt(b % 7), deadline, isSigned: c % 11 !== 0 };
    return {
      apply: (w) => retireBySignature(w, some.holder, some.lots, signed, recipient),
      send: (real) => sendSigned(real, { ...some, ...signed, recipient, by }),
    };
  },
  useNonce: (_, { a, b }) => {
    const [by, nonce] = [pick(HOLDERS, a), BigInt(b % 7)];
    return { apply: (w) => useNonce(w, by, nonce), send: ({ call }) => call(by, "credit", "useNonce", [nonce]) };
  },
  nameRecipient: (_, { a, b }) => {
    const [by, named] = [pick(HOLDERS, a), pick(HOLDERS, b)];
    return {
      apply: (w) => void w.named.set(by, named),
      send: ({ call, addressOf }) => call(by, "credit", "nameRecipient", [addressOf(named)]),
    };
  },
  settle: (world, { a, b }) => {
    const project = prefer(world.projects, ({ dueKg }) => dueKg > 0n, a);
    if (project === undefined) return undefined;
    const looks = b % 6;
    return {
      apply: (w) => settle(w, project.id, looks),
      send: ({ call }) => call("stranger", "bufferPool", "settle", [BigInt(project.id), looks]),
    };
  },
  makeGood: (world, { a, b, c }) => {
    const project = prefer(world.projects, ({ deficitKg }) => deficitKg > 0n, a);
    const held = someHeld(world, b);
    if (project === undefined || held === undefined) return undefined;
    const { batchId, holder } = held;
    const most = held.kg < project.deficitKg ? held.kg : project.deficitKg;
    const asked = { id: project.id, batchId, amountKg: partOf(most, c) };
    return {
      apply: (w) => makeGood(w, holder, asked),
      send: ({ call }) => call(holder, "bufferPool", "makeGood", [BigInt(asked.id), batchId, asked.amountKg]),
    };
  },
} as const satisfies Readonly<Record<string, Command>>;
