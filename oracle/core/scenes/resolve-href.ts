import { refused } from "../errors.ts";

const isRemote = (href: string): boolean => /^https?:/i.test(href);

/**
 * An absolute href, resolved against the document that states it.
 *
 * @throws SixfoldError SCENE_HREF where it can not be resolved; SCENE_REMOTE_TO_FILE where a document that came over
 * http(s) points at a local file.
 */
export const resolveHref = (href: string, base: string): string => {
  if (!URL.canParse(href, base))
    throw refused("SCENE_HREF", base, href, "an href is absolute, or relative to its document");
  const url = new URL(href, base);
  if (isRemote(base) && url.protocol === "file:") {
    throw refused("SCENE_REMOTE_TO_FILE", base, href, "a catalogue read over http never leads to local files");
  }
  return url.href;
};
