import type { FileHandle } from "node:fs/promises";

/** A file that nobody has read from for so long is closed. */
const IDLE_MS = 1000;
/** Files kept open at the most while nobody reads from them: far below what a process may open. */
const MOST_IDLE = 64;

/** With its size when it was opened. A file that another one takes the place of is read as it was, while it is open. */
export type OpenFile = { readonly handle: FileHandle; readonly size: number };

type Kept = { readonly file: Promise<OpenFile>; readers: number; timer?: NodeJS.Timeout };

/**
 * Keeps files open between reads, since opening one costs as much as reading a block from it.
 *
 * @param open what opens a file by name; a failure is not remembered.
 * @returns what lends the open file of a name to `use`.
 */
export const openFiles = (
  open: (name: string) => Promise<OpenFile>,
): (<T>(name: string, use: (file: OpenFile) => Promise<T>) => Promise<T>) => {
  const files = new Map<string, Kept>();
  /** Names of those that nobody reads from, the longest so first. */
  const idle = new Set<string>();

  const close = (name: string): void => {
    const kept = files.get(name);
    files.delete(name);
    idle.delete(name);
    clearTimeout(kept?.timer);
    // What was read is read: a file that can not be closed is lost to this process and to nobody else.
    kept?.file.then(({ handle }) => handle.close()).catch(() => undefined);
  };

  const lend = (name: string): Kept => {
    const kept: Kept = files.get(name) ?? { file: open(name), readers: 0 };
    files.set(name, kept);
    idle.delete(name);
    clearTimeout(kept.timer);
    kept.readers += 1;
    return kept;
  };

  const giveBack = (name: string, kept: Kept): void => {
    kept.readers -= 1;
    if (kept.readers > 0 || files.get(name) !== kept) return;
    idle.add(name);
    kept.timer = setTimeout(() => close(name), IDLE_MS).unref();
    const [longest] = idle;
    if (idle.size > MOST_IDLE && longest !== undefined) close(longest);
  };

  return async (name, use) => {
    const kept = lend(name);
    try {
      return await use(await kept.file);
    } catch (error) {
      if (files.get(name) === kept && kept.readers === 1) close(name);
      throw error;
    } finally {
      giveBack(name, kept);
    }
  };
};
