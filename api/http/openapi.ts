import * as z from "zod";
import { createDocument } from "zod-openapi";
import type { ZodOpenApiPathsObject } from "zod-openapi";

import { problem } from "./problem.ts";
import type { Route } from "./route.ts";

const HEADERS = z.object({
  "x-request-id": z.string().meta({ description: "The request's own, if it is harmless, else a new one" }),
});
const DATA_HEADERS = HEADERS.extend({
  "x-data-block": z.string().meta({ description: "Number and hash of the block that the registry was read up to" }),
  "x-data-state": z.string().meta({ description: "Number and hash of the block of the last change: all answers with the same are of one state" }), // prettier-ignore
  "x-data-finality": z.enum(["final", "pending"]).meta({ description: "Whether the chain calls that block final" }),
  etag: z.string().meta({ description: "Strong; of the state and the request" }),
});

const failed = (description: string) => ({
  description,
  headers: HEADERS,
  content: { "application/problem+json": { schema: problem } },
});

const operationOf = (route: Route) => {
  const { tag, summary, description, params, query, body, answer, otherMedia, from } = route;
  const content = {
    [route.media]: { schema: answer },
    ...Object.fromEntries(otherMedia.map((each) => [each, { schema: z.string() }])),
  };
  return {
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    requestParams: { path: params as z.ZodObject, query: query as z.ZodObject },
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
    responses: {
      "200": { description: "The answer", headers: from === "state" ? DATA_HEADERS : HEADERS, content },
      ...(from === "state" && route.method === "get" ? { "304": { description: "As the client has it" } } : {}),
      "4XX": failed("What is wrong with the request, or not there"),
      "5XX": failed("A fault on this side"),
    },
  };
};

/** The OpenAPI 3.1 document of some routes. */
export const openApiOf = (routes: readonly Route[]): object => {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) };
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Sixfold",
      version: "1",
      description:
        "What a chain says of a carbon-credit registry, as a pure fold of its logs. Amounts are whole kilograms of CO2e " +
        "in decimal digits; times are UTC. Every error is RFC 9457 problem details with a code of /v1/errors. This server " +
        "holds no keys and is not to be trusted: each answer names its block, and evidence is fetched by CID from any gateway.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    paths: paths as ZodOpenApiPathsObject,
  });
};
