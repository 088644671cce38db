import { s2 } from "s2js";
import { encodeFunctionData, keccak256, parseEventLogs, stringToHex, toHex, zeroAddress } from "viem";
import type { Hex } from "viem";

import type { Report } from "../../../../oracle/core/statements/report.ts";
import type { ExternalSerials } from "../../../../oracle/chain/fold/registry.ts";
import type { Alert } from "../../../../oracle/core/statements/alert.ts";
import { segmentDigest } from "../../../../oracle/core/ground/ground-root.ts";
import { RULINGS } from "../../../../oracle/core/statements/resolution.ts";
import { domainAt, typedData } from "../../../../oracle/core/statements/hash.ts";
import { retirementRequestTable } from "../../../../oracle/core/statements/retirement-request.ts";
import { childAt, modelRoot } from "../../../helpers/ground-model.ts";
import type { ModelBlock } from "../../../helpers/ground-model.ts";
import { errorOf } from "../../../helpers/error-of.ts";
import { disputants } from "../../../helpers/disputes.ts";
import { watchers } from "../../../helpers/permanence.ts";
import { forest, methodology, STAKE } from "../../../helpers/registry.ts";
import type { Registry } from "../../../helpers/registry.ts";

const DAY = 86_400;
/** Reversible, so that batches have a buffer and ground a monitoring time. */
export const FOREST = 2;
const CLOSED = 4;

export const ACTIONS = [
  "register",
  "claim",
  "stateSerials",
  "commitDesign",
  "activate",
  "post",
  "issue",
  "transfer",
  "transferMany",
  "approve",
  "retire",
  "retireMany",
  "retireFrom",
  "retireBySignature",
  "nameRecipient",
  "useNonce",
  "announceEnding",
  "complete",
  "withdraw",
  "lapse",
  "prolong",
  "revoke",
  "release",
  "withdrawBond",
  "openAlert",
  "confirmAlert",
  "confirmBySilence",
  "dismissAlert",
  "observe",
  "carryLoss",
  "hold",
  "settle",
  "makeGood",
  "depositStake",
  "withdrawStake",
  "challenge",
  "resolve",
  "resolveBySilence",
  "replaceOperators",
  "announceOperators",
  "cancelOperators",
  "addSignatures",
  "accredit",
  "suspend",
  "handOver",
  "admitDeveloper",
  "assign",
  "dismiss",
  "tie",
  "untie",
  "announceAndCancel",
] as const;

export type ActionName = (typeof ACTIONS)[number];

const NO_REFERENCE = { programme: 0, programmeReference: 0n };

/** Three numbers from which an action takes its choices. */
export type Choice = { readonly a: number; readonly b: number; readonly c: number };

const pick = <T>(items: readonly T[], at: number): T => {
  if (items.length === 0) throw new RangeError("nothing to pick from");
  return items[at % items.length] as T;
};

// A small world, so that claims meet at every pair of levels.
const at8 = s2.cellid.parent(s2.cellid.fromLatLng(s2.LatLng.fromDegrees(10.4, 105.2)), 8);
const TOPS = [at8, s2.cellid.next(at8)];
const CHILDREN = [0, 127, 255];
const below = (cells: readonly bigint[]): readonly bigint[] =>
  cells.flatMap((cell) => CHILDREN.map((child) => childAt(cell, child)));
/** Every parent at which anything can be claimed. */
export const PARENTS = [...TOPS, ...below(TOPS), ...below(below(TOPS))];

const randomBlock = (edgeLevel: number, { a, b, c }: Choice): ModelBlock => {
  const level = pick(edgeLevel === 16 ? [8, 12, 12] : [8, 12, 16, 16], a);
  let cell = pick(TOPS, b);
  for (let at = 8; at < level; at += 4) cell = childAt(cell, pick(CHILDREN, c >> (at - 8)));
  return { cell, bits: (1n << BigInt(b % 256)) | (1n << BigInt(c % 256)) };
};

const randomSegment = (edgeLevel: number, { a, b, c }: Choice): readonly ModelBlock[] => {
  const blocks = [0, 1, 2].slice(0, 1 + (a % 3)).map((turn) => {
    const mix = (value: number): number => (value * (2 * turn + 1)) >>> turn;
    return randomBlock(edgeLevel, { a: mix(a >> 2), b: mix(b), c: mix(c) });
  });
  return [...new Map(blocks.map((block) => [block.cell, block])).values()].sort((x, y) => (x.cell < y.cell ? -1 : 1));
};

/**
 * Everything that can be done to a registry, done at random. What the contracts refuse is refused; `counts` tells how
 * often each action went through.
 */
export const startLife = async (registry: Registry) => {
  const { contracts, wallet, send, govern, networkHelpers, now } = registry;
  await govern(contracts.programmes, "admit", ["VCS", keccak256(toHex("reading"))]);
  const owners = [wallet.developer, wallet.rival];
  const holders = [wallet.developer, wallet.rival, wallet.buyer, wallet.stranger];
  const projects: { readonly id: bigint; owner: (typeof owners)[number]; readonly edgeLevel: 16 | 20 }[] = [];
  const segments = new Map<bigint, (readonly ModelBlock[])[]>();
  const serials = new Map<bigint, readonly ExternalSerials[]>();
  const reports: Hex[] = [];
  const batches: bigint[] = [];
  const alerts: { readonly alert: Alert; readonly id: Hex }[] = [];
  const observations: Hex[] = [];
  const { draftAlert, draftObservation, signAlert, signObservation } = watchers(registry);
  const posted: Report[] = [];
  const operators = registry.operators.map(({ account }) => account.address);
  const disputes = disputants(registry);
  const idOf = (report: Report): Promise<Hex> => contracts.oracle.read.hashReport([report]);
  /** Reports with an open challenge. */
  const disputed = async (): Promise<readonly Report[]> => {
    const open = await Promise.all(reports.map((id) => contracts.disputes.read.challengeOf([id])));
    return posted.filter((_, index) => open[index]!.deadline !== 0);
  };
  /** Who was fined has to have something at stake again, to sign. */
  const stakeAgain = async (): Promise<void> => {
    for (const account of stakers.slice(0, operators.length + 1)) {
      const [amount] = await contracts.stakes.read.stakeOf([account]);
      if (amount < STAKE) await send(wallet.deployer, contracts.stakes, "deposit", [account], STAKE - amount);
    }
  };
  const stakers = [...registry.operators, wallet.verifier, ...holders].map(({ account }) => account.address);
  const counts = new Map<ActionName, number>();

  await govern(contracts.methodologies, "propose", [forest]);
  await govern(contracts.methodologies, "activate", [FOREST]);
  await govern(contracts.methodologies, "propose", [{ ...methodology, version: "proposed" }]);
  await govern(contracts.methodologies, "propose", [{ ...methodology, version: "closed" }]);
  await govern(contracts.methodologies, "activate", [CLOSED]);
  await govern(contracts.methodologies, "close", [CLOSED]);

  const active = async () => {
    const terms = await Promise.all(projects.map(({ id }) => contracts.projects.read.terms([id])));
    return projects.filter((_, index) => terms[index]!.status === 2);
  };
  const watched = async () => {
    const terms = await Promise.all(projects.map(({ id }) => contracts.projects.read.terms([id])));
    return projects.filter((_, index) => terms[index]!.methodologyId === FOREST && terms[index]!.creditedUntil > 0);
  };
  const randomAlert = async ({ a, b, c }: Choice): Promise<Alert> => {
    const { id } = pick(await watched(), a);
    const time = await now();
    const spanEnd = time - (b % (20 * DAY));
    return draftAlert(id, {
      cause: c % 8,
      spanStart: spanEnd - 1 - (c % (30 * DAY)),
      spanEnd,
      // Now and then more than a project ever had.
      lossKg: 1n + ((BigInt(b) * BigInt(c)) % (c % 5 === 0 ? 10n ** 12n : 100_000n)),
      evidence: keccak256(stringToHex(`fire ${a} ${b} ${c}`)),
    });
  };
  /** The alert that is open for one of the projects. */
  const openAlert = async (at: number): Promise<Alert> => {
    const open = await Promise.all(projects.map(({ id }) => contracts.monitor.read.watch([id])));
    const ids = open.map(({ alertId }) => alertId);
    return pick(
      alerts.filter(({ id }) => ids.includes(id)),
      at,
    ).alert;
  };
  const indebted = async (which: "dueKg" | "deficitKg") => {
    const accounts = await Promise.all(projects.map(({ id }) => contracts.bufferPool.read.lossAccount([id])));
    return projects.flatMap(({ id }, index) =>
      accounts[index]![which] > 0n ? [{ id, kg: accounts[index]![which] }] : [],
    );
  };
  const holderOf = async (batchId: bigint, from: number) => {
    for (let turn = 0; turn < holders.length; turn++) {
      const holder = pick(holders, from + turn);
      const balance = await contracts.credit.read.balanceOf([holder.account.address, batchId]);
      if (balance > 0n) return { holder, balance };
    }
    throw new RangeError("all is retired");
  };
  const texts = ({ a, b, c }: Choice) => ({
    purpose: a % 4,
    recipient: pick(holders, c).account.address,
    beneficiary: `Holder ${a} 株式会社`,
    message: "m".repeat(b % 9),
  });
  /** Ascending, each with its first holder's part. */
  const someLots = async ({ a, b }: Choice) => {
    const ids = [...new Set([pick(batches, a), pick(batches, b)])].sort((x, y) => (x < y ? -1 : 1));
    const { holder } = await holderOf(ids[0]!, b);
    const balances = await Promise.all(ids.map((id) => contracts.credit.read.balanceOf([holder.account.address, id])));
    return { holder, ids, values: balances.map((balance) => balance / 7n) };
  };

  const postFor = async (
    id: bigint,
    { a, b }: Choice,
  ): Promise<{ readonly reportId: Hex; readonly report: Report }> => {
    await stakeAgain();
    const { methodologyId, areaM2 } = await contracts.projects.read.terms([id]);
    // Within what is plausible for the smallest ground, a cell, and never much for the largest.
    const most = areaM2 < 1_000_000n ? areaM2 : 1_000_000n;
    const measuredKg = (most + (BigInt(b) % most)) / 2n;
    const report = await registry.draftReport(id, {
      methodologyId,
      // Now and then nothing grew, and what had is lost.
      measuredKg: a % 5 === 0 ? 0n : measuredKg,
      baselineKg: measuredKg / 5n,
      leakageKg: measuredKg / 100n,
      halfWidthKg: measuredKg / 10n,
      observedM2: areaM2 - BigInt(a % 30),
    });
    const { reportId } = await registry.post(report, await contracts.operators.read.quorum());
    return { reportId, report };
  };
  /** For good, once all that goes with it went through. */
  const keep = ({ reportId, report }: Awaited<ReturnType<typeof postFor>>): void => {
    reports.push(reportId);
    posted.push(report);
  };

  const actions: Readonly<Record<ActionName, (choice: Choice) => Promise<unknown>>> = {
    register: async ({ a, b, c }) => {
      const owner = pick(owners, a);
      const edgeLevel = pick([16, 20] as const, b);
      const time = await now();
      await send(owner, contracts.projects, "register", [
        {
          methodologyId: 1 + (c % 2),
          edgeLevel,
          hostCountry: pick(["0x4a50", "0x564e"], a + b),
          creditingStart: time - 3650 * DAY + (a % 2000) * DAY,
          creditingEnd: time + 30 * 365 * DAY,
          boundary: keccak256(stringToHex(`boundary ${a} ${b} ${c}`)),
          ...pick([NO_REFERENCE, NO_REFERENCE, { programme: 1, programmeReference: BigInt(1 + (b % 3)) }], a),
        },
      ]);
      projects.push({ id: await contracts.projects.read.count(), owner, edgeLevel });
    },
    claim: async (choice) => {
      const { id, owner, edgeLevel } = pick(projects.slice(-3), choice.a + choice.c);
      const blocks = randomSegment(edgeLevel, choice);
      const { logs } = await registry.claim(id, blocks, owner);
      const [claimed] = parseEventLogs({ abi: contracts.ground.abi, logs, eventName: "GroundClaimed" });
      segments.set(id, [...(segments.get(id) ?? []), claimed!.args.blocks]);
    },
    stateSerials: async ({ a, b, c }) => {
      const { id, owner } = pick(projects.slice(-3), a);
      const first = 1 + (b % 1000);
      const stated = {
        programme: 1,
        series: BigInt(c % 2),
        first: BigInt(first),
        last: BigInt(first + (c % 50)),
      };
      await send(owner, contracts.projects, "stateSerials", [id, stated]);
      serials.set(id, [...(serials.get(id) ?? []), stated]);
    },
    commitDesign: ({ a, b }) => {
      const { id, owner } = pick(projects, a);
      return send(owner, contracts.projects, "commitDesign", [id, keccak256(toHex(b))]);
    },
    activate: async ({ a, b }) => {
      const { id, owner } = pick(projects.slice(-3), a);
      const isCommitted = (await contracts.projects.read.designs([id])).length > 0;
      // Now and then one forgets to, and is refused.
      if (!isCommitted && b % 8 !== 0) await send(owner, contracts.projects, "commitDesign", [id, keccak256(toHex(b))]);
      return registry.activate(id, owner, serials.get(id) ?? []);
    },
    post: async (choice) => keep(await postFor(pick(await active(), choice.a).id, choice)),
    issue: async ({ a }) => batches.push((await registry.issue(pick(reports.slice(-4), a))).batchId),
    transfer: async ({ a, b, c }) => {
      const id = pick(batches, a);
      const { holder, balance } = await holderOf(id, b);
      const [from, to] = [holder.account.address, pick(holders, c).account.address];
      // All of it now and then, so that balances come back to nothing.
      const kg = c % 3 === 0 ? balance : balance / BigInt(2 + (c % 5));
      return send(holder, contracts.credit, "safeTransferFrom", [from, to, id, kg, "0x"]);
    },
    transferMany: async (choice) => {
      const { holder, ids, values } = await someLots(choice);
      const [from, to] = [holder.account.address, pick(holders, choice.c).account.address];
      return send(holder, contracts.credit, "safeBatchTransferFrom", [from, to, ids, values, "0x"]);
    },
    approve: ({ a, b, c }) =>
      send(pick(holders, a), contracts.credit, "setApprovalForAll", [pick(holders, b).account.address, c % 2 === 0]),
    retire: async (choice) => {
      const id = pick(batches, choice.a);
      const { holder, balance } = await holderOf(id, choice.b);
      const kg = choice.c % 4 === 0 ? balance : 1n + balance / 5n;
      return send(holder, contracts.credit, "retire", [id, kg, texts(choice)]);
    },
    retireMany: async (choice) => {
      const { holder, ids, values } = await someLots(choice);
      return send(holder, contracts.credit, "retireMany", [ids, values, texts(choice)]);
    },
    retireFrom: async (choice) => {
      const { holder, ids, values } = await someLots(choice);
      const { address } = holder.account;
      const named = await contracts.credit.read.namedRecipient([address]);
      const recipient = named === zeroAddress ? address : named;
      const caller = pick(holders, choice.c);
      if (!(await contracts.credit.read.isApprovedForAll([address, caller.account.address])))
        await send(holder, contracts.credit, "setApprovalForAll", [caller.account.address, true]);
      return send(caller, contracts.credit, "retireFrom", [address, ids, values, { ...texts(choice), recipient }]);
    },
    retireBySignature: async (choice) => {
      const { holder, ids, values } = await someLots(choice);
      const { purpose, ...words } = texts(choice);
      const asked = { holder: holder.account.address, batchIds: ids, amountsKg: values };
      const once = { nonce: BigInt(choice.a), deadline: 2 ** 40 - 1 };
      const domain = domainAt(retirementRequestTable, await registry.client.getChainId(), contracts.credit.address);
      const signature = await holder.signTypedData(
        typedData(retirementRequestTable, domain, { ...asked, purpose, ...words, ...once }) as never,
      );
      const request = { ...asked, retirement: { purpose, ...words }, ...once };
      return send(pick(holders, choice.b), contracts.credit, "retireBySignature", [request, signature]);
    },
    nameRecipient: ({ a, b }) => {
      const recipient = pick([...holders.map(({ account }) => account.address), zeroAddress], b);
      return send(pick(holders, a), contracts.credit, "nameRecipient", [recipient]);
    },
    useNonce: ({ a, b }) => send(pick(holders, a), contracts.credit, "useNonce", [BigInt(b)]),
    complete: async ({ a }) => {
      const { id, owner } = pick(await active(), a);
      return registry.endProject(id, "complete", owner);
    },
    announceEnding: async ({ a, b }) => {
      const { id, owner } = pick(await active(), a);
      return registry.announceEnding(id, pick(["complete", "withdraw"] as const, b), owner);
    },
    withdraw: async ({ a }) => {
      const { id, owner } = pick(projects, a);
      const { status } = await contracts.projects.read.terms([id]);
      if (status === 2) return registry.endProject(id, "withdraw", owner);
      return send(owner, contracts.projects, "withdraw", [id]);
    },
    lapse: ({ a }) => send(wallet.stranger, contracts.projects, "lapse", [pick(projects, a).id]),
    prolong: async ({ a }) => {
      const { id, owner } = pick(projects.slice(-3), a);
      return send(owner, contracts.ground, "prolong", [id], await contracts.ground.read.prolongationFee([id]));
    },
    revoke: async ({ a }) => govern(contracts.projects, "revoke", [pick(await active(), a).id]),
    release: async ({ a, b }) => {
      const ended = [];
      for (const { id } of projects)
        if (
          (segments.get(id)?.length ?? 0) > 0 &&
          (await contracts.projects.read.groundReleasableAt([id])) <= (await now())
        )
          ended.push(id);
      const id = pick(ended, a);
      const held = segments.get(id)!;
      const at = b % held.length;
      const [before, later] = [held.slice(0, at), held.slice(at + 1)];
      const digests = later.map(segmentDigest);
      await send(wallet.stranger, contracts.ground, "release", [id, modelRoot(id, before), held[at], digests]);
      segments.set(id, [...before, ...later]);
    },
    withdrawBond: ({ a }) => send(pick(holders, a), contracts.ground, "withdrawBond", []),
    openAlert: async (choice) => {
      const alert = await randomAlert(choice);
      const { digest, signatures } = await signAlert(alert);
      await send(wallet.stranger, contracts.monitor, "open", [alert, pick(signatures, choice.c)]);
      alerts.push({ alert, id: digest });
    },
    confirmAlert: async (choice) => {
      const alert = choice.b % 2 === 0 ? await openAlert(choice.a) : await randomAlert(choice);
      const { digest, signatures } = await signAlert(alert);
      await send(wallet.stranger, contracts.monitor, "confirm", [alert, signatures]);
      if (!alerts.some(({ id }) => id === digest)) alerts.push({ alert, id: digest });
    },
    confirmBySilence: async ({ a }) => {
      const alert = await openAlert(a);
      await networkHelpers.time.increase(30 * DAY);
      return send(wallet.stranger, contracts.monitor, "confirmBySilence", [alert]);
    },
    dismissAlert: async ({ a }) => {
      const alert = await openAlert(a);
      const { digest: alertId } = await signAlert(alert);
      const observation = await draftObservation(alert.projectId, { alertId, spanStart: alert.spanStart });
      const { digest, signatures } = await signObservation(observation);
      await send(wallet.stranger, contracts.monitor, "dismiss", [alert, observation, signatures]);
      observations.push(digest);
    },
    observe: async ({ a, b }) => {
      const { id } = pick(await watched(), a);
      const { areaM2 } = await contracts.projects.read.terms([id]);
      const observation = await draftObservation(id, { observedM2: areaM2 - (BigInt(b) % (areaM2 / 2n)) });
      const { digest, signatures } = await signObservation(observation);
      await send(wallet.stranger, contracts.monitor, "observe", [observation, signatures]);
      observations.push(digest);
    },
    carryLoss: async ({ a, b, c }) => {
      const living = await active();
      const { id } = pick(
        (await watched()).filter((project) => living.includes(project)),
        a,
      );
      const loss = await postFor(id, { a: 5 * a, b, c });
      await networkHelpers.time.increase(methodology.challengeWindow);
      // The others are left to the next report.
      if (c % 3 > 0) await send(wallet.stranger, contracts.monitor, "carryLoss", [loss.reportId]);
      keep(loss);
    },
    hold: async (choice) => {
      const held = await postFor(pick(await active(), choice.a).id, choice);
      await send(wallet.guardian, contracts.oracle, "hold", [held.reportId]);
      keep(held);
    },
    settle: async ({ a, b }) =>
      send(wallet.stranger, contracts.bufferPool, "settle", [pick(await indebted("dueKg"), a).id, 1 + (b % 4)]),
    makeGood: async ({ a, b, c }) => {
      const { id, kg } = pick(await indebted("deficitKg"), a);
      const batchId = pick(batches, b);
      const { holder, balance } = await holderOf(batchId, c);
      const most = balance < kg ? balance : kg;
      const amountKg = c % 2 === 0 ? most : 1n + most / 3n;
      return send(holder, contracts.bufferPool, "makeGood", [id, batchId, amountKg]);
    },
    depositStake: ({ a, b }) =>
      send(pick(holders, a), contracts.stakes, "deposit", [pick(stakers, b)], STAKE / BigInt(1 + (b % 3))),
    withdrawStake: async ({ a, c }) => {
      const staker = pick(holders, a);
      const { address } = staker.account;
      const [amount] = await contracts.stakes.read.stakeOf([address]);
      return send(staker, contracts.stakes, "withdraw", [c % 2 === 0 ? amount : amount / 2n, address]);
    },
    challenge: async ({ a, b, c }) => {
      const reportId = pick(reports.slice(-4), a);
      await disputes.challenge(reportId, pick(holders, b));
      // Some are decided late in the window that goes on then.
      if (c % 2 === 0) await networkHelpers.time.increase(c % (10 * DAY));
    },
    resolve: async ({ a, b }) => {
      const report = pick(await disputed(), a);
      const resolution = await disputes.draftResolution(await idOf(report), pick(RULINGS, b));
      const { signatures } = await disputes.signResolution(resolution);
      return send(wallet.stranger, contracts.disputes, "resolve", [report, resolution, signatures]);
    },
    resolveBySilence: async ({ a }) => {
      const report = pick(await disputed(), a);
      await networkHelpers.time.increase(14 * DAY);
      return send(wallet.stranger, contracts.disputes, "resolveBySilence", [report]);
    },
    replaceOperators: ({ a }) => registry.replaceOperators(operators, 3 + (a % 3)),
    announceOperators: ({ a }) => govern(contracts.operators, "announce", [operators, 3 + (a % 3)]),
    cancelOperators: () => send(wallet.guardian, contracts.operators, "cancel", []),
    addSignatures: async ({ a }) => {
      const report = pick(posted.slice(-4), a);
      const { operators: signatures } = await registry.sign(report);
      return send(wallet.stranger, contracts.oracle, "addSignatures", [report, signatures.slice(a % 5)]);
    },
    accredit: ({ a, b }) =>
      govern(contracts.verifiers, "accredit", [
        pick([wallet.verifier, wallet.stranger], a).account.address,
        pick([0x3e, 0x06], b),
        2 ** 40 - 1 - (b % 1000),
      ]),
    suspend: () => send(wallet.guardian, contracts.verifiers, "suspend", [wallet.stranger.account.address]),
    handOver: async ({ a, b }) => {
      const project = pick(projects, a);
      const to = pick(owners, b);
      await send(project.owner, contracts.projects, "offer", [project.id, to.account.address]);
      // Some are left open.
      if (b % 3 === 0) return;
      await send(to, contracts.projects, "accept", [project.id]);
      project.owner = to;
    },
    admitDeveloper: ({ a }) => govern(contracts.developers, "admit", [`LEI:${a % 7}`]),
    assign: ({ a, b }) => govern(contracts.developers, "assign", [1 + (a % 3), pick(holders, b).account.address]),
    // Of those who own nothing, so that the others can go on.
    dismiss: ({ a }) =>
      govern(contracts.developers, "dismiss", [pick([wallet.buyer, wallet.stranger], a).account.address]),
    tie: ({ a }) => govern(contracts.developers, "declareTie", [wallet.stranger.account.address, 1 + (a % 2)]),
    untie: ({ a }) => govern(contracts.developers, "withdrawTie", [wallet.stranger.account.address, 1 + (a % 2)]),
    announceAndCancel: async ({ a }) => {
      const { address, abi } = contracts.operators;
      const data = encodeFunctionData({ abi, functionName: "announce", args: [[wallet.rival.account.address], 1] });
      await send(wallet.governor, contracts.manager, "schedule", [address, data, 0]);
      // Some are left open.
      if (a % 3 === 0) return;
      await send(wallet.governor, contracts.manager, "cancel", [wallet.governor.account.address, address, data]);
    },
  };

  /** Tries an action. Whether the contracts, or the want of anything to act on, refused it does not matter. */
  const act = async (name: ActionName, choice: Choice): Promise<void> => {
    const snapshot = await networkHelpers.takeSnapshot();
    try {
      await actions[name](choice);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    } catch (error) {
      // Thrown on unless the contracts refused it.
      if (!(error instanceof RangeError)) await errorOf(Promise.reject(error));
      // What was announced for a call that is refused would stay.
      await snapshot.restore();
    }
  };

  return { act, counts, serials, reports, batches, alerts, observations };
};

export type Life = Awaited<ReturnType<typeof startLife>>;
