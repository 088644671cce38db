import { ask } from "./ask.ts";

/** How long the API may take to see a block that the wallet has seen. */
const READ_WITHIN_MS = 20_000;
const LOOK_AGAIN_MS = 300;

/** Waits until the API has read a block. One that lags too long is left: whoever reads on is told as of which block. */
export const untilRead = async (block: bigint): Promise<void> => {
  for (let waited = 0; waited < READ_WITHIN_MS; waited += LOOK_AGAIN_MS) {
    const health = await ask<{ readonly block: { readonly number: string } }>("/healthz");
    if (BigInt(health.block.number) >= block) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
};
