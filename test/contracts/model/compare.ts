import { expect } from "chai";

import { PARENTS } from "./ground-commands.ts";
import type { Real } from "./real.ts";
import { takenBelow } from "./ground-words.ts";
import { partOf, viewsOf } from "./views.ts";
import type { View } from "./views.ts";
import type { World } from "./world.ts";

const NOWHERE = "0x000000000000000000000000000000000000dEaD";

/** Which children of each parent are held: 2 is the paddies' ground, 1 that of all organic carbon. */
const groundViews = (world: World): readonly View[] =>
  [1, 2].flatMap((stock) =>
    PARENTS.flatMap((parent) => {
      const { taken, touched } = takenBelow(world, stock, parent);
      return [
        { contract: "ground", name: "taken", args: [stock, parent], expected: taken },
        { contract: "ground", name: "touched", args: [stock, parent], expected: touched },
      ] as const;
    }),
  );

const sum = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((total, amount) => total + amount, 0n);

/** Every ether paid in is held for somebody, or burnt. */
const expectEther = async (world: World, { registry, contracts }: Real, after: string): Promise<void> => {
  const held = async (address: `0x${string}`): Promise<bigint> => registry.client.getBalance({ address });
  const bonds = sum(world.bonds.values()) + sum(world.projects.map(({ bondWei }) => bondWei));
  expect(await held(contracts.ground.address), `ether of ground after ${after}`).to.equal(bonds);
  const stakes = sum([...world.stakes.values()].map(({ amountWei }) => amountWei));
  expect(await held(contracts.stakes.address), `ether of stakes after ${after}`).to.equal(stakes);
  expect(await held(NOWHERE), `ether burnt after ${after}`).to.equal(world.burntWei);
};

/** Compares all views with the model, at the time of the latest block. */
export const compare = async (world: World, real: Real, after: string): Promise<void> => {
  const { client, networkHelpers } = real.registry;
  expect(await networkHelpers.time.latest(), `time after ${after}`).to.equal(world.now);
  const views = [...viewsOf(world, real), ...groundViews(world)];
  const answers = await client.multicall({
    deployless: true,
    allowFailure: false,
    batchSize: 1_000,
    contracts: views.map(({ contract, name, args }) => ({
      ...real.contracts[contract],
      functionName: name,
      args,
    })),
  });
  for (const [index, { contract, name, args, expected }] of views.entries()) {
    const said = `${contract}.${name}(${args.join()}) after ${after}`;
    expect(partOf(answers[index], expected), said).to.deep.equal(expected);
  }
  await expectEther(world, real, after);
};
