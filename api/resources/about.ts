import * as z from "zod";

import { SixfoldError } from "../../oracle/core/errors.ts";
import { ERRORS, FAMILIES, catalogued } from "../http/catalogue.ts";
import { address, digest, whole } from "../http/fields.ts";
import { nowRoute } from "../http/route.ts";

export const healthRoute = nowRoute({
  path: "/healthz",
  tag: "about",
  summary: "Whether the store answers and the chain is being followed",
  answer: z.strictObject({
    status: z.enum(["ok", "behind"]).meta({ description: "Behind: the last look at the chain failed" }),
    block: z.strictObject({ number: whole, hash: digest }),
    state: z.strictObject({ number: whole, hash: digest }),
    fault: z.string().nullable().meta({ description: "Code of what failed, or `unexpected`" }),
  }),
  ask: async (_, { db, follower }) => {
    const head = await db.selectFrom("head").selectAll().executeTakeFirstOrThrow();
    const { fault } = follower.status();
    return {
      status: fault === undefined ? ("ok" as const) : ("behind" as const),
      block: { number: head.block_number, hash: head.block_hash },
      state: { number: head.state_number, hash: head.state_hash },
      fault: fault === undefined ? null : fault instanceof SixfoldError ? fault.code : "unexpected",
    };
  },
});

const deployment = z.strictObject({
  chainId: z.int(),
  deployBlock: z.int(),
  contracts: z.record(z.string(), address),
  gateways: z.array(z.string()),
  rpcUrl: z
    .string()
    .nullable()
    .meta({ description: "An endpoint of the chain, where the deployment names one to all" }),
  relay: z.string().nullable().meta({ description: "Who pays for retirements that holders sign, where there is one" }),
});
export type Deployment = z.output<typeof deployment>;

export const deploymentRoute = nowRoute({
  path: "/v1/deployment",
  tag: "about",
  summary: "Chain and contracts: all that is needed to check every answer without this server",
  answer: deployment,
  ask: (_, { chain, gateways, relay = null }) => {
    const { deployBlock, contracts, rpcUrl = null } = chain.deployment;
    return Promise.resolve({ chainId: chain.chainId, deployBlock, contracts, gateways: [...gateways], rpcUrl, relay });
  },
});

const entry = z.strictObject({
  code: z.string(),
  status: z.int(),
  retry: z.boolean(),
  remedy: z.string(),
});

export const errorsRoute = nowRoute({
  path: "/v1/errors",
  tag: "about",
  summary: "Every error: status, whether to retry, remedy",
  answer: z.strictObject({
    errors: z.array(entry),
    families: z
      .array(
        z.strictObject({ prefix: z.string(), about: z.string(), usage: entry, check: entry, infrastructure: entry }),
      )
      .meta({ description: "Codes of other rooms, by their first word and whose turn it is" }),
  }),
  ask: () =>
    Promise.resolve({
      errors: Object.entries(ERRORS).map(([code, error]) => ({ code, ...error })),
      families: Object.entries(FAMILIES).map(([prefix, about]) => {
        const of = (failure: "usage" | "check" | "infrastructure") => ({ code: `${prefix}_*`, ...catalogued({ code: "", failure }) }); // prettier-ignore
        return {
          prefix: `${prefix}_`,
          about,
          usage: of("usage"),
          check: of("check"),
          infrastructure: of("infrastructure"),
        };
      }),
    }),
});
