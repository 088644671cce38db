import * as z from "zod";

import { empty } from "../core/empty.ts";
import { refused, SixfoldError } from "../core/errors.ts";
import type { Measured } from "../core/program/measure.ts";
import { parsedBy } from "../core/schema-faults.ts";
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

/** What a program says is of these shapes, whoever wrote it. */
const pieceSchema = z.object({ at: z.number(), bytes: z.instanceof(Uint8Array) });
const rangeSchema = z.object({ start: z.number(), end: z.number() });
const questionSchema: z.ZodType<Question> = z.union([
  z.object({ path: z.string(), piece: pieceSchema }),
  z.object({ aside: pieceSchema }),
  z.object({ recall: rangeSchema }),
  z.object({ href: z.string(), range: rangeSchema.exactOptional() }),
]);
const errorSchema = z.object({
  code: z.string().regex(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/, "must be a code, as GROUND_SELF_INTERSECTION"),
  failure: z.enum(["usage", "check", "infrastructure"]),
  field: z.string(),
  value: z.unknown(),
  rule: z.string(),
});

const said = <T>(schema: z.ZodType<T>, name: string, value: unknown): T =>
  parsedBy(schema, value, ({ pointer, ...fault }) =>
    refused("ENGINE_ANSWER", `${name}#${pointer}`, fault.value, fault.rule),
  );

/** Answers what a program asks, and remembers how the archive or the disk failed. */
export const hostDesk = ({
  archive,
  keep,
  aside,
  signal,
}: Pick<RunOptions, "archive" | "keep" | "aside" | "signal">): {
  readonly answer: (id: number, question: Question) => Promise<Answer>;
  /** @throws as `Runner.run` says */
  readonly conclude: (end: End) => Measured;
} => {
  const failures = new Map<number, unknown>();
  const answerTo = async (question: Question): Promise<AssetHead | Uint8Array | undefined> => {
    if ("path" in question) {
      await keep(question.path, question.piece);
      empty(question.piece.bytes);
      return undefined;
    }
    if ("aside" in question) {
      await aside.write(question.aside.at, question.aside.bytes);
      empty(question.aside.bytes);
      return undefined;
    }
    if ("recall" in question) return aside.read(question.recall);
    const { href, range } = question;
    return range === undefined ? archive.head(href, signal) : archive.read(href, range, signal);
  };
  return {
    answer: async (id, question) => {
      try {
        return { answer: await answerTo(said(questionSchema, "question", question)) };
      } catch (error) {
        failures.set(id, error);
        return { failed: true };
      }
    },
    conclude: (end) => {
      said(z.looseObject({}), "program", end);
      if ("measured" in end) return end.measured;
      if ("error" in end) throw new SixfoldError(said(errorSchema, "error", end.error));
      if ("failedAt" in end && failures.has(end.failedAt)) throw failures.get(end.failedAt);
      throw new SixfoldError({
        code: "ENGINE_PROGRAM_FAILED",
        failure: "check",
        field: "program",
        value: "thrown" in end ? end.thrown : undefined,
        rule: "a program comes to an outcome or refuses by name",
      });
    },
  };
};
