import type { Hex } from "viem";

import { trustNamed } from "../programs/trust-named.ts";
import type { Trust } from "../programs/trust-named.ts";
import type { Chain } from "./connect.ts";
import { onChain } from "./errors.ts";

/** Trusts the program that a methodology on the chain names, and no other. */
export const trustMethodology = (methodologyId: number, program: Hex): Trust =>
  trustNamed([program], `methodology ${methodologyId} on the chain names it`);

/** Trusts the program that any active methodology of its name names on the chain. */
export const trustChain =
  ({ contracts: { methodologies } }: Chain): Trust =>
  ({ methodology, sha256 }) =>
    onChain("methodologies", async () => {
      for (let id = await methodologies.read.count(); id > 0; id -= 1) {
        const [{ name, program }, { active }] = await Promise.all([
          methodologies.read.get([id]),
          methodologies.read.terms([id]),
        ]);
        if (active && name === methodology && program === sha256) return `methodology ${id} on the chain names it`;
      }
      return undefined;
    });
