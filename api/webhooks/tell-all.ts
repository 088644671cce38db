import type { Delivered, Message } from "./deliver.ts";
import type { Heard } from "./hear.ts";
import type { Subscriber } from "./subscriber.ts";

/** Messages under way at a time: behind them reading waits, so that nothing is lost and memory is bounded. */
const MOST_UNDER_WAY = 1_000;

/** `AlertOpened` as Standard Webhooks names types: `alert.opened`. */
export const typeOf = (event: string): string => event.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ".").toLowerCase();

/** What is sent of an event. Its id is the stream's, so whoever gets a message twice can tell. */
export const messageOf = ({ id, event, data }: Heard): Message => {
  const told = JSON.parse(data) as { readonly time?: string };
  return {
    id: `evt_${id}`,
    body: JSON.stringify({
      type: typeOf(event),
      ...(told.time === undefined ? {} : { timestamp: told.time }),
      data: told,
    }),
  };
};

type Told = {
  readonly subscribers: readonly Subscriber[];
  readonly deliver: (subscriber: Subscriber, message: Message) => Promise<Delivered>;
  /** Called with the id of an event once it and all before it are settled: from there on is where to begin again. */
  readonly settled: (id: string) => void;
  /** Called when a delivery was broken off, as by being stopped. */
  readonly broken: (why: unknown) => void;
  /** Called when a message came to nothing. */
  readonly lost: (subscriber: Subscriber, message: Message, how: Delivered) => void;
};

/**
 * Tells each event to whoever wants it. Deliveries do not wait for each other; what is settled is told in order. A
 * subscriber that says it is gone is told no more. A reorganisation, which takes events back, is told to all.
 */
export const tellAll = async (
  events: AsyncIterable<Heard>,
  { subscribers, deliver, settled, lost, broken }: Told,
): Promise<void> => {
  const gone = new Set<Subscriber>();
  const underWay = new Set<Promise<void>>();
  /** Events in order, with how many deliveries each still waits for. */
  const waiting: { readonly id: string; left: number }[] = [];
  const settle = (): void => {
    let last: string | undefined;
    while (waiting[0]?.left === 0) last = waiting.shift()!.id;
    if (last !== undefined) settled(last);
  };
  for await (const heard of events) {
    const { projectId = null } = JSON.parse(heard.data) as { readonly projectId?: string | null };
    const wanted = subscribers.filter(
      (each) => !gone.has(each) && (heard.event === "reorganised" || each.wants(heard.event, projectId)),
    );
    const entry = { id: heard.id, left: wanted.length };
    waiting.push(entry);
    const message = messageOf(heard);
    for (const subscriber of wanted) {
      const task = deliver(subscriber, message)
        .then((how) => {
          if (how === "gone") gone.add(subscriber);
          if (how !== "delivered") lost(subscriber, message, how);
          entry.left -= 1;
          settle();
        })
        // Broken off, it is not settled: whoever begins again tells it again.
        .catch(broken)
        .finally(() => underWay.delete(task));
      underWay.add(task);
    }
    settle();
    while (underWay.size >= MOST_UNDER_WAY) await Promise.race(underWay);
  }
  await Promise.all(underWay);
};
