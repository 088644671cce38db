import { QUORUM, STAKE } from "./terms.ts";
import { require } from "./world.ts";
import type { Account, Operator, Project, Signer, World } from "./world.ts";

const stakeOf = (world: World, account: Account) => world.stakes.get(account) ?? { amountWei: 0n, heldUntil: 0 };

/** Who is tied to a developer signs nothing of it. */
export const requireUntied = (world: World, { developer }: Project, signers: readonly Signer[]): void =>
  require(!signers.some((signer) => world.ties.has(`${signer} ${developer}`)), "DeveloperTied");

export const requireQuorum = (world: World, project: Project, signers: readonly Operator[]): void => {
  require(signers.length >= QUORUM, "OperatorRegistryQuorumMissed");
  requireUntied(world, project, signers);
};

/** Holds stakes until a time; never for shorter than they are held. */
export const hold = (world: World, signers: readonly Signer[], until: number): void => {
  for (const signer of signers) {
    const { amountWei, heldUntil } = stakeOf(world, signer);
    world.stakes.set(signer, { amountWei, heldUntil: Math.max(heldUntil, until) });
  }
};

/** A signature counts for a report only with something at stake. */
export const back = (world: World, signers: readonly Signer[], until: number): void => {
  for (const signer of signers) require(stakeOf(world, signer).amountWei >= STAKE, "StakesInsufficient");
  hold(world, signers, until);
};

export const addStake = (world: World, account: Account, wei: bigint): void => {
  const { amountWei, heldUntil } = stakeOf(world, account);
  world.stakes.set(account, { amountWei: amountWei + wei, heldUntil });
};

export const moveStake = (world: World, from: Account, to: Account, wei: bigint): void => {
  addStake(world, from, -wei);
  addStake(world, to, wei);
};

export const deposit = (world: World, account: Account, wei: bigint): void => {
  require(wei > 0n, "StakesAmountInvalid");
  addStake(world, account, wei);
};

export const withdraw = (world: World, by: Account, wei: bigint): void => {
  const { amountWei, heldUntil } = stakeOf(world, by);
  require(world.now >= heldUntil, "StakesHeld");
  require(wei > 0n && wei <= amountWei, "StakesAmountInvalid");
  addStake(world, by, -wei);
};

export const stakeWei = (world: World, account: Account): bigint => stakeOf(world, account).amountWei;
