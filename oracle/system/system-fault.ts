import type { Failure } from "../core/errors.ts";

/** What Node throws when the operating system refuses: a name such as ENOENT, the call, and the path if it has one. */
type SystemError = Error & { readonly code: string; readonly syscall: string; readonly path?: string };

/** Whether the operating system refused, rather than Sixfold failed. */
export const isSystemError = (error: unknown): error is SystemError => {
  const { code, syscall } = (error ?? {}) as { readonly code?: unknown; readonly syscall?: unknown };
  return error instanceof Error && typeof code === "string" && typeof syscall === "string";
};

type Fault = { readonly failure: Failure; readonly rule: string };

/** What the caller can mend by naming something else, or by changing what is there: errno(3). */
const NAMED_WRONGLY: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  ENOTDIR: "a file stands where a folder is needed",
  EEXIST: "something else stands there already",
  EISDIR: "a folder stands where a file is needed",
  ENOTEMPTY: "the folder there is not empty",
  EACCES: "this user may not do that there",
  EPERM: "this user may not do that there",
  EROFS: "the file system there is read-only",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "the links there lead in a circle",
  EADDRNOTAVAIL: "the address is not one of this machine",
};

/** What is for the machine, the disk or the network to mend. */
const OUT_OF_ORDER: Readonly<Record<string, string>> = {
  ENOSPC: "there is no space left on the disk",
  EDQUOT: "this user's share of the disk is used up",
  EFBIG: "the file system takes no file as large as that",
  EMFILE: "this process has as many files open as it may",
  ENFILE: "this machine has as many files open as it may",
  EADDRINUSE: "another process listens there already",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the other side broke the connection off",
  ENOTFOUND: "no such host",
  EAI_AGAIN: "the name of the host can not be looked up now",
  ETIMEDOUT: "there was no answer in time",
  EHOSTUNREACH: "no way leads to the host",
  ENETUNREACH: "no way leads to the host",
};

/** The name the system gave to what went wrong, from the innermost cause that has one; else the innermost message. */
export const reasonOf = (error: unknown): string => {
  let name: string | undefined;
  let message = String(error);
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { readonly code?: unknown };
    if (typeof code === "string") name = code;
    message = cause.message;
  }
  // A message may quote a URL with its user name and password.
  return name ?? withoutSecrets(message);
};

/** Whose turn it is after the system refused, and why it did, in words with the system's own name for it. */
export const faultOf = (error: unknown): Fault => {
  const reason = reasonOf(error);
  const mine = NAMED_WRONGLY[reason];
  if (mine !== undefined) return { failure: "usage", rule: `${mine} (${reason})` };
  const theirs = OUT_OF_ORDER[reason];
  return {
    failure: "infrastructure",
    rule: theirs === undefined ? `the system refused: ${reason}` : `${theirs} (${reason})`,
  };
};

/**
 * Scheme, host and port of a URL: all of it that may be shown. Providers of RPC endpoints put keys into user names,
 * paths and queries alike.
 */
export const endpointOf = (url: string): string => {
  if (!URL.canParse(url)) return "(no URL)";
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
};

/** Text with every URL in it cut to what may be shown. */
export const withoutSecrets = (text: string): string => text.replace(/[a-z][a-z0-9+.-]*:\/\/[^\s'"]+/gi, endpointOf);
