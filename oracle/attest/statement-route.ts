import * as z from "zod";

import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";
import type { Signer } from "../chain/signer.ts";
import { SixfoldError } from "../core/errors.ts";
import { digestOf, typedData } from "../core/statements/hash.ts";
import { differingFields } from "../core/statements/table.ts";
import { route } from "./attest-server.ts";
import type { Route } from "./attest-server.ts";
import type { EquivocationGuard } from "./equivocation.ts";
import { domainOn, pathOf } from "./kind.ts";
import type { Kind, Lapsing, Witness } from "./kind.ts";

/** What a signing process works with. */
export type SigningContext = Witness & { readonly signer: Signer; readonly guard: EquivocationGuard };

/** Longest life of a signature, 7 days: a signer can not take it back, it can only let it lapse. */
const LONGEST_EXPIRY_SECONDS = 7 * 24 * 60 * 60;

const requireExpiry = async (chain: Chain, expiry: number): Promise<void> => {
  const { timestamp } = await onChain("expiry", () => chain.client.getBlock());
  const now = Number(timestamp);
  if (expiry > now && expiry <= now + LONGEST_EXPIRY_SECONDS) return;
  throw new SixfoldError({
    code: "ATTEST_EXPIRY",
    failure: "check",
    field: "expiry",
    value: expiry,
    rule: `a signature lapses after now (${now}) and within ${LONGEST_EXPIRY_SECONDS} s`,
  });
};

/**
 * `POST /statements/<kind>`: examines what is asked by this process's own means, and signs only when the one statement
 * that it can stand behind is the one asked for, byte for byte, and contradicts nothing that its key said before.
 */
export const statementRoute = <M extends Lapsing, Basis>(
  kind: Kind<M, Basis>,
  { chain, source, signer, guard }: SigningContext,
): Route => {
  const { table } = kind;
  type Body = { readonly statement: M; readonly basis: Basis };
  const body = z.strictObject({ statement: table.wire, basis: kind.basis }) as unknown as z.ZodType<Body>;
  return route(pathOf(table), body, async ({ statement: asked, basis }) => {
    await requireExpiry(chain, asked.expiry);
    const own = await kind.examine({ chain, source }, asked, basis);
    const [field] = differingFields(table, asked, own);
    if (field !== undefined)
      throw new SixfoldError({
        code: "ATTEST_STATEMENT_DIFFERS",
        failure: "check",
        field,
        value: { asked: asked[field], own: own[field] },
        rule: `the ${table.name.toLowerCase()}'s ${field} is what examining its basis gives`,
      });
    const domain = domainOn(chain, table);
    guard.admit(kind, domain, own);
    const signature = await signer.signTypedData(typedData(table, domain, own));
    return { signer: signer.address, signature, digest: digestOf(table, domain, own) };
  });
};
