import { SixfoldError } from "../../../oracle/core/errors.ts";
import type { Problem } from "../../http/problem.ts";
import type { Deployment } from "../../resources/about.ts";

/** How sure an answer is: whether a reorganisation can still take it back. */
export type Answered<T> = {
  readonly value: T;
  readonly block: string;
  readonly isFinal: boolean;
};

export type Page<T> = { readonly items: readonly T[]; readonly next: string | null };

/** What the server refused, with its own words. */
const refusal = async (response: Response): Promise<SixfoldError> => {
  const problem: Partial<Problem> = await response.json().catch(() => ({}));
  return new SixfoldError({
    code: problem.code ?? "WEB_SERVER",
    failure: response.status >= 500 || response.status === 429 ? "infrastructure" : "usage",
    field: problem.field ?? "server",
    value: problem.value ?? response.status,
    rule: problem.rule ?? "the server answers",
  });
};

const fetched = async (path: string, init: RequestInit): Promise<Response> => {
  const response = await fetch(path, init).catch((cause: unknown) => {
    throw new SixfoldError({
      code: "WEB_OFFLINE",
      failure: "infrastructure",
      field: "server",
      value: path,
      rule: "the server can be reached",
      cause,
    });
  });
  if (!response.ok) throw await refusal(response);
  return response;
};

/** Asks the API. @throws SixfoldError with the code of `/v1/errors`; `WEB_OFFLINE`, `WEB_SERVER` */
export const askWhole = async <T>(path: string): Promise<Answered<T>> => {
  const response = await fetched(path, { headers: { accept: "application/json" } });
  return {
    value: (await response.json()) as T,
    block: response.headers.get("x-data-block")?.split(" ")[0] ?? "",
    isFinal: response.headers.get("x-data-finality") !== "pending",
  };
};

export const ask = async <T>(path: string): Promise<T> => (await askWhole<T>(path)).value;

/** Asks with a body; of this server, or of another where an address is whole. */
export const post = async <T>(path: string, body: unknown): Promise<T> => {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return (await (await fetched(path, init)).json()) as T;
};

/** All of a list that fits in so many items, and whether that was all. */
export const askList = async <T>(path: string, most = 200): Promise<Page<T>> =>
  ask<Page<T>>(`${path}${path.includes("?") ? "&" : "?"}limit=${most}`);

let known: Promise<Deployment> | undefined;

/** Chain and contracts that this page is about. */
export const deployment = (): Promise<Deployment> => (known ??= ask<Deployment>("/v1/deployment"));
