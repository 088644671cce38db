import { once } from "node:events";

import type { Response } from "express";
import * as z from "zod";

import { pause } from "../indexer/pause.ts";
import { START, endOfState, heardOf } from "./heard.ts";
import type { Heard } from "./heard.ts";
import { streamRoute } from "./route.ts";
import type { Stream } from "./route.ts";
import { withSnapshot } from "./snapshot.ts";

const HEARTBEAT_MS = 15_000;

/** A client that reads slowly is waited for, by nobody but itself. */
const write = async (response: Response, text: string): Promise<void> => {
  if (!response.write(text)) await Promise.race([once(response, "drain"), once(response, "close")]);
};

/** Tells a client what follows a place, until it leaves or the server stops: then the stream ends. */
const tell = async (first: Heard, project: string | undefined, { response, feed, follower }: Stream): Promise<void> => {
  const over = new AbortController();
  const end = (): void => over.abort();
  response.once("close", end);
  follower.stopped.addEventListener("abort", end, { once: true, signal: over.signal });
  if (follower.stopped.aborted) end();
  for (let heard = first; !over.signal.aborted;) {
    // Made before the look: what moves during it is looked at next.
    const moved = new AbortController();
    const unlisten = follower.onMove(() => moved.abort());
    try {
      const { text, upTo, more } = await feed.after(heard, project);
      if (!response.headersSent)
        response.status(200).set({ "Content-Type": "text/event-stream", "X-Accel-Buffering": "no" }).flushHeaders();
      if (text !== "") await write(response, text);
      heard = upTo;
      if (more) continue;
      await pause(HEARTBEAT_MS, AbortSignal.any([over.signal, moved.signal]));
      if (!moved.signal.aborted && !over.signal.aborted) await write(response, ": still here\n\n");
    } finally {
      unlisten();
    }
  }
  response.end();
};

/** Every log of the registry as it comes, in order, each once, and what reorganisations take back. */
export const eventsRoute = streamRoute({
  path: "/v1/events",
  tag: "events",
  summary: "Everything that happens, as server-sent events",
  description:
    "Each event is a log of the registry's contracts, named as in their ABI. Send `Last-Event-ID` to go on where a " +
    "connection broke off. An event `reorganised` takes back all that was told of blocks behind its `afterBlock`.",
  query: z.strictObject({
    from: z.enum(["now", "start"]).optional().meta({ description: "Where to begin without Last-Event-ID" }),
    project: z
      .string()
      .regex(/^\d{1,20}$/, "a project's number")
      .optional(),
  }),
  answer: z.string(),
  media: "text/event-stream",
  open: async ({ query: { from = "now", project } }, stream) => {
    const leave = stream.feed.join();
    try {
      const id = stream.request.get("last-event-id");
      const first =
        id !== undefined ? heardOf(id) : from === "start" ? START : await withSnapshot(stream.db, ({ head }) => Promise.resolve(endOfState(head))); // prettier-ignore
      await tell(first, project, stream);
    } finally {
      leave();
    }
  },
});
