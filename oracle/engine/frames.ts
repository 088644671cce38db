import type { Duplex } from "node:stream";
import { deserialize, serialize } from "node:v8";

const LENGTH_BYTES = 4;

/** Structured values over a stream of bytes: each as its length, a big-endian uint32, and its serialisation. */
export type Frames<In, Out> = {
  readonly say: (message: Out) => void;
  readonly hear: (listen: (message: In) => void) => void;
};

export const framesOver = <In, Out>(stream: Duplex): Frames<In, Out> => ({
  say: (message) => {
    const body = serialize(message);
    const head = Buffer.alloc(LENGTH_BYTES);
    head.writeUInt32BE(body.length);
    stream.cork();
    stream.write(head);
    stream.write(body);
    stream.uncork();
  },
  hear: (listen) => {
    let [parts, have]: [Buffer[], number] = [[], 0];
    let want = LENGTH_BYTES;
    let isHead = true;
    stream.on("data", (chunk: Buffer) => {
      parts.push(chunk);
      have += chunk.length;
      while (have >= want) {
        const all = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
        const piece = all.subarray(0, want);
        parts = [all.subarray(want)];
        have -= want;
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
