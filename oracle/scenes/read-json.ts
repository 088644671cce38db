import { httpRequest } from "../transport/http-request.ts";
import type { ScenePolicy } from "../transport/policy.ts";
import { publicHref } from "../core/scenes/public-href.ts";
import { refused } from "../core/errors.ts";
import type { Transport } from "../core/scenes/types.ts";

export type JsonSource = { readonly policy: ScenePolicy; readonly transport: Transport; readonly signal?: AbortSignal };

/** A JSON document and where it really came from: relative hrefs in it resolve against that. */
export type JsonDocument = { readonly href: string; readonly json: unknown };

const parse = (bytes: Uint8Array, href: string): JsonDocument => {
  try {
    return { href, json: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch (cause) {
    throw refused(
      "SCENE_JSON",
      publicHref(href),
      new TextDecoder().decode(bytes.subarray(0, 80)),
      "a catalogue document is JSON in UTF-8",
      cause,
    );
  }
};

/**
 * A JSON document of at most `policy.maxJsonBytes`, by http(s) GET, POST where a body is given, or through the
 * transport for other schemes.
 *
 * @throws SixfoldError SCENE_JSON, SCENE_TOO_LARGE and what the transport or `httpRequest` throws
 */
export const readJson = async (
  href: string,
  { policy, transport, signal }: JsonSource,
  body?: unknown,
): Promise<JsonDocument> => {
  if (/^https?:/i.test(href)) {
    const accept = { accept: "application/geo+json, application/json" };
    const request =
      body === undefined
        ? ({ method: "GET", headers: accept } as const)
        : ({
            method: "POST",
            headers: { ...accept, "content-type": "application/json" },
            body: JSON.stringify(body),
          } as const);
    const response = await httpRequest(
      href,
      { ...request, maxBytes: policy.maxJsonBytes, accept: [200] },
      policy,
      signal,
    );
    return parse(response.body, response.href);
  }
  const { size } = await transport.head(href, signal);
  if (size > policy.maxJsonBytes)
    throw refused("SCENE_TOO_LARGE", href, size, `a catalogue document has at most ${policy.maxJsonBytes} bytes`);
  if (size === 0) throw refused("SCENE_JSON", href, "", "a catalogue document is JSON in UTF-8");
  return parse(await transport.read(href, { start: 0, end: size }, signal), href);
};
