import { readFile, stat } from "node:fs/promises";

/** What is wrong with a document that is to be JSON, as an error that can be thrown. */
export type Refuse = (value: unknown, rule: string, cause?: unknown) => Error;

/** A document of more is a mistake: the largest boundary that parses is far smaller. */
const LARGEST_JSON_BYTES = 64 * 1024 ** 2;

const requireSize = (bytes: number, refuse: Refuse): void => {
  if (bytes > LARGEST_JSON_BYTES) throw refuse(bytes, `must be at most ${LARGEST_JSON_BYTES} bytes`);
};

/**
 * JSON in UTF-8 (RFC 8259), with or without a byte order mark.
 *
 * @throws what `refuse` makes of too many bytes, of another encoding and of text that is not JSON
 */
export const jsonOf = (bytes: Uint8Array, refuse: Refuse): unknown => {
  requireSize(bytes.length, refuse);
  let text: string;
  try {
    // Unless it is told to keep it, the decoder drops a byte order mark.
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw refuse("bytes of another encoding", "must be JSON in UTF-8", cause);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refuse((cause as Error).message, "must be JSON", cause);
  }
};

/**
 * The JSON of a file.
 *
 * @throws what `refuse` makes of a file that can not be read, and of `jsonOf`
 */
export const readJsonFile = async (path: string, refuse: Refuse): Promise<unknown> => {
  const unreadable = (cause: NodeJS.ErrnoException): never => {
    throw refuse(cause.code ?? "unknown", "must be a readable file", cause);
  };
  // A huge file is refused without being read.
  requireSize((await stat(path).catch(unreadable)).size, refuse);
  return jsonOf(await readFile(path).catch(unreadable), refuse);
};
