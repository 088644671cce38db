import { SixfoldError, unreachable } from "../../oracle/core/errors.ts";

/** An event of the API's stream. */
export type Heard = { readonly id: string; readonly event: string; readonly data: string };

const field = (text: string, name: string): string | undefined => new RegExp(`^${name}: (.*)$`, "m").exec(text)?.[1];

/** Longest event: a log with the longest arguments there are has some kilobytes. */
const MOST_CHARACTERS = 1_000_000;

/**
 * What an API tells, from behind an event on, for as long as the connection stands.
 * @param from id of the last event that was heard; from the beginning where there is none.
 * @throws SixfoldError `WEBHOOK_STREAM` (infrastructure) where the API does not answer, or no longer.
 */
async function* hearOnce(api: string, from: string | undefined, signal: AbortSignal): AsyncGenerator<Heard> {
  const headers = from === undefined ? {} : { "last-event-id": from };
  const response = await fetch(`${api}/v1/events?from=start`, { headers, signal }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw unreachable("WEBHOOK_STREAM", "api", api, "the API can be reached", cause);
  });
  if (!response.ok || response.body === null)
    throw unreachable("WEBHOOK_STREAM", "api", response.status, "the API tells its events");
  let text = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const parts = (text + chunk).split("\n\n");
    text = parts.pop()!;
    if (text.length > MOST_CHARACTERS)
      throw unreachable("WEBHOOK_STREAM", "api", text.length, `an event has at most ${MOST_CHARACTERS} characters`);
    for (const part of parts) {
      const [id, event, data] = [field(part, "id"), field(part, "event"), field(part, "data")];
      if (id !== undefined && event !== undefined && data !== undefined) yield { id, event, data };
    }
  }
}

/** Before the API is asked again, in seconds. */
const AGAIN_SECONDS = 5;

/**
 * What an API tells, from behind an event on, each once and in order, whatever becomes of connections; until it is stopped.
 * @param away told why the API can not be heard now.
 */
export async function* hear(
  api: string,
  from: string | undefined,
  {
    signal,
    wait,
    away,
  }: {
    readonly signal: AbortSignal;
    readonly wait: (seconds: number) => Promise<void>;
    readonly away: (why: Error) => void;
  },
): AsyncGenerator<Heard, never> {
  for (let last = from; ;) {
    try {
      for await (const heard of hearOnce(api, last, signal)) {
        yield heard;
        last = heard.id;
      }
    } catch (error) {
      signal.throwIfAborted();
      // A connection that breaks off in the middle is no typed error, and says no more than that.
      away(
        error instanceof SixfoldError
          ? error
          : unreachable("WEBHOOK_STREAM", "api", api, "the connection stands", error),
      );
    }
    await wait(AGAIN_SECONDS);
  }
}
