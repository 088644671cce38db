import type { HardhatPlugin } from "hardhat/types/plugins";

/** Where the sources of Solidity tests are, as the compiler is told. */
const TESTS = "project/test/";

/**
 * Hardhat asks solc for something of every source that a test leads to, and solc makes the code of each source that it is
 * asked for anything of: all contracts anew beside each test, in five times the time. Here only tests are asked for code;
 * they find the contracts compiled already (`make` in test/contracts/utils). Hardhat's node wants the syntax of the
 * others: it is asked for alone, which needs no code.
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
              const asked = (outputSelection: typeof input.settings.outputSelection) =>
                next(context, compiler, { ...input, settings: { ...input.settings, outputSelection } }, config);
              const { "*": all = {} } = input.settings.outputSelection;
              const { sources } = await asked({ "*": { "": ["ast"] } });
              return { ...(await asked(Object.fromEntries(tests.map((name) => [name, all])))), sources };
            },
          }),
      }),
  },
};
