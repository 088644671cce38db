import express from "express";
import type { Express, Request, RequestHandler, Response } from "express";
import type * as z from "zod";

import { misnamed } from "../../oracle/core/errors.ts";
import { parsedBy, schemaFaults } from "../../oracle/core/schema-faults.ts";
import type { Head } from "../store/schema.ts";
import type { Answer, KeptAnswers } from "./kept-answers.ts";
import { requestFault } from "./problem.ts";
import { sendBytes } from "./send-bytes.ts";
import { sentOf } from "./route.ts";
import type { Everything, Route } from "./route.ts";
import { dataHeaders, stateTag, withSnapshot } from "./snapshot.ts";

/** Longest body: an outline of some ten thousand vertices. */
const BODY_LIMIT = "1mb";
const BODY_TYPES = ["application/json", "application/geo+json"];

export type Served = Everything & {
  /** Tells the answers of two versions of the API apart. */
  readonly version: string;
  readonly answers: KeptAnswers;
};

const checked = (schema: z.ZodType, part: "path" | "query" | "body", value: unknown): unknown =>
  parsedBy(schema, value, () =>
    requestFault(part === "body" ? "HTTP_BODY" : "HTTP_PARAMETER", part, schemaFaults(schema, value)),
  );

const givenOf = ({ params, query, body }: Route, request: Request) => ({
  params: checked(params, "path", { ...request.params }),
  query: checked(query, "query", { ...request.query }),
  body: body === undefined ? undefined : checked(body, "body", request.body),
});

/** Not `request.fresh`: a state can not change, so even who asks for no cached answer has the one that there is. */
const hasTag = (request: Request, tag: string): boolean =>
  (request.get("if-none-match") ?? "").split(",").some((given) => given.trim().replace(/^W\//, "") === tag);

/** The same question with another cursor, relative to the server. */
const nextUrl = ({ path, query }: Request, next: string): string =>
  `${path}?${new URLSearchParams({ ...(query as Record<string, string>), cursor: next }).toString()}`;

/** A host and port, in letters that may stand in an address. */
const HOST = /^([a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?$/i;

/** Where this server is: as it was told, else as the request names it. An answer that holds it is kept by nobody. */
const originOf = (request: Request, { publicUrl }: Served): string => {
  const host = request.get("host") ?? "";
  return publicUrl ?? (HOST.test(host) ? `${request.protocol}://${host}` : "");
};

type StateRoute = Route & { readonly from: "state" };

/** Answers from one state, whatever is written meanwhile. */
const askState = (route: StateRoute, served: Served, request: Request, given: never): Promise<Answer> =>
  withSnapshot(served.db, async (snapshot) => {
    const answer = await route.find(given, snapshot, served);
    const { media, content, headers } = sentOf(route, answer);
    const { next } = answer as { next?: string | null };
    const link = typeof next === "string" ? { Link: `<${nextUrl(request, next)}>; rel="next"` } : {};
    return { head: snapshot.head, media, content: Buffer.from(content), headers: { ...headers, ...link } };
  });

const send = (response: Response, { media, content, headers }: Pick<Answer, "media" | "content" | "headers">): void => {
  response.set(headers).type(media);
  sendBytes(response.req, response, content);
};

/** Strong: the same state and question have the same answer, byte for byte. */
const tagHeaders = (head: Head, version: string) => ({
  ...dataHeaders(head),
  ETag: `"${version}-${stateTag(head)}"`,
  "Cache-Control": "public, no-cache",
});

const answerState = async (route: StateRoute, served: Served, request: Request, response: Response): Promise<void> => {
  const given = givenOf(route, request) as never;
  const ask = () => askState(route, served, request, given);
  // A body is not part of the address, so what it asks for has no tag and is not kept.
  if (route.method !== "get") {
    const answer = await ask();
    response.set({ ...dataHeaders(answer.head), "Cache-Control": "no-store" });
    return send(response, answer);
  }
  const { head } = served.follower.status();
  const current = tagHeaders(head, served.version);
  if (hasTag(request, current.ETag)) return void response.set(current).status(304).end();
  const answer = await served.answers.answer(head, request.originalUrl, ask);
  response.set(tagHeaders(answer.head, served.version));
  send(response, answer);
};

const handlerOf =
  (route: Route, served: Served): RequestHandler =>
  async (request, response) => {
    if (route.from === "state") return answerState(route, served, request, response);
    const given = givenOf(route, request) as never;
    response.set("Cache-Control", "no-store");
    if (route.from === "stream") return route.open(given, { request, response, ...served });
    const asked = { ...served, origin: originOf(request, served) };
    const { media, content, headers = {} } = sentOf(route, await route.ask(given, asked));
    send(response, { media, content: Buffer.from(content), headers });
  };

/** What only a body of a type that no parser takes leaves behind. */
const requireType: RequestHandler = (request, _response, next) => {
  if (request.is(BODY_TYPES) === false || request.get("content-encoding") !== undefined)
    throw misnamed("HTTP_MEDIA_TYPE", "content-type", request.get("content-type"), BODY_TYPES.join(" or "));
  next();
};

const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ":$1");

/** Answers routes, and tells of each path which methods it has. */
export const serveRoutes = (app: Express, routes: readonly Route[], served: Served): void => {
  const parse = express.json({ limit: BODY_LIMIT, type: BODY_TYPES, inflate: false });
  for (const route of routes)
    app[route.method](
      expressPath(route.path),
      ...(route.body === undefined ? [] : [requireType, parse]),
      handlerOf(route, served),
    );
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
    const allowed = methods.includes("GET") ? [...methods, "HEAD"] : methods;
    app.all(expressPath(path), (request, response) => {
      response.set("Allow", allowed.join(", "));
      throw misnamed("HTTP_METHOD", "method", request.method, allowed.join(" or "));
    });
  }
};
