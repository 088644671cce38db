import type { IncomingHttpHeaders } from "node:http";

import { httpRequest } from "./http-request.ts";
import type { HttpResponse } from "./http-request.ts";
import type { ScenePolicy } from "./policy.ts";
import { publicHref } from "../core/scenes/public-href.ts";
import { refused } from "../core/errors.ts";
import type { AssetHead, ByteRange, Transport } from "../core/scenes/types.ts";

const CONTENT_RANGE = /^bytes (\d+)-(\d+)\/(\d+)$/;

/** A file as first seen; `whole` where the server sent all of it instead of a range. */
type Seen = { readonly head: AssetHead; readonly whole?: Uint8Array };

const headOf = (size: number, headers: IncomingHttpHeaders): AssetHead => ({
  size,
  ...(headers.etag === undefined ? {} : { etag: headers.etag }),
  ...(headers["last-modified"] === undefined ? {} : { lastModified: headers["last-modified"] }),
});

/** Holds a 206 against what was asked (RFC 9110, sections 14.4 and 15.3.7). */
const partOf = (response: HttpResponse, range: ByteRange, name: string): Seen => {
  const stated = String(response.headers["content-range"] ?? "");
  const match = CONTENT_RANGE.exec(stated);
  const [start, last, size] = (match ?? []).slice(1).map(Number);
  const end = Math.min(range.end, size ?? 0);
  if (match === null || start !== range.start || last !== end - 1 || response.body.length !== end - range.start) {
    throw refused(
      "TRANSPORT_RANGE_RESPONSE",
      name,
      { asked: range, stated, length: response.body.length },
      "a 206 carries exactly the range asked for",
    );
  }
  return { head: headOf(size ?? 0, response.headers) };
};

const checkUnchanged = (name: string, first: AssetHead, now: AssetHead): void => {
  if (first.size !== now.size || first.etag !== now.etag || first.lastModified !== now.lastModified) {
    throw refused(
      "TRANSPORT_CHANGED",
      name,
      { first, now },
      "a file stays the same while it is read: size, ETag and Last-Modified",
    );
  }
};

/**
 * Files over HTTP range requests. A server that ignores Range is tolerated up to `maxWholeFileBytes`. The first answer's
 * size and validators hold for all later ones.
 *
 * @throws SixfoldError TRANSPORT_RANGE_RESPONSE, TRANSPORT_CHANGED, TRANSPORT_EMPTY and what `httpRequest` throws
 */
export const httpTransport = (policy: ScenePolicy): Transport => {
  const files = new Map<string, Promise<Seen>>();

  const fetchRange = async (
    href: string,
    range: ByteRange,
    signal?: AbortSignal,
  ): Promise<Seen & { readonly body: Uint8Array }> => {
    const name = publicHref(href);
    const response = await httpRequest(
      policy.signHref?.(href) ?? href,
      {
        method: "GET",
        headers: { range: `bytes=${range.start}-${range.end - 1}` },
        maxBytes: Math.max(range.end - range.start, policy.maxWholeFileBytes),
        accept: [200, 206],
      },
      policy,
      signal,
    );
    if (response.status === 206) return { ...partOf(response, range, name), body: response.body };
    if (response.body.length > policy.maxWholeFileBytes) {
      throw refused(
        "TRANSPORT_TOO_LARGE",
        name,
        response.body.length,
        `a server that ignores Range sends at most ${policy.maxWholeFileBytes} bytes`,
      );
    }
    if (response.body.length === 0) throw refused("TRANSPORT_EMPTY", name, 0, "a file has bytes");
    const head = headOf(response.body.length, response.headers);
    return { head, whole: response.body, body: response.body.slice(range.start, range.end) };
  };

  const seen = (href: string, signal?: AbortSignal): Promise<Seen> => {
    const name = publicHref(href);
    const known = files.get(name);
    if (known !== undefined) return known;
    const first = fetchRange(href, { start: 0, end: 1 }, signal);
    files.set(name, first);
    first.catch(() => files.delete(name));
    return first;
  };

  return {
    head: async (href, signal) => (await seen(href, signal)).head,
    read: async (href, range, signal) => {
      const name = publicHref(href);
      const { head, whole } = await seen(href, signal);
      if (range.start < 0 || range.end <= range.start || range.end > head.size) {
        throw refused(
          "TRANSPORT_RANGE",
          name,
          { ...range, size: head.size },
          "a range lies inside the file and is not empty",
        );
      }
      if (whole !== undefined) return whole.slice(range.start, range.end);
      const now = await fetchRange(href, range, signal);
      checkUnchanged(name, head, now.head);
      return now.body;
    },
  };
};
