import express from "express";
import type { Express, Request, RequestHandler, Response } from "express";
import type * as z from "zod";

import { misnamed } from "../../oracle/core/errors.ts";
import { parsedBy, schemaFaults } from "../../oracle/core/schema-faults.ts";
import { requestFault } from "./problem.ts";
import { sendAnswer } from "./route.ts";
import type { Everything, Route } from "./route.ts";
import { dataHeaders, withSnapshot } from "./snapshot.ts";

/** Longest body: an outline of some ten thousand vertices. */
const BODY_LIMIT = "1mb";
const BODY_TYPES = ["application/json", "application/geo+json"];

export type Served = Everything & {
  /** Tells the answers of two versions of the API apart. */
  readonly version: string;
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

const answerState = async (
  route: Route & { readonly from: "state" },
  { db, version, ...around }: Served,
  request: Request,
  response: Response,
): Promise<void> => {
  const given = givenOf(route, request) as never;
  const answer = await withSnapshot(db, async (snapshot) => {
    const { head } = snapshot;
    response.set(dataHeaders(head));
    // A body is not part of the address, so what it asks for has no tag.
    if (route.method === "get") {
      const tag = `"${version}-${head.state_hash.slice(2)}"`;
      response.set({ ETag: tag, "Cache-Control": "public, no-cache" });
      if (hasTag(request, tag)) return undefined;
    } else response.set("Cache-Control", "no-store");
    return route.find(given, snapshot, around);
  });
  if (answer === undefined) return void response.status(304).end();
  const { next } = answer as { next?: string | null };
  if (typeof next === "string") response.set("Link", `<${nextUrl(request, next)}>; rel="next"`);
  sendAnswer(response, route, answer);
};

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

const handlerOf =
  (route: Route, served: Served): RequestHandler =>
  async (request, response) => {
    if (route.from === "state") return answerState(route, served, request, response);
    const given = givenOf(route, request) as never;
    response.set("Cache-Control", "no-store");
    if (route.from === "stream") return route.open(given, { request, response, ...served });
    sendAnswer(response, route, await route.ask(given, { ...served, origin: originOf(request, served) }));
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
