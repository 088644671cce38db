import { kernelBits } from "./kernel-bits.ts";

addEventListener(
  "message",
  ({ data: seed }: MessageEvent<number>) => void kernelBits(seed).then((bits) => postMessage(bits), reportError),
);
