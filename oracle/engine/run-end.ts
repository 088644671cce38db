import { SixfoldError } from "../core/errors.ts";
import type { Measured } from "../core/program/measure.ts";
import type { AssetHead } from "../core/scenes/types.ts";
import type { Answer, End, Question } from "./run-messages.ts";
import type { RunOptions } from "./runner.ts";

/** A fault of a program, or of what runs it. */
export const programEnded = (value: unknown): SixfoldError =>
  new SixfoldError({
    code: "ENGINE_PROGRAM_ENDED",
    failure: "infrastructure",
    field: "program",
    value,
    rule: "a program's threads live until its outcome is there",
  });

/** Answers what a program asks, and remembers how the archive or the disk failed. */
export const hostDesk = ({
  archive,
  keep,
  signal,
}: Pick<RunOptions, "archive" | "keep" | "signal">): {
  readonly answer: (id: number, question: Question) => Promise<Answer>;
  /** @throws as `Runner.run` says */
  readonly conclude: (end: End) => Measured;
} => {
  const failures = new Map<number, unknown>();
  const answerTo = async (question: Question): Promise<AssetHead | Uint8Array | undefined> => {
    if ("path" in question) {
      await keep(question.path, question.piece);
      return undefined;
    }
    const { href, range } = question;
    return range === undefined ? archive.head(href, signal) : archive.read(href, range, signal);
  };
  return {
    answer: async (id, question) => {
      try {
        return { answer: await answerTo(question) };
      } catch (error) {
        failures.set(id, error);
        return { failed: true };
      }
    },
    conclude: (end) => {
      if ("measured" in end) return end.measured;
      if ("error" in end) throw new SixfoldError(end.error);
      if ("failedAt" in end) throw failures.get(end.failedAt);
      throw new SixfoldError({
        code: "ENGINE_PROGRAM_FAILED",
        failure: "check",
        field: "program",
        value: end.thrown,
        rule: "a program comes to an outcome or refuses by name",
      });
    },
  };
};
