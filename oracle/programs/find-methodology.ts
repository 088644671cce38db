import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { SixfoldError } from "../core/errors.ts";

/** Where methodologies are, below a checkout: each is a file of its own name, and exports its service by that name. */
const SERVICES = "oracle/core/services";

/** A module that exports a service. */
export type ServiceModule = {
  /** From the checkout, with `/`. */
  readonly path: string;
  readonly name: string;
};

/** `paddy-ipcc-2019` is exported as `paddyIpcc2019`. */
const exportedAs = (methodology: string): string =>
  methodology.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** @throws SixfoldError PROGRAM_METHODOLOGY (usage) */
export const findMethodology = (root: string, methodology: string): ServiceModule => {
  const name = exportedAs(methodology);
  const [path, ...more] = globSync("**/*.ts", { cwd: join(root, SERVICES) }).filter(
    (each) =>
      basename(each, ".ts") === methodology &&
      readFileSync(join(root, SERVICES, each), "utf8").includes(`export const ${name}: Service<`),
  );
  if (path !== undefined && more.length === 0) return { path: `${SERVICES}/${path.replaceAll("\\", "/")}`, name };
  throw new SixfoldError({
    code: "PROGRAM_METHODOLOGY",
    failure: "usage",
    field: "methodology",
    value: methodology,
    rule: `is the name of one file below ${SERVICES} that exports its service`,
  });
};
