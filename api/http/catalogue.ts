import type { Failure, SixfoldError } from "../../oracle/core/errors.ts";

/** What an error means to whoever asked. */
export type CataloguedError = {
  readonly status: number;
  /** Whether the same request may succeed later. */
  readonly retry: boolean;
  readonly remedy: string;
};

const usage = (status: number, remedy: string): CataloguedError => ({ status, retry: false, remedy });
const later = (status: number, remedy: string): CataloguedError => ({ status, retry: true, remedy });

/** Errors by code. */
export const ERRORS: Readonly<Record<string, CataloguedError>> = {
  HTTP_PARAMETER: usage(400, "Correct the parameters named in `errors`."),
  HTTP_BODY: usage(400, "Correct the members named in `errors`."),
  HTTP_BODY_JSON: usage(400, "Send a body that is JSON."),
  HTTP_BODY_TOO_LARGE: usage(413, "Send less, or ask in parts."),
  HTTP_MEDIA_TYPE: usage(415, "Send one of the media types that the route takes, without compression."),
  HTTP_PATH_ENCODING: usage(400, "Percent-encode the path."),
  HTTP_MALFORMED: usage(400, "Send a request that is HTTP/1.1."),
  HTTP_TIMEOUT: later(408, "Send the whole request at once."),
  HTTP_HEADERS_TOO_LARGE: usage(431, "Send fewer or shorter headers, or a shorter address."),
  HTTP_CURSOR: usage(400, "Use `next` of a page of this very list, or begin without a cursor."),
  HTTP_CURSOR_STALE: usage(409, "The registry moved on since that page: begin again without a cursor."),
  HTTP_ROUTE_UNKNOWN: usage(404, "See /openapi.json for what there is."),
  HTTP_METHOD: usage(405, "Use a method that `Allow` names."),
  HTTP_EVENT_ID: usage(400, "Send as Last-Event-ID what an event of this stream had as its id, or none."),
  HTTP_RATE: later(429, "Wait as many seconds as `Retry-After` says."),
  HTTP_BUSY: later(503, "Try again in a while."),
  HTTP_UNEXPECTED: later(500, "Try again; tell whoever runs this server the request's id."),
  RESOURCE_UNKNOWN: usage(404, "Look it up in the list of its kind; it may not be in a block that was read yet."),
  CHAIN_CARBON_CREDIT_BATCH_UNKNOWN: usage(404, "Look it up at /v1/batches."),
  CHAIN_ERC721_NONEXISTENT_TOKEN: usage(404, "Look it up at /v1/retirements."),
  RESOURCE_PICTURE: {
    status: 502,
    retry: false,
    remedy: "Ask another endpoint of the chain: the contract answers otherwise.",
  },
  RESOURCE_CERTIFICATE_BLOCK: usage(400, "Name a block from the retirement's to the newest, or none."),
  RESOURCE_CERTIFICATE_REORGANISED: later(
    409,
    "The chain is being read anew: ask again, or see the certificate's `state`.",
  ),
  LAYER_UNKNOWN: usage(404, "Look up the bundle's maps at `/v1/evidence`."),
  RELAY_RATE: later(429, "Wait as many seconds as `Retry-After` says."),
  RELAY_ROUTE_UNKNOWN: usage(404, "Ask for /v1/relay, or send to /v1/relay/retirements."),
  RELAY_BUDGET: later(429, "Send it yourself, or wait a day."),
  RELAY_GAS: usage(400, "Send it yourself: the holder's own check of signatures costs too much."),
  RESOURCE_TILE: usage(400, "Ask for a tile that the scheme has."),
  RESOURCE_GROUND_TOO_LARGE: usage(400, "Ask for a smaller area, or with edge level 16."),
};

/** Errors of other rooms, by whose turn it is. */
const BY_FAILURE: Readonly<Record<Failure, CataloguedError>> = {
  usage: usage(400, "Correct what `field` names, by `rule`."),
  check: usage(422, "What was sent, or is on the chain, is not what it says: see `rule`."),
  infrastructure: later(503, "Try again in a while."),
};

/** Rooms below the API whose errors a request can come to, by the first word of their codes. */
export const FAMILIES: Readonly<Record<string, string>> = {
  GROUND: "An area: its field is a JSON Pointer into the GeoJSON that was sent.",
  CHAIN: "The chain's endpoint, or what it answered.",
  STORE: "Evidence or rows that are kept.",
  EVIDENCE: "A bundle of evidence, as gateways have it.",
  LAYER: "A map of a bundle.",
};

export const catalogued = ({ code, failure }: Pick<SixfoldError, "code" | "failure">): CataloguedError =>
  ERRORS[code] ?? BY_FAILURE[failure];
