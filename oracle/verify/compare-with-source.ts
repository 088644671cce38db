import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { againstSource } from "../pipeline/against-source.ts";
import { portableTransport } from "../core/evidence/portable-href.ts";
import { defaultPolicy } from "../transport/policy.ts";
import { transportFor } from "../transport/transport-for.ts";
import { holds } from "./checks.ts";
import type { CompareWithSource } from "./verify-bundle.ts";

/**
 * Fetches every recorded byte range again from the archive and compares it with the bundle's.
 * @param catalogue folder of a local catalogue, for bundles made from one.
 * @param allowHosts hosts that may resolve to private addresses.
 * @param signHref signs what an archive serves to no one else; what it adds is not recorded.
 */
export const compareWithSource =
  ({
    catalogue,
    allowHosts,
    signHref,
  }: {
    readonly catalogue: string | undefined;
    readonly allowHosts: readonly string[];
    readonly signHref: (href: string) => string;
  }): CompareWithSource =>
  async (files) => {
    const folder = catalogue === undefined ? undefined : resolve(catalogue);
    const policy = {
      ...defaultPolicy,
      allowPrivateHosts: allowHosts,
      signHref,
      ...(folder === undefined ? {} : { fileRoot: folder }),
    };
    const href = folder === undefined ? undefined : `${pathToFileURL(folder).href}/`;
    const { checks } = await againstSource(files, portableTransport(transportFor(policy), href));
    const changed = checks.filter(({ ok }) => !ok);
    return [
      holds(
        "recorded bytes are the archive's",
        changed.length === 0,
        `${checks.length - changed.length} of ${checks.length} sizes and ranges`,
      ),
      ...changed.map(({ name, expected, actual }) => holds(name, false, `${actual}, recorded ${expected}`)),
    ];
  };
