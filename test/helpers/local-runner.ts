import type { Crew } from "../../oracle/core/program/crew.ts";
import { programOf } from "../../oracle/core/program/program.ts";
import { SixfoldError } from "../../oracle/core/errors.ts";
import type { Service } from "../../oracle/core/services/common/service.ts";
import type { Runner } from "../../oracle/engine/runner.ts";
import type { ReplayOptions } from "../../oracle/pipeline/replay.ts";

/** Stands in bundles of services that only a test has. */
const NO_PROGRAM = new TextEncoder().encode("export {};\n");

/** Runs a service that only a test has, in this very thread. */
export const localRunner = (service: Service<unknown>, crew: Crew): Runner => ({
  program: NO_PROGRAM,
  run: async (inputs, options) => {
    const ran = await programOf(service).run(inputs, { ...options, crew });
    if ("measured" in ran) return ran.measured;
    throw new SixfoldError(ran.error);
  },
  close: () => Promise.resolve(),
});

/** How a bundle of `localRunner` is run again. */
export const replayLocally = (service: Service<unknown>, crew: Crew): Pick<ReplayOptions, "trust" | "runnerOf"> => ({
  trust: () => Promise.resolve("a test's own"),
  runnerOf: () => localRunner(service, crew),
});
