import { SixfoldError } from "../../oracle/core/errors.ts";
import { HTTP_STATUS, httpRequest } from "../../oracle/transport/http-request.ts";
import { defaultPolicy } from "../../oracle/transport/policy.ts";
import type { ScenePolicy } from "../../oracle/transport/policy.ts";
import type { Subscriber } from "./subscriber.ts";

/** Waits before each attempt after the first, in seconds: the schedule that Standard Webhooks proposes. */
export const RETRY_SECONDS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;

/** An answer is not read further. */
const MOST_ANSWER_BYTES = 65_536;
const ACCEPTED = [200, 201, 202, 203, 204, 205, 206] as const;
const GONE = 410;

/** A message, the same for whoever gets it, and whenever. */
export type Message = { readonly id: string; readonly body: string };
export type Delivered = "delivered" | "gone" | "given up";

/**
 * Where messages may go: to public addresses only, as the name resolves when it is asked, without any redirect; one
 * resolution decides and is the one that is connected to.
 */
export const webhookPolicy = (allowPrivateHosts: readonly string[]): ScenePolicy => ({
  ...defaultPolicy,
  allowPrivateHosts,
  maxRedirects: 0,
  requestTimeoutMs: 15_000,
  stallTimeoutMs: 15_000,
  retries: 0,
});

type Rim = {
  readonly policy: ScenePolicy;
  readonly now: () => Date;
  readonly wait: (seconds: number) => Promise<void>;
};

/** Brings a message to a subscriber, again and again by the schedule. It is signed anew each time, with one id. */
export const deliver = async (
  { url, sign }: Subscriber,
  { id, body }: Message,
  { policy, now, wait }: Rim,
): Promise<Delivered> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const headers = sign(id, now(), body);
      await httpRequest(url, { method: "POST", headers, body, maxBytes: MOST_ANSWER_BYTES, accept: ACCEPTED }, policy);
      return "delivered";
    } catch (error) {
      if (!(error instanceof SixfoldError)) throw error;
      if (error.code === HTTP_STATUS && error.value === GONE) return "gone";
      const seconds = RETRY_SECONDS[attempt];
      if (seconds === undefined) return "given up";
      await wait(seconds);
    }
  }
};
