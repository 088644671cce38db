import { unreachable } from "../../../oracle/core/errors.ts";
import { failing } from "./steps.ts";
import type { Asked, Say } from "./steps.ts";

const download = async (url: string, say: Say, signal: AbortSignal): Promise<Blob> => {
  const response = await fetch(url, { signal });
  if (!response.ok || response.body === null)
    throw unreachable("WEB_GATEWAY", "gateway", response.status, "a gateway has the bundle");
  const parts: BlobPart[] = [];
  let done = 0;
  const reader = response.body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    parts.push(read.value);
    done += read.value.length;
    say("fetch", { state: "working", done, total: undefined });
  }
  return new Blob(parts);
};

/** The bundle from the first gateway that has it. */
export const fetchCar = async (
  cid: string,
  { deployment: { gateways }, car, signal }: Asked,
  say: Say,
): Promise<Blob> => {
  if (car !== undefined) return car;
  const faults: string[] = [];
  for (const gateway of gateways)
    try {
      return await download(`${gateway}/ipfs/${cid}?format=car`, say, signal);
    } catch (error) {
      signal.throwIfAborted();
      faults.push(`${gateway}: ${error instanceof Error ? error.message : String(error)}`);
    }
  return failing("fetch", say)(faults.join("; "));
};
