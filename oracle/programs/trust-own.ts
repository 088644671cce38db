import { SixfoldError } from "../core/errors.ts";
import { ownProgramDigest } from "./own-program.ts";
import type { Trust } from "./trust-named.ts";

/** Trusts what this copy builds for the methodology. @throws those of `ownProgram` */
export const trustOwn: Trust = async ({ methodology, sha256: digest }) => {
  try {
    return (await ownProgramDigest(methodology)) === digest ? "this copy builds it" : undefined;
  } catch (error) {
    // A methodology that this copy does not have: it builds no program of it.
    if (error instanceof SixfoldError && error.code === "PROGRAM_METHODOLOGY") return undefined;
    throw error;
  }
};
