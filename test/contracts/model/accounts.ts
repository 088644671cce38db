import { require } from "./world.ts";
import type { Account, Holder, World } from "./world.ts";

/** An account acts for one developer at a time, and is tied to it. */
export const assign = (world: World, account: Holder, developer: number): void => {
  require(!world.developers.has(account), "DeveloperAccountTaken");
  world.developers.set(account, developer);
  world.ties.add(`${account} ${developer}`);
};

/** It stays tied. */
export const dismissAccount = (world: World, account: Holder): void =>
  require(world.developers.delete(account), "DeveloperAccountUnknown");

export const tie = (world: World, account: Account, developer: number): void => {
  require(!world.ties.has(`${account} ${developer}`), "DeveloperTied");
  world.ties.add(`${account} ${developer}`);
};

export const untie = (world: World, account: Account, developer: number): void => {
  require(world.ties.has(`${account} ${developer}`), "DeveloperNotTied");
  require(world.developers.get(account as Holder) !== developer, "DeveloperAccountTaken");
  world.ties.delete(`${account} ${developer}`);
};
