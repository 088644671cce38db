import { fileTransport } from "./file-transport.ts";
import { httpTransport } from "./http-transport.ts";
import type { ScenePolicy } from "./policy.ts";
import { refused } from "../core/errors.ts";
import type { Transport } from "../core/scenes/types.ts";

/**
 * The transport for any href the policy allows: http, https, and file where `fileRoot` is set. That a remote catalogue
 * does not lead to files is decided where its hrefs are resolved (`resolveHref`).
 *
 * @throws SixfoldError TRANSPORT_SCHEME on s3: and others: an archive's s3 assets have https twins, or need an account.
 */
export const transportFor = (policy: ScenePolicy): Transport => {
  const http = httpTransport(policy);
  const file = policy.fileRoot === undefined ? undefined : fileTransport(policy.fileRoot);
  const pick = (href: string): Transport => {
    if (/^https?:/i.test(href)) return http;
    if (/^file:/i.test(href) && file !== undefined) return file;
    throw refused(
      "TRANSPORT_SCHEME",
      "href",
      href,
      file === undefined
        ? "scenes are read over http or https"
        : "scenes are read over http, https or from the catalogue's folder",
    );
  };
  return {
    head: async (href, signal) => pick(href).head(href, signal),
    read: async (href, range, signal) => pick(href).read(href, range, signal),
  };
};
