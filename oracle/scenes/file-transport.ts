import { constants, open, realpath } from "node:fs/promises";
import { relative, isAbsolute, sep } from "node:path";
import { fileURLToPath } from "node:url";

import { SceneError } from "../errors.ts";
import { refused } from "./scene-error.ts";
import type { ByteRange, Transport } from "./types.ts";

const pathOf = (href: string): string => {
  if (!href.startsWith("file:")) throw refused("SCHEME", "href", href, "a file transport reads file: hrefs");
  try {
    return fileURLToPath(href);
  } catch (cause) {
    throw refused("SCHEME", "href", href, "a file: href is an absolute local path", cause);
  }
};

/** The real path, links followed, if it lies in the root. */
const inside = async (href: string, root: Promise<string>): Promise<string> => {
  const [real, realRoot] = await Promise.all([realpath(pathOf(href)), root]).catch((cause: unknown) => {
    if (cause instanceof SceneError) throw cause;
    throw refused("NOT_FOUND", "href", href, "the file exists", cause);
  });
  const way = relative(realRoot, real);
  if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) {
    throw refused("OUTSIDE_ROOT", "href", href, "files lie in the catalogue's folder, also after links are followed");
  }
  return real;
};

/**
 * Files below one folder, by `file:` href. No `..` and no link leads out of it.
 *
 * @throws SceneError SCENE_SCHEME, SCENE_NOT_FOUND, SCENE_OUTSIDE_ROOT, SCENE_RANGE, SCENE_CHANGED
 */
export const fileTransport = (rootDir: string): Transport => {
  let root: Promise<string> | undefined;
  const paths = new Map<string, Promise<string>>();

  /** Looked up once a file: it is asked for again with every range. */
  const pathInside = (href: string): Promise<string> => {
    const known = paths.get(href);
    if (known !== undefined) return known;
    const path = inside(href, (root ??= realpath(rootDir)));
    paths.set(href, path);
    path.catch(() => {
      root = undefined;
      paths.delete(href);
    });
    return path;
  };

  const withFile = async <T>(
    href: string,
    use: (handle: Awaited<ReturnType<typeof open>>, size: number) => Promise<T>,
  ): Promise<T> => {
    const path = await pathInside(href);
    const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch((cause: unknown) => {
      throw refused("NOT_FOUND", "href", href, "the file exists", cause);
    });
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) throw refused("NOT_FOUND", "href", href, "an href names a file");
      return await use(handle, stats.size);
    } catch (cause) {
      if (cause instanceof SceneError) throw cause;
      throw refused("READ", "href", href, "the file can be read", cause);
    } finally {
      await handle.close();
    }
  };
  return {
    head: (href) => withFile(href, async (_, size) => ({ size })),
    read: (href, { start, end }: ByteRange) =>
      withFile(href, async (handle, size) => {
        if (start < 0 || end <= start || end > size)
          throw refused("RANGE", href, { start, end, size }, "a range lies inside the file and is not empty");
        const bytes = new Uint8Array(end - start);
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
        if (bytesRead !== bytes.length)
          throw refused("CHANGED", href, bytesRead, "a file stays the same while it is read");
        return bytes;
      }),
  };
};
