import type { Request, Response } from "express";
import * as z from "zod";

import type { Follower } from "../indexer/follow.ts";
import type { Db } from "../store/schema.ts";
import type { Feed } from "./feed.ts";
import type { Snapshot, Surroundings } from "./snapshot.ts";

/** What a request gave, each part as its schema makes it. */
type Given<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
};

type Described<P, Q, B, A> = {
  readonly method: "get" | "post";
  /** As OpenAPI writes it: `/v1/projects/{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The answer as JSON. */
  readonly answer: A;
  /** JSON, or a kind of it. */
  readonly media: string;
  /** Media types that it is answered in beside that. */
  readonly otherMedia: readonly string[];
};

/** What there is beside one state. */
export type Everything = Surroundings & { readonly db: Db; readonly follower: Follower; readonly feed: Feed };

/** What a question about this moment is asked of. */
export type Asked = Everything & {
  /** Where this server is, as whoever asks sees it: for addresses that programs must be able to follow from anywhere. */
  readonly origin: string;
};

/** What a stream is made of. */
export type Stream = Everything & { readonly request: Request; readonly response: Response };

/** How a route is answered. */
type Answering<G> =
  /** From one state of the registry: the same question and state have the same answer. */
  | { readonly from: "state"; readonly find: (given: G, snapshot: Snapshot, around: Surroundings) => Promise<unknown> }
  /** From the chain, or the process, as it is at this moment. */
  | { readonly from: "now"; readonly ask: (given: G, around: Asked) => Promise<unknown> }
  /** Bit by bit, for as long as the client stays. */
  | { readonly from: "stream"; readonly open: (given: G, stream: Stream) => Promise<void> };

/** One operation of the API: what it takes, what it answers and how. The OpenAPI document is made of it. */
export type Route = Described<z.ZodType, z.ZodType, z.ZodType | undefined, z.ZodType> & Answering<never>;

const nothing = z.strictObject({});
const USUAL = { method: "get", params: nothing, query: nothing, body: undefined, media: "application/json", otherMedia: [] } as const; // prettier-ignore

/** An answer that is not JSON. */
export type Sent = {
  readonly media: string;
  /** Bytes are sent in parts to whoever asks for parts. */
  readonly content: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where the rest is, if this is not all. */
  readonly next?: string | null;
};

const isSent = (answer: unknown): answer is Sent =>
  typeof answer === "object" && answer !== null && "media" in answer && "content" in answer;

type Common<P, Q, A> = {
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: P;
  readonly query?: Q;
  readonly answer: A;
  readonly media?: string;
  readonly otherMedia?: readonly string[];
};
type None = typeof nothing;

/** A question about the registry's state by GET. */
export const stateRoute = <A extends z.ZodType, P extends z.ZodType = None, Q extends z.ZodType = None>({
  find,
  ...described
}: Common<P, Q, A> & {
  readonly find: (
    given: Given<P, Q, z.ZodUndefined>,
    snapshot: Snapshot,
    around: Surroundings,
  ) => Promise<z.input<A> | Sent>;
}): Route => ({ ...USUAL, ...described, from: "state", find }) as Route;

/** A question about the registry's state that needs a body. */
export const stateQuestion = <A extends z.ZodType, B extends z.ZodType, Q extends z.ZodType = None>({
  find,
  ...described
}: Common<None, Q, A> & {
  readonly body: B;
  readonly find: (given: Given<None, Q, B>, snapshot: Snapshot, around: Surroundings) => Promise<z.input<A> | Sent>;
}): Route => ({ ...USUAL, method: "post", ...described, from: "state", find }) as Route;

/** A question about this moment by GET: nothing of its answer is kept. */
export const nowRoute = <A extends z.ZodType, P extends z.ZodType = None, Q extends z.ZodType = None>({
  ask,
  ...described
}: Common<P, Q, A> & {
  readonly ask: (given: Given<P, Q, z.ZodUndefined>, around: Asked) => Promise<z.input<A> | Sent>;
}): Route => ({ ...USUAL, ...described, from: "now", ask }) as Route;

/** A question about this moment that needs a body. */
export const nowQuestion = <A extends z.ZodType, B extends z.ZodType>({
  ask,
  ...described
}: Common<None, None, A> & {
  readonly body: B;
  readonly ask: (given: Given<None, None, B>, around: Asked) => Promise<z.input<A> | Sent>;
}): Route => ({ ...USUAL, method: "post", ...described, from: "now", ask }) as Route;

/** What goes on being told by GET. */
export const streamRoute = <Q extends z.ZodType>({
  open,
  ...described
}: Common<None, Q, z.ZodString> & {
  readonly media: string;
  readonly open: (given: Given<None, Q, z.ZodUndefined>, stream: Stream) => Promise<void>;
}): Route => ({ ...USUAL, ...described, from: "stream", open }) as Route;

/** What a route answered, as it is sent. */
export const sentOf = ({ media }: Route, answer: unknown): Sent =>
  isSent(answer) ? answer : { media, content: JSON.stringify(answer) };
