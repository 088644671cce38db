import { POOLS } from "../../oracle/chain/pools.ts";
import { cidOfDigest } from "../../oracle/store/cid.ts";
import type { Surroundings } from "../http/snapshot.ts";

/** Words for what contracts count, in the order of their enumerations. */
export const STATUSES = ["draft", "active", "completed", "withdrawn"] as const;
export const REPORT_STATES = ["pending", "frozen", "struck"] as const;
export const REPORT_KINDS = ["credit", "observation"] as const;
export const MATURITIES = ["research", "demonstration", "operational"] as const;
export const YIELDS = ["measurement", "finding", "detection limit"] as const;
export const DEDUCTION_FORMS = ["trees", "vcs-quantile", "vcs-excess", "cdm-bands"] as const;
export const CHALLENGE_STATES = ["open", "upheld", "struck", "unanswered"] as const;
export const ALERT_STATES = ["open", "confirmed", "dismissed"] as const;

/** The word of an enumeration that begins with a `None`. */
export const wordAfterNone = <W extends string>(words: readonly W[], index: number): W => words[index - 1]!;
export const wordOf = <W extends string>(words: readonly W[], index: number): W => words[index]!;
export const poolOf = (pool: number) => wordAfterNone(POOLS, pool);

/** Where a bundle can be fetched. What is fetched is checked by its CID, so any gateway will do. */
export const evidenceOf = (digest: `0x${string}`, { gateways }: Surroundings) => {
  const cid = cidOfDigest(digest).toString();
  return { cid, self: `/v1/evidence/${cid}`, car: gateways.map((gateway) => `${gateway}/ipfs/${cid}?format=car`) };
};
