import { expect } from "chai";
import { getAddress, zeroAddress } from "viem";
import type { Address } from "viem";

import { earnedAfter } from "../../../../oracle/chain/fold/ground-words.ts";
import type { Registry as Folded } from "../../../../oracle/chain/fold/registry.ts";
import type { Registry } from "../../../helpers/registry.ts";
import { PARENTS } from "./random-life.ts";
import type { Life } from "./random-life.ts";

/** Of the methodologies that projects register under. */
const POOLS = [1, 2];

/** Of the contracts: an alert without one is open. */
const VERDICTS = ["open", "confirmed", "dismissed"] as const;

/** The parts of a record that a view tells. */
const like = <T extends object>(view: T, record: object | undefined): T =>
  Object.fromEntries(
    Object.keys(view).map((key) => [key, (record as Readonly<Record<string, unknown>> | undefined)?.[key]]),
  ) as T;

const expectLike = (record: object | undefined, view: object, what: string): void => {
  expect(like(view, record), what).to.deep.equal(view);
};

type Wallet = { readonly account: { readonly address: Address } };

/** Checksummed, as logs and views give it. */
const addressOf = ({ account }: Wallet): Address => getAddress(account.address);

const numbers = (count: number | bigint): readonly number[] => Array.from({ length: Number(count) }, (_, k) => k + 1);

/** Holds a folded registry to every view of every contract that does not look at the clock or at what is fixed. */
export const expectViews = async (
  { client, contracts, wallet, wallets, operators: signers, now }: Registry,
  folded: Folded,
  { serials, reports, batches, alerts, observations }: Life,
): Promise<void> => {
  const {
    methodologies,
    operators,
    verifiers,
    developers,
    programmes,
    projects,
    ground,
    oracle,
    credit,
    certificates,
    manager,
    monitor,
    bufferPool,
    stakes,
    disputes,
  } = contracts;
  const accounts = wallets.map(addressOf);

  expect(folded.methodologies.size).to.equal(await methodologies.read.count());
  for (const id of numbers(folded.methodologies.size)) {
    expectLike(folded.methodologies.get(id), await methodologies.read.get([id]), `methodology ${id}`);
    expectLike(folded.methodologies.get(id), await methodologies.read.terms([id]), `terms ${id}`);
  }

  for (const verifier of [wallet.verifier, wallet.stranger].map(addressOf)) {
    const [poolsBitmap, until] = await verifiers.read.accreditation([verifier]);
    expect(folded.accreditations.get(verifier) ?? { poolsBitmap: 0, until: 0 }).to.deep.equal({ poolsBitmap, until });
  }

  expect(folded.developers.size).to.equal(await developers.read.count());
  for (const id of numbers(folded.developers.size))
    expect(folded.developers.get(id)!.legalId).to.equal(await developers.read.legalIdOf([id]));
  for (const account of accounts) {
    expect(folded.developerAccounts.get(account) ?? 0).to.equal(await developers.read.developerOf([account]));
    for (const id of numbers(folded.developers.size))
      expect(folded.ties.get(account)?.has(id) ?? false).to.equal(await developers.read.isTied([account, id]));
  }
  expect(folded.programmes.size).to.equal(await programmes.read.count());
  for (const id of numbers(folded.programmes.size)) {
    const { name, reading } = folded.programmes.get(id)!;
    expect([name, reading]).to.deep.equal(await programmes.read.programmeOf([id]));
  }

  const time = await now();
  expect(BigInt(folded.projects.size)).to.equal(await projects.read.count());
  for (const id of numbers(folded.projects.size).map(BigInt)) {
    const project = await projects.read.get([id]);
    expectLike(folded.projects.get(id), project, `project ${id}`);
    const ending = await projects.read.endingOf([id]);
    expect(folded.projects.get(id)!.ending ?? { into: 0, from: 0, until: 0 }, `ending of ${id}`).to.deep.equal(ending);
    expect(folded.projects.get(id)!.designs, `designs of ${id}`).to.deep.equal(await projects.read.designs([id]));
    const [root, edgeCells, segments, bond] = await ground.read.groundOf([id]);
    const held = folded.grounds.get(id)!;
    expect([held.root, held.edgeCells, held.segments.length, held.bond], `ground ${id}`).to.deep.equal([
      root,
      edgeCells,
      segments,
      bond,
    ]);
    const { programme, programmeReference: number } = project;
    expect(folded.projects.get(id)!.externalSerials).to.deep.equal(serials.get(id) ?? []);
    expect(folded.projects.get(id)!.offeredTo ?? zeroAddress).to.equal(await projects.read.offeredTo([id]));
    if (programme !== 0) {
      const holder = folded.references.get(programme)?.get(number) ?? 0n;
      const held = folded.projects.get(holder);
      // What was never credited holds nothing once it has ended.
      const freed = held === undefined || (held.status === 4 && held.creditedUntil === 0);
      expect(freed ? 0n : holder).to.equal(await programmes.read.projectOfReference([programme, number]));
    }
  }
  // Around the ends of what was credited.
  const ends = [...folded.projects.values()].map(({ creditedUntil }) => creditedUntil).filter((end) => end > 0);
  const times = [...new Set([0, ...ends.slice(-2).flatMap((end) => [end - 1, end])])];
  for (const pool of POOLS)
    for (const cell of PARENTS) {
      const { taken, touched } = folded.groundWords.get(pool)?.get(cell) ?? { taken: 0n, touched: 0n };
      expect([taken, touched], `words of ${cell}`).to.deep.equal([
        await ground.read.taken([pool, cell]),
        await ground.read.touched([pool, cell]),
      ]);
      for (const at of times)
        expect(earnedAfter(folded, pool, cell, at), `earned ${cell} after ${at}`).to.equal(
          await ground.read.earnedAfter([pool, cell, at]),
        );
    }
  for (const tables of [folded.groundWords, folded.earnedGround])
    for (const [pool, words] of tables) {
      expect(POOLS).to.include(pool);
      expect(PARENTS).to.include.members([...words.keys()]);
    }
  for (const account of accounts)
    expect(folded.bonds.get(account) ?? 0n, `bond of ${account}`).to.equal(await ground.read.bondOf([account]));

  const set = folded.operatorSets.get(folded.operatorSets.size)!;
  expect([set.epoch, set.digest, set.operators, set.quorum]).to.deep.equal([
    await operators.read.epoch(),
    await operators.read.operatorSet(),
    await operators.read.operators(),
    await operators.read.quorum(),
  ]);
  for (const epoch of [...numbers(set.epoch), set.epoch + 1]) {
    const {
      operators: list,
      quorum,
      effectiveAt,
    } = folded.operatorSets.get(epoch) ??
      folded.announcedOperators.get(epoch) ?? { operators: [], quorum: 0, effectiveAt: 0 };
    expect([list, quorum, effectiveAt], `operators of epoch ${epoch}`).to.deep.equal(
      await operators.read.setOf([epoch]),
    );
  }
  expect([...folded.reports.keys()]).to.have.members([...reports]);
  for (const id of reports) {
    expectLike(folded.reports.get(id), await oracle.read.getReport([id]), `report ${id}`);
    const { netLossKg, countedKg } = folded.reports.get(id)!;
    expect(netLossKg, `net loss of ${id}`).to.equal(await oracle.read.netLoss([id]));
    expect(countedKg === undefined ? 0 : 1, `verdict of ${id}`).to.equal(await monitor.read.verdict([id]));
  }

  expect([...folded.batches.keys()]).to.have.members([...batches]);
  for (const id of batches) {
    expectLike(folded.batches.get(id), await credit.read.batch([id]), `batch ${id}`);
    expect(folded.batches.get(id)!.reportId).to.equal(await credit.read.reportOf([id]));
    const balances = await credit.read.balanceOfBatch([accounts, accounts.map(() => id)]);
    const held = folded.balances.get(id) ?? new Map<Address, bigint>();
    expect(accounts.map((account) => held.get(account) ?? 0n)).to.deep.equal(balances);
    const pool = getAddress(bufferPool.address);
    expect(held.get(pool) ?? 0n, `buffer of ${id}`).to.equal(await credit.read.balanceOf([pool, id]));
    expect([...held.keys()].filter((holder) => holder !== pool && !accounts.includes(holder))).to.deep.equal([]);
  }
  for (const holder of accounts.slice(0, 8))
    for (const operator of accounts.slice(0, 8))
      expect(folded.approvals.get(holder)?.has(operator) ?? false).to.equal(
        await credit.read.isApprovedForAll([holder, operator]),
      );

  for (const holder of accounts)
    expect(folded.recipients.get(holder) ?? zeroAddress, `named by ${holder}`).to.equal(
      await credit.read.namedRecipient([holder]),
    );
  for (const [holder, nonces] of folded.usedNonces)
    for (const nonce of nonces.keys()) expect(await credit.read.nonceUsed([holder, nonce])).to.equal(true);
  expect([...folded.alerts.keys()]).to.have.members(alerts.map(({ id }) => id));
  for (const { id, alert } of alerts) {
    expectLike(folded.alerts.get(id), alert, `alert ${id}`);
    const verdict = VERDICTS[await monitor.read.verdict([id])];
    expect(folded.alerts.get(id)!.state, `verdict of ${id}`).to.equal(verdict);
  }
  expect([...folded.observations.keys()]).to.have.members([...observations]);
  for (const id of numbers(folded.projects.size).map(BigInt)) {
    const watch = await monitor.read.watch([id]);
    if (folded.watches.has(id)) expectLike(folded.watches.get(id), watch, `watch of ${id}`);
    else expect([watch.deadline, watch.observedUntil], `watch of ${id}`).to.deep.equal([0, 0]);
    const told = [...folded.alerts.values(), ...folded.reports.values()].filter(({ projectId }) => projectId === id);
    const stated = told.filter((said) =>
      "spanStart" in said ? said.state === "confirmed" : said.countedKg !== undefined,
    );
    expect((await monitor.read.losses([id])).length, `losses stated of ${id}`).to.equal(stated.length);
    const { emptied, ...losses } = await bufferPool.read.lossAccount([id]);
    const counted = told.reduce((sum, { countedKg = 0n }) => sum + countedKg, 0n);
    expect(counted, `counted of ${id}`).to.equal(losses.lostKg + losses.unissuedKg);
    expect(emptied).to.be.at.most(batches.length);
    if (folded.lossAccounts.has(id)) expectLike(folded.lossAccounts.get(id), losses, `losses of ${id}`);
    else expect([losses.issuedKg, losses.lostKg, losses.unissuedKg], `losses of ${id}`).to.deep.equal([0n, 0n, 0n]);
    for (const operator of signers.map(addressOf))
      expect(folded.rests.get(operator)?.get(id) ?? 0).to.equal(await monitor.read.restsUntil([operator, id]));
  }
  for (const pool of POOLS) {
    const { emptied, ...buffer } = await bufferPool.read.bufferAccount([pool]);
    expect(Number(emptied)).to.be.at.most(batches.length);
    const none = { bufferedKg: 0n, dueKg: 0n, deficitKg: 0n };
    expect(folded.bufferAccounts.get(pool) ?? none, `buffer of pool ${pool}`).to.deep.equal(buffer);
  }

  for (const account of [...accounts, getAddress(disputes.address)])
    expect(folded.stakes.get(account) ?? 0n, `stake of ${account}`).to.equal((await stakes.read.stakeOf([account]))[0]);
  const staked = [...folded.stakes.values()].reduce((sum, amount) => sum + amount, 0n);
  expect(staked, "every ether in the ledger is somebody's").to.equal(
    await client.getBalance({ address: stakes.address }),
  );
  for (const id of reports) {
    const { deadline, challenger, evidence, bond } = await disputes.read.challengeOf([id]);
    const open = [...folded.challenges.entries()].filter(
      ([, { reportId, state }]) => reportId === id && state === "open",
    );
    expect(open.map(([challengeId]) => challengeId)).to.deep.equal(
      deadline === 0 ? [] : [await disputes.read.challengeIdOf([id])],
    );
    for (const [, challenge] of open)
      expectLike(challenge, { deadline, challenger, evidence, bond }, `challenge of ${id}`);
    const told = [...folded.challenges.values()].filter(({ reportId }) => reportId === id);
    expect(told.length).to.equal(await disputes.read.rounds([id]));
  }

  expect(BigInt(folded.certificates.size)).to.equal(await certificates.read.count());
  for (const id of numbers(folded.certificates.size).map(BigInt)) {
    const { retiredAt, ...record } = await certificates.read.record([id]);
    expectLike(folded.certificates.get(id), record, `certificate ${id}`);
    const { timestamp } = await client.getBlock({ blockNumber: folded.certificates.get(id)!.retiredInBlock });
    expect(timestamp).to.equal(BigInt(retiredAt));
    expect(folded.certificates.get(id)!.recipient).to.equal(await certificates.read.ownerOf([id]));
  }

  const life = await manager.read.expiration();
  for (const [id, { nonce, readyAt, state }] of folded.announcements) {
    expect(nonce).to.equal(await manager.read.getNonce([id]));
    const open = state === "open" && time < readyAt + life;
    expect(open ? readyAt : 0, `announcement ${id}`).to.equal(await manager.read.getSchedule([id]));
  }
  for (const [role, members] of folded.members)
    for (const [account, { since, delay }] of members) {
      const [memberSince, currentDelay] = await manager.read.getAccess([role, account]);
      expect([since, delay], `role ${role} of ${account}`).to.deep.equal([memberSince, currentDelay]);
    }
  for (const [target, roles] of folded.functionRoles)
    for (const [selector, role] of roles)
      expect(role).to.equal(await manager.read.getTargetFunctionRole([target, selector]));
  expect((await manager.read.getAccess([0n, addressOf(wallet.deployer)]))[0]).to.equal(0);
  expect(folded.members.get(0n)!.has(addressOf(wallet.deployer))).to.equal(false);
};
