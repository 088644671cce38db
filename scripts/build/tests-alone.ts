import type { HardhatPlugin } from "hardhat/types/plugins";

/** Where the sources of Solidity tests are, as the compiler is told. */
const TESTS = "project/test/";

/**
 * Hardhat asks solc for something of every source that a test leads to, and solc makes the code of each source that it is
 * asked for anything of: all contracts anew beside each test, in five times the time. Here only tests are asked for; they
 * find the contracts compiled already (`make` in test/contracts/utils). What solc says of the others is left out, since
 * Hardhat's node wants all or nothing of a source. Tests are run once, so they are not optimised, and by solc's older way to
 * code: that takes an eighth of the time, and more than they lose by it. It knows fewer local variables than the contracts
 * have: so none of them may be made from its source.
 */
export const testsAlone: HardhatPlugin = {
  id: "sixfold:tests-alone",
  hookHandlers: {
    solidity: () =>
      Promise.resolve({
        default: () =>
          Promise.resolve({
            invokeSolc: async (context, compiler, input, config, next) => {
              const tests = Object.keys(input.sources).filter((name) => name.startsWith(TESTS));
              if (tests.length === 0) return next(context, compiler, input, config);
              const { "*": all = {} } = input.settings.outputSelection;
              const outputSelection = Object.fromEntries(tests.map((name) => [name, all]));
              const settings = { ...input.settings, outputSelection, optimizer: { enabled: false }, viaIR: false };
              const output = await next(context, compiler, { ...input, settings }, config);
              const known = Object.entries(output.sources).filter(([name]) => tests.includes(name));
              return { ...output, sources: Object.fromEntries(known) };
            },
          }),
      }),
  },
};
