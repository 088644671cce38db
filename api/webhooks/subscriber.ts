import { Webhook } from "standardwebhooks";
import * as z from "zod";

import { SixfoldError, misnamed } from "../../oracle/core/errors.ts";
import { parsedBy } from "../../oracle/core/schema-faults.ts";

const subscription = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  /** Where its secret is: never in the file itself. */
  secret: z.string().regex(/^env:[A-Z][A-Z0-9_]*$/, "env:NAME"),
  /** Names of events as in the contracts' ABI; all where none are named. */
  events: z
    .array(z.string().regex(/^[A-Z]\w{1,63}$/, "an event's name"))
    .min(1)
    .optional(),
  project: z
    .string()
    .regex(/^[1-9]\d{0,19}$/, "a project's number")
    .optional(),
});
const file = z.array(subscription).min(1, "one subscription at least").max(100, "at most 100");

/** Who is told what. The secret stays inside `sign`. */
export type Subscriber = {
  readonly url: string;
  readonly wants: (event: string, project: string | null) => boolean;
  /** Headers of Standard Webhooks for a message. */
  readonly sign: (id: string, at: Date, body: string) => Readonly<Record<string, string>>;
};

/** The specification asks for 24 to 64 bytes. */
const SECRET = /^whsec_([A-Za-z0-9+/]{32,86}={0,2})$/;

const signer = (source: string, env: NodeJS.ProcessEnv): Subscriber["sign"] => {
  const [, encoded] = SECRET.exec(env[source.replace("env:", "")] ?? "") ?? [];
  const bytes = Buffer.from(encoded ?? "", "base64").length;
  // The value is a secret or a mistyped one: it is never shown.
  if (encoded === undefined || bytes < 24 || bytes > 64)
    throw misnamed("WEBHOOK_SECRET", "secret", source, "the variable holds whsec_ and 24 to 64 bytes in base64");
  const webhook = new Webhook(encoded);
  return (id, at, body) => ({
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": `${Math.floor(at.getTime() / 1000)}`,
    "webhook-signature": webhook.sign(id, at, body),
  });
};

/**
 * Subscribers of a file.
 * @throws SixfoldError `WEBHOOK_FILE`, `WEBHOOK_SECRET`, `WEBHOOK_SCHEME` (usage). None tells a secret.
 */
export const subscribersOf = (
  json: unknown,
  env: NodeJS.ProcessEnv,
  allowPrivateHosts: readonly string[],
): readonly Subscriber[] =>
  parsedBy(
    file,
    json,
    ({ pointer, ...fault }) =>
      new SixfoldError({ code: "WEBHOOK_FILE", failure: "usage", field: pointer || "/", ...fault }),
  ).map(({ url, secret, events, project }) => {
    const { protocol, hostname } = new URL(url);
    if (protocol !== "https:" && !allowPrivateHosts.includes(hostname))
      throw misnamed("WEBHOOK_SCHEME", "url", url, "messages go over https, but to hosts that are allowed by name");
    return {
      url,
      wants: (event, of) => (events?.includes(event) ?? true) && (project === undefined || project === of),
      sign: signer(secret, env),
    };
  });
