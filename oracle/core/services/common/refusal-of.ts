import { SixfoldError } from "../../errors.ts";

/** What a step refuses, as a value: one error or none. What is no refusal is thrown on. */
export const refusalOf = (step: () => unknown): readonly SixfoldError[] => {
  try {
    step();
    return [];
  } catch (error) {
    if (error instanceof SixfoldError) return [error];
    throw error;
  }
};
