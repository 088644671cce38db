import { isIP } from "node:net";

import { isPrivateAddress } from "./private-address.ts";
import { publicHref } from "../core/scenes/public-href.ts";

/** A query string that lets files of one host be read: an Azure SAS token or a pre-signed query. */
export type AssetToken = { readonly host: string; readonly token: string };

/** Whether a token is one whose every part is known as a signature, and so never gets into evidence or an error. */
export const isAssetToken = (token: string): boolean =>
  token !== "" && publicHref(`https://host.invalid/file?${token}`) === "https://host.invalid/file";

/**
 * Adds each token to hrefs of its own host and to no others: a catalogue may name any host. Nothing is sent in clear
 * over a public network.
 */
export const signWith =
  (tokens: readonly AssetToken[]): ((href: string) => string) =>
  (href) => {
    const url = new URL(href);
    const found = tokens.find(({ host }) => host === url.hostname);
    const stays = isIP(url.hostname) !== 0 && isPrivateAddress(url.hostname);
    if (found === undefined || !(url.protocol === "https:" || stays)) return href;
    url.search = url.search === "" ? found.token : `${url.search}&${found.token}`;
    return url.href;
  };
