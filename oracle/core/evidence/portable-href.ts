import type { Transport } from "../scenes/types.ts";

/**
 * Files beside a local catalogue are named by their place in it, not by where the catalogue lies on this machine:
 * `catalogue:///2024/a.tif`. So a bundle has one CID wherever it is made, and says nothing of the machine.
 */
const SCHEME = "catalogue:///";

/**
 * @param href absolute
 * @param catalogueHref `file:` href of the catalogue's folder, ending in a slash; undefined for a remote catalogue
 */
export const portableHref = (href: string, catalogueHref: string | undefined): string =>
  catalogueHref !== undefined && href.startsWith(catalogueHref) ? SCHEME + href.slice(catalogueHref.length) : href;

/** Reads portable hrefs from a catalogue's folder, and all others as they are. */
export const portableTransport = (inner: Transport, catalogueHref: string | undefined): Transport => {
  const local = (href: string): string =>
    catalogueHref !== undefined && href.startsWith(SCHEME) ? catalogueHref + href.slice(SCHEME.length) : href;
  return {
    head: (href, signal) => inner.head(local(href), signal),
    read: (href, range, signal) => inner.read(local(href), range, signal),
  };
};
