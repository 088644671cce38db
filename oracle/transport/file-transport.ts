import { constants, open, realpath } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { relative, isAbsolute, sep } from "node:path";
import { fileURLToPath } from "node:url";

import { openFiles } from "./open-files.ts";
import type { OpenFile } from "./open-files.ts";
import { refused } from "../core/errors.ts";
import type { ByteRange, Transport } from "../core/scenes/types.ts";

const pathOf = (href: string): string => {
  if (!href.startsWith("file:")) throw refused("TRANSPORT_SCHEME", "href", href, "a file transport reads file: hrefs");
  try {
    return fileURLToPath(href);
  } catch (cause) {
    throw refused("TRANSPORT_SCHEME", "href", href, "a file: href is an absolute local path", cause);
  }
};

/** The real path, links followed, if it lies in the root. */
const inside = async (href: string, root: string): Promise<string> => {
  const path = pathOf(href);
  const [real, realRoot] = await Promise.all([realpath(path), realpath(root)]).catch((cause: unknown) => {
    throw refused("TRANSPORT_NOT_FOUND", "href", href, "the file exists", cause);
  });
  const way = relative(realRoot, real);
  if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) {
    throw refused(
      "TRANSPORT_OUTSIDE_ROOT",
      "href",
      href,
      "files lie in the catalogue's folder, also after links are followed",
    );
  }
  return real;
};

const unreadable =
  (href: string) =>
  (cause: unknown): never => {
    throw refused("TRANSPORT_READ", "href", href, "the file can be read", cause);
  };

/** Of an open file, as it is now. */
const sizeOf = async (href: string, handle: FileHandle): Promise<number> => {
  const stats = await handle.stat().catch(unreadable(href));
  if (stats.isFile()) return stats.size;
  throw refused("TRANSPORT_NOT_FOUND", "href", href, "an href names a file");
};

/**
 * Files below one folder, by `file:` href. No `..` and no link leads out of it.
 *
 * @throws SixfoldError TRANSPORT_SCHEME, TRANSPORT_NOT_FOUND, TRANSPORT_OUTSIDE_ROOT, TRANSPORT_RANGE, TRANSPORT_READ, TRANSPORT_CHANGED
 */
export const fileTransport = (rootDir: string): Transport => {
  const openInside = async (href: string): Promise<OpenFile> => {
    const path = await inside(href, rootDir);
    const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch((cause: unknown) => {
      throw refused("TRANSPORT_NOT_FOUND", "href", href, "the file exists", cause);
    });
    try {
      return { handle, size: await sizeOf(href, handle) };
    } catch (error) {
      await handle.close();
      throw error;
    }
  };
  const lend = openFiles(openInside);
  return {
    head: (href) => lend(href, async ({ handle }) => ({ size: await sizeOf(href, handle) })),
    read: (href, { start, end }: ByteRange) =>
      lend(href, async ({ handle, size }) => {
        const isInside = (most: number): boolean => start >= 0 && end > start && end <= most;
        // The file may have grown since it was opened.
        if (!isInside(size) && !isInside(await sizeOf(href, handle)))
          throw refused("TRANSPORT_RANGE", href, { start, end, size }, "a range lies inside the file and is not empty");
        const bytes = new Uint8Array(end - start);
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, start).catch(unreadable(href));
        if (bytesRead !== bytes.length)
          throw refused("TRANSPORT_CHANGED", href, bytesRead, "a file stays the same while it is read");
        return bytes;
      }),
  };
};
