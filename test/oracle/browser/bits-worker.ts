import { kernelBits } from "./kernel-bits.ts";

addEventListener("message", async ({ data: seed }: MessageEvent<number>) => postMessage(await kernelBits(seed)));
