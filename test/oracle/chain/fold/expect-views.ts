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
  { client, contracts, wallet, wallets, now }: Registry,
  folded: Folded,
  { serials, reports, batches }: Life,
): Promise<void> => {
  const { methodologies, operators, verifiers, projects, ground, oracle, credit, certificates, manager } = contracts;
  const accounts = wallets.map(addressOf);

  expect(folded.methodologies.size).to.equal(await methodologies.read.count());
  for (const id of numbers(folded.methodologies.size)) {
    expectLike(folded.methodologies.get(id), await methodologies.read.get([id]), `methodology ${id}`);
    expectLike(folded.methodologies.get(id), await methodologies.read.terms([id]), `terms ${id}`);
  }

  for (const verifier of [wallet.verifier, wallet.stranger].map(addressOf)) {
    const [poolsBitmap, until] = await verifiers.read.accreditation([verifier]);
    expect(folded.accreditations.get(verifier) ?? { poolsBitmap: 0, until: 0 }).to.deep.equal({ poolsBitmap, until });
    for (const developer of [wallet.developer, wallet.rival].map(addressOf))
      expect(folded.conflicts.get(verifier)?.has(developer) ?? false).to.equal(
        await verifiers.read.hasConflict([verifier, developer]),
      );
  }

  const time = await now();
  expect(BigInt(folded.projects.size)).to.equal(await projects.read.count());
  for (const id of numbers(folded.projects.size).map(BigInt)) {
    const project = await projects.read.get([id]);
    expectLike(folded.projects.get(id), project, `project ${id}`);
    const [root, edgeCells, segments, bond] = await ground.read.groundOf([id]);
    const held = folded.grounds.get(id)!;
    expect([held.root, held.edgeCells, held.segments.length, held.bond], `ground ${id}`).to.deep.equal([
      root,
      edgeCells,
      segments,
      bond,
    ]);
    const { programmeReference } = project;
    expect(folded.projects.get(id)!.externalSerials).to.deep.equal(serials.get(id) ?? []);
    if (programmeReference !== "") {
      const holder = folded.projects.get(folded.references.get(programmeReference)!)!;
      // A lapsed draft and one that was withdrawn without a period hold nothing: the first comes by the clock alone.
      const dead =
        (holder.status === 1 && time >= holder.draftExpiry) || (holder.status === 4 && holder.creditedUntil === 0);
      expect(dead ? 0n : folded.references.get(programmeReference)).to.equal(
        await projects.read.projectOfReference([programmeReference]),
      );
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
  for (const id of reports) expectLike(folded.reports.get(id), await oracle.read.getReport([id]), `report ${id}`);

  expect([...folded.batches.keys()]).to.have.members([...batches]);
  for (const id of batches) {
    expectLike(folded.batches.get(id), await credit.read.batch([id]), `batch ${id}`);
    expect(folded.batches.get(id)!.reportId).to.equal(await credit.read.reportOf([id]));
    const balances = await credit.read.balanceOfBatch([accounts, accounts.map(() => id)]);
    const held = folded.balances.get(id) ?? new Map<Address, bigint>();
    expect(accounts.map((account) => held.get(account) ?? 0n)).to.deep.equal(balances);
    expect([...held.keys()].filter((holder) => !accounts.includes(holder))).to.deep.equal([]);
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
