import { publicHref } from "../core/scenes/public-href.ts";
import { refused } from "../core/errors.ts";
import type { Recording, Transport } from "../core/scenes/types.ts";
import type { Shelf } from "./shelf.ts";

/**
 * Serves what was recorded and nothing else: the same analysis runs again without the archive (L13).
 *
 * @throws SixfoldError TRANSPORT_NOT_RECORDED on any other file or byte; TRANSPORT_RECORDING where a range's length lies.
 */
export const replayTransport = (recordings: readonly Recording[]): Transport => {
  const byHref = new Map(recordings.map((recording) => [publicHref(recording.href), recording]));
  for (const { href, head, ranges } of recordings) {
    for (const { start, end, stored } of ranges) {
      if (start < 0 || end > head.size || stored.size !== end - start) {
        throw refused(
          "TRANSPORT_RECORDING",
          href,
          { start, end, length: stored.size },
          "a recorded range holds exactly its bytes",
        );
      }
    }
  }
  const recordingOf = (href: string): Recording => {
    const recording = byHref.get(publicHref(href));
    if (recording === undefined)
      throw refused("TRANSPORT_NOT_RECORDED", "href", href, "only recorded files can be replayed");
    return recording;
  };
  return {
    head: async (href) => recordingOf(href).head,
    read: async (href, { start, end }) => {
      const range = recordingOf(href).ranges.find((candidate) => candidate.start <= start && end <= candidate.end);
      if (range === undefined || start >= end) {
        throw refused("TRANSPORT_NOT_RECORDED", href, { start, end }, "only recorded bytes can be replayed");
      }
      return range.stored.read({ start: start - range.start, end: end - range.start });
    },
  };
};

/** What is replayed is kept already: it is read again where it lies. */
export const replayShelf = ({ read }: Transport): Shelf => ({ write: () => Promise.resolve(), read });
