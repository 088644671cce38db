import { randomUUID } from "node:crypto";

import type { ErrorRequestHandler, RequestHandler, Response } from "express";
import * as z from "zod";

import { toProblem } from "../../oracle/attest/problem.ts";
import { SixfoldError } from "../../oracle/core/errors.ts";
import type { SchemaFault } from "../../oracle/core/schema-faults.ts";
import { catalogued } from "./catalogue.ts";

/** RFC 9457 problem details, as every error is answered. */
export const problem = z
  .strictObject({
    type: z.string().meta({ description: "Stable; where the error is described" }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().meta({ description: "The request's id, as in `x-request-id`" }),
    code: z.string().meta({ description: "One of `/v1/errors`" }),
    field: z.string(),
    value: z.unknown(),
    rule: z.string(),
    retry: z.boolean().meta({ description: "Whether the same request may succeed later" }),
    remedy: z.string(),
    errors: z
      .array(z.strictObject({ pointer: z.string(), rule: z.string() }))
      .meta({ description: "Every place of the request that breaks a rule, as JSON Pointers" }),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof problem>;

/** What is wrong with a request, all of it, as one error. */
export const requestFault = (code: string, part: string, faults: readonly SchemaFault[]): SixfoldError => {
  const [{ pointer, value, rule }] = faults as [SchemaFault, ...SchemaFault[]];
  return new SixfoldError({
    code,
    failure: "usage",
    field: `/${part}${pointer}`,
    value,
    rule,
    cause: { part, faults },
  });
};

const faultsOf = (cause: unknown): readonly { readonly pointer: string; readonly rule: string }[] => {
  if (typeof cause !== "object" || cause === null || !("faults" in cause) || !("part" in cause)) return [];
  const { part, faults } = cause as { part: string; faults: readonly SchemaFault[] };
  return faults.slice(0, 20).map(({ pointer, rule }) => ({ pointer: `/${part}${pointer}`, rule }));
};

/** Gives each request an id: its own, if that is harmless to write down, else a new one. */
export const requestId: RequestHandler = (request, response, next) => {
  const given = request.get("x-request-id");
  const id = given !== undefined && /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
  response.locals["requestId"] = id;
  response.set("x-request-id", id);
  next();
};

/** What body-parser and the router throw: a status, and what it is about. */
const isHttpError = (error: unknown): error is { readonly status: number; readonly type?: string } =>
  typeof error === "object" && error !== null && "status" in error && typeof error.status === "number";

/** What a thrown value comes to. Nothing unexpected is described to the caller. */
const asTyped = (error: unknown): SixfoldError => {
  if (error instanceof SixfoldError) return error;
  if (error instanceof URIError || (isHttpError(error) && error.status === 400 && error.type === undefined))
    return new SixfoldError({
      code: "HTTP_PATH_ENCODING",
      failure: "usage",
      field: "path",
      value: undefined,
      rule: "valid percent-encoding",
    });
  if (isHttpError(error) && error.status >= 400 && error.status < 500)
    return new SixfoldError({
      code: error.status === 413 ? "HTTP_BODY_TOO_LARGE" : error.status === 415 ? "HTTP_MEDIA_TYPE" : "HTTP_BODY_JSON",
      failure: "usage",
      field: "body",
      value: error.type,
      rule: "JSON of at most the size that the route takes, in UTF-8",
    });
  return new SixfoldError({
    code: "HTTP_UNEXPECTED",
    failure: "infrastructure",
    field: "server",
    value: undefined,
    rule: "the server does not fail",
    cause: error,
  });
};

/** An error as it is answered. @param instance id of the request */
export const problemOf = (error: SixfoldError, instance: string): Problem => {
  const { status, retry, remedy } = catalogued(error);
  return {
    ...toProblem(error),
    type: `/v1/errors#${error.code}`,
    status,
    instance,
    retry,
    remedy,
    errors: [...faultsOf(error.cause)],
  };
};

const send = (response: Response, error: SixfoldError): void => {
  const body = problemOf(error, String(response.locals["requestId"]));
  response.removeHeader("ETag");
  response
    .status(body.status)
    .set("Cache-Control", "no-store")
    .type("application/problem+json")
    .send(JSON.stringify(body));
};

/** The last handler: whatever was thrown becomes a problem. @param report takes what nobody expected. */
export const problemHandler =
  (report: (error: unknown, requestId: string) => void): ErrorRequestHandler =>
  (thrown: unknown, _request, response, next) => {
    const error = asTyped(thrown);
    if (error.code === "HTTP_UNEXPECTED") report(thrown, String(response.locals["requestId"]));
    // Half an answer can only be broken off.
    if (response.headersSent) return next(thrown);
    send(response, error);
  };
