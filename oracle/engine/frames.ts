import type { Duplex } from "node:stream";
import { deserialize, serialize } from "node:v8";

import { empty } from "../core/empty.ts";

const LENGTH_BYTES = 4;

/** Structured values over a stream of bytes: each as its length, a big-endian uint32, and its serialisation. */
export type Frames<In, Out> = {
  readonly say: (message: Out) => void;
  /** Bytes in what is heard lie in a buffer of that message alone, which may be handed over or emptied. */
  readonly hear: (listen: (message: In) => void) => void;
};

export const framesOver = <In, Out>(stream: Duplex): Frames<In, Out> => ({
  say: (message) => {
    const body = serialize(message);
    const head = Buffer.alloc(LENGTH_BYTES);
    head.writeUInt32BE(body.length);
    stream.cork();
    stream.write(head);
    stream.write(body, () => empty(body));
    stream.uncork();
  },
  hear: (listen) => {
    const parts: Buffer[] = [];
    let have = 0;
    let want = LENGTH_BYTES;
    let isHead = true;
    /** The next bytes, in a buffer of their own. */
    const take = (count: number): Buffer => {
      const piece = Buffer.from(new ArrayBuffer(count));
      let filled = 0;
      while (filled < count) {
        const part = parts[0]!;
        const used = part.copy(piece, filled, 0, count - filled);
        filled += used;
        if (used < part.length) parts[0] = part.subarray(used);
        else empty(parts.shift()!);
      }
      have -= count;
      return piece;
    };
    stream.on("data", (chunk: Buffer) => {
      parts.push(chunk);
      have += chunk.length;
      while (have >= want) {
        const piece = take(want);
        if (isHead) want = piece.readUInt32BE();
        else {
          want = LENGTH_BYTES;
          listen(deserialize(piece) as In);
        }
        isHead = !isHead;
      }
    });
  },
});
