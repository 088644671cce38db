import { lookup as resolveHost } from "node:dns";
import { Agent as HttpAgent, request as requestHttp } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { isIP } from "node:net";
import type { LookupFunction } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

import { SixfoldError, misnamed, refused, unreachable } from "../core/errors.ts";
import { isPrivateAddress } from "./private-address.ts";
import type { ScenePolicy } from "./policy.ts";
import { publicHref } from "../core/scenes/public-href.ts";

/** The code of an answer that was not accepted; its value is the status. */
export const HTTP_STATUS = "TRANSPORT_HTTP_STATUS";

export type HttpRequest = {
  readonly method: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly maxBytes: number;
  /** Statuses handed back; any other is an error. */
  readonly accept: readonly number[];
};

export type HttpResponse = {
  /** After redirects. */
  readonly href: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
};

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const BROKEN: ReadonlySet<string> = new Set(["ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT", "EAI_AGAIN"]);

const SOCKETS_PER_HOST = 16;

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "");

const checkUrl = (url: URL, policy: ScenePolicy): void => {
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw refused(
      "TRANSPORT_SCHEME",
      "href",
      url.href,
      "scenes are read over http or https; a remote catalogue never leads to files",
    );
  }
  if (url.username !== "" || url.password !== "")
    throw refused("TRANSPORT_CREDENTIALS", "href", url.host, "an href carries no user name or password");
  const host = hostOf(url);
  if (isIP(host) !== 0 && isPrivateAddress(host) && !policy.allowPrivateHosts.includes(host)) {
    throw misnamed("TRANSPORT_PRIVATE_ADDRESS", "href", host, "hosts are public, unless listed in allowPrivateHosts");
  }
};

/** Resolves once, checks every answer and connects to just those: a second DNS answer is never asked for. */
const pinnedLookup =
  (policy: ScenePolicy): LookupFunction =>
  (hostname, options, callback) => {
    resolveHost(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, "", 0);
      const bad = addresses.find(({ address }) => isPrivateAddress(address));
      if (bad !== undefined && !policy.allowPrivateHosts.includes(hostname)) {
        const why = misnamed(
          "TRANSPORT_PRIVATE_ADDRESS",
          "href",
          `${hostname} (${bad.address})`,
          "hosts resolve to public addresses only, unless listed in allowPrivateHosts",
        );
        return callback(why, "", 0);
      }
      if (options.all === true) return callback(null, addresses);
      const [first] = addresses;
      return first === undefined
        ? callback(unreachable("TRANSPORT_DNS", "host", hostname, "a host has an address"), "", 0)
        : callback(null, first.address, first.family);
    });
  };

type Agents = { readonly http: HttpAgent; readonly https: HttpsAgent };

/** Connections kept open belong to one policy: an address that one policy allows is not reused under another. */
const agents = new WeakMap<ScenePolicy, Agents>();

const agentsOf = (policy: ScenePolicy): Agents => {
  const known = agents.get(policy);
  if (known !== undefined) return known;
  const options = { keepAlive: true, maxSockets: SOCKETS_PER_HOST } as const;
  const made = { http: new HttpAgent(options), https: new HttpsAgent(options) };
  agents.set(policy, made);
  return made;
};

const readBody = (response: IncomingMessage, href: string, maxBytes: number): Promise<Uint8Array> =>
  new Promise((done, fail) => {
    const parts: Uint8Array[] = [];
    let length = 0;
    response.on("data", (part: Uint8Array) => {
      length += part.length;
      if (length > maxBytes)
        response.destroy(refused("TRANSPORT_TOO_LARGE", href, length, `a response has at most ${maxBytes} bytes`));
      else parts.push(part);
    });
    response.on("error", fail);
    response.on("aborted", () =>
      fail(unreachable("TRANSPORT_TRUNCATED_RESPONSE", href, length, "a response is complete")),
    );
    response.on("end", () => {
      const body = new Uint8Array(length);
      let at = 0;
      for (const part of parts) {
        body.set(part, at);
        at += part.length;
      }
      done(body);
    });
  });

/** One request, no redirect followed. */
const requestOnce = (
  url: URL,
  request: HttpRequest,
  policy: ScenePolicy,
  signal?: AbortSignal,
): Promise<HttpResponse> => {
  const href = publicHref(url.href);
  return new Promise((done, fail) => {
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    const headers = { "accept-encoding": "identity", "user-agent": "sixfold", ...request.headers };
    const outgoing = send(url, {
      method: request.method,
      headers,
      lookup: pinnedLookup(policy),
      agent: url.protocol === "https:" ? agentsOf(policy).https : agentsOf(policy).http,
      ...(signal === undefined ? {} : { signal }),
    });
    const stop = (code: string, value: number, rule: string): void => {
      outgoing.destroy(unreachable(code, href, value, rule));
    };
    const deadline = setTimeout(
      () => stop("TRANSPORT_TIMEOUT", policy.requestTimeoutMs, "a request ends within requestTimeoutMs"),
      policy.requestTimeoutMs,
    );
    outgoing.setTimeout(policy.stallTimeoutMs, () =>
      stop("TRANSPORT_STALLED", policy.stallTimeoutMs, "an archive is never silent for stallTimeoutMs"),
    );
    const settle = (error: unknown): void => {
      clearTimeout(deadline);
      outgoing.destroy();
      fail(
        error instanceof SixfoldError
          ? error
          : unreachable(
              "TRANSPORT_CONNECTION",
              href,
              (error as NodeJS.ErrnoException).code ?? String(error),
              "the archive can be reached",
              error,
            ),
      );
    };
    outgoing.on("error", settle);
    outgoing.on("response", (response) => {
      const status = response.statusCode ?? 0;
      const encoding = response.headers["content-encoding"];
      if (encoding !== undefined && encoding !== "identity") {
        return settle(
          refused("TRANSPORT_ENCODING", href, encoding, "responses are asked for, and come, without content encoding"),
        );
      }
      const keep = request.accept.includes(status);
      const declared = Number(response.headers["content-length"] ?? 0);
      if (keep && declared > request.maxBytes)
        return settle(
          refused("TRANSPORT_TOO_LARGE", href, declared, `a response has at most ${request.maxBytes} bytes`),
        );
      if (!keep) {
        clearTimeout(deadline);
        outgoing.on("error", () => undefined);
        response.destroy();
        return done({ href: url.href, status, headers: response.headers, body: new Uint8Array(0) });
      }
      readBody(response, href, request.maxBytes).then((body) => {
        clearTimeout(deadline);
        done({ href: url.href, status, headers: response.headers, body });
      }, settle);
    });
    outgoing.end(request.body);
  });
};

const followRedirects = async (
  href: string,
  request: HttpRequest,
  policy: ScenePolicy,
  signal?: AbortSignal,
): Promise<HttpResponse> => {
  let url = new URL(href);
  for (let hops = 0; hops <= policy.maxRedirects; hops += 1) {
    checkUrl(url, policy);
    const response = await requestOnce(url, request, policy, signal);
    if (!REDIRECTS.has(response.status)) return response;
    const location = response.headers.location;
    if (location === undefined || !URL.canParse(location, url))
      throw refused("TRANSPORT_REDIRECT", publicHref(href), location, "a redirect says where to");
    const next = new URL(location, url);
    if (url.protocol === "https:" && next.protocol === "http:")
      throw refused("TRANSPORT_REDIRECT", publicHref(href), next.origin, "a redirect does not leave https for http");
    if (request.method === "POST" && response.status < 307)
      throw refused(
        "TRANSPORT_REDIRECT",
        publicHref(href),
        response.status,
        "a search is redirected by 307 or 308 only",
      );
    url = next;
  }
  throw refused("TRANSPORT_REDIRECT", publicHref(href), policy.maxRedirects, "redirects end within maxRedirects");
};

const retryable = (error: unknown): boolean =>
  error instanceof SixfoldError &&
  (error.code === "TRANSPORT_TRUNCATED_RESPONSE" ||
    (error.code === "TRANSPORT_CONNECTION" && BROKEN.has(String(error.value))));

/**
 * A bounded HTTP request: size, time, silence, redirects and retries are limited, and it reaches public hosts only.
 *
 * @throws SixfoldError TRANSPORT_SCHEME, TRANSPORT_PRIVATE_ADDRESS, TRANSPORT_CREDENTIALS, TRANSPORT_REDIRECT, TRANSPORT_TOO_LARGE,
 * TRANSPORT_ENCODING, TRANSPORT_TIMEOUT, TRANSPORT_STALLED, TRANSPORT_CONNECTION, TRANSPORT_TRUNCATED_RESPONSE, TRANSPORT_HTTP_STATUS
 */
export const httpRequest = async (
  href: string,
  request: HttpRequest,
  policy: ScenePolicy,
  signal?: AbortSignal,
): Promise<HttpResponse> => {
  for (let attempt = 0; ; attempt += 1) {
    const last = attempt >= policy.retries;
    let response: HttpResponse | undefined;
    try {
      response = await followRedirects(href, request, policy, signal);
    } catch (error) {
      if (last || signal?.aborted === true || !retryable(error)) throw error;
    }
    if (response !== undefined) {
      if (request.accept.includes(response.status)) return response;
      if (last || (response.status !== 429 && response.status < 500)) {
        throw unreachable(
          HTTP_STATUS,
          publicHref(href),
          response.status,
          `the archive answers ${request.accept.join(" or ")}`,
        );
      }
    }
    await delay(policy.retryDelayMs * 2 ** attempt, undefined, signal === undefined ? {} : { signal });
  }
};
