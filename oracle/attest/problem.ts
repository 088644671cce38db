import type { ErrorRequestHandler, Response } from "express";

import { SixfoldError, shownValue } from "../core/errors.ts";
import type { Failure } from "../core/errors.ts";

const STATUS: Readonly<Record<Failure, number>> = { usage: 400, check: 409, infrastructure: 503 };

/** An error as RFC 9457 problem details, with the code, field, value and rule beside the standard members. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly field: string;
  readonly value: unknown;
  readonly rule: string;
};

/** Bigints as decimal strings, so that any value of an error can be sent. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value ?? null, (_, inner: unknown) => (typeof inner === "bigint" ? `${inner}` : inner)));

const send = (response: Response, problem: Problem): void => {
  response.status(problem.status).type("application/problem+json").send(JSON.stringify(problem));
};

/** Problem details of a typed error. */
export const toProblem = (error: SixfoldError): Problem => ({
  type: `urn:sixfold:error:${error.code}`,
  title: error.rule,
  status: STATUS[error.failure],
  detail: error.message,
  code: error.code,
  field: error.field,
  value: plain(shownValue(error.value)),
  rule: error.rule,
});

/** What body-parser throws: a status and a type such as `entity.too.large`. */
const isBodyError = (error: unknown): error is { readonly status: number; readonly type: string } =>
  typeof error === "object" && error !== null && "status" in error && "type" in error;

/** The last middleware: whatever was thrown becomes problem details. Nothing unexpected is described to the caller. */
export const problemHandler: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  if (error instanceof SixfoldError) return send(response, toProblem(error));
  const [status, rule, code] = isBodyError(error)
    ? [error.status, "the body is JSON of at most the allowed size", "ATTEST_BODY"]
    : [500, "the process does not fail", "ATTEST_UNEXPECTED"];
  send(response, {
    type: `urn:sixfold:error:${code}`,
    title: rule,
    status,
    detail: isBodyError(error) ? error.type : "unexpected",
    code,
    field: "body",
    value: null,
    rule,
  });
};
