import type { ContractFunctionReturnType } from "viem";

import type { scorecardsAbi } from "../../contracts/abi/index.ts";
import { CONDITIONS } from "./conditions.ts";

export type Scorecard = ContractFunctionReturnType<typeof scorecardsAbi, "view", "scorecard">;

/** `Maturity` of contracts/types. */
export const MATURITIES = ["research", "demonstration", "operational"] as const;

const day = (seconds: number): string =>
  seconds >= 2 ** 40 - 1 ? "none" : new Date(seconds * 1000).toISOString().slice(0, 10);

type Line = { readonly met: boolean; readonly because: string };
export type Requirement = "real" | "additional" | "measurable" | "verified" | "permanent" | "unique";

/** What each requirement rests on, in a sentence. */
export const scorecardLines = (card: Scorecard): Readonly<Record<Requirement, Line>> => {
  const { real, additional, measurable, verified, permanent, unique } = card;
  return {
    real: { met: real.met, because: `${real.observedM2} of ${real.claimedM2} m2 were observed` },
    additional: {
      met: additional.met,
      because: `a baseline of ${additional.baselineKg} kg and leakage of ${additional.leakageKg} kg are taken off, by a design committed on ${day(additional.committedAt)}`,
    },
    measurable: {
      met: measurable.met,
      because: `${measurable.measuredKg} kg measured, +- ${measurable.halfWidthKg} kg (90 %), net ${measurable.netKg} kg, by a ${MATURITIES[measurable.maturity]} methodology`,
    },
    verified: {
      met: verified.met,
      because: `${verified.signed} of ${verified.operators} operators (quorum ${verified.quorum}) and verifier ${verified.verifier} signed; challenged ${verified.challenges} times`,
    },
    permanent: {
      met: permanent.met,
      because: permanent.reversible
        ? `${CONDITIONS[permanent.condition]}; watched until ${day(permanent.monitoringEnd)}, next look due ${day(permanent.lookDueAt)}; lost ${permanent.lostKg} kg, deficit ${permanent.deficitKg} kg`
        : "what was avoided can not be lost again",
    },
    unique: {
      met: unique.met,
      because: `${unique.issuedKg} kg issued once, ${unique.retiredKg} retired, ${unique.cancelledKg} cancelled; ${unique.edgeCells} cells of ground`,
    },
  };
};
