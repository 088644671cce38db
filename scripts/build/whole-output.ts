import type { HardhatPlugin } from "hardhat/types/plugins";

/**
 * solc leaves `contracts` out of its answer where the sources have none (a file of types alone), and Hardhat's node
 * refuses to start beside such an answer. Which sources are compiled together depends on what was compiled before, so
 * that any order of builds could leave one behind. An empty list says the same, and is read by everything.
 */
export const wholeOutput: HardhatPlugin = {
  id: "sixfold:whole-output",
  hookHandlers: {
    solidity: () =>
      Promise.resolve({
        default: () =>
          Promise.resolve({
            invokeSolc: async (context, compiler, input, config, next) => ({
              contracts: {},
              ...(await next(context, compiler, input, config)),
            }),
          }),
      }),
  },
};
