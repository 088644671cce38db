import * as z from "zod";

import { CONDITIONS } from "../../oracle/chain/conditions.ts";
import { onChain } from "../../oracle/chain/errors.ts";
import { MATURITIES, scorecardLines } from "../../oracle/chain/scorecard-lines.ts";
import { address, digest, instant, instantOf, kg, number, spanOf, span, squareMetres, whole } from "../http/fields.ts";
import { nowRoute } from "../http/route.ts";
import { byNumber, evidence } from "./shapes.ts";
import { evidenceOf, wordOf } from "./words.ts";

/** Each requirement: whether it is met, why in a sentence, and what it rests on. */
const requirement = <S extends z.ZodRawShape>(rests: S) =>
  z.strictObject({ met: z.boolean(), because: z.string(), ...rests });

const scorecard = z
  .strictObject({
    batchId: number,
    projectId: number,
    vintage: span,
    block: whole,
    at: instant,
    real: requirement({ observedM2: squareMetres, claimedM2: squareMetres, evidence }),
    additional: requirement({ baselineKg: kg, leakageKg: kg, design: digest, committedAt: instant }),
    measurable: requirement({
      measuredKg: kg,
      halfWidthKg: kg,
      netKg: kg,
      methodologyId: number,
      maturity: z.enum(MATURITIES),
      parameters: digest,
      program: digest,
    }),
    verified: requirement({
      signed: z.int(),
      operators: z.int(),
      quorum: z.int(),
      challenges: z.int(),
      verifier: address,
      reportId: digest,
    }),
    permanent: requirement({
      reversible: z.boolean(),
      condition: z.enum(CONDITIONS),
      monitoringEnd: instant,
      lookedUntil: instant,
      lookDueAt: instant.nullable().meta({ description: "None where nothing is due any more" }),
      lostKg: kg,
      deficitKg: kg,
      bufferedKg: kg.meta({ description: "What the pool holds for all its projects" }),
      alertId: digest.nullable(),
    }),
    unique: requirement({ issuedKg: kg, retiredKg: kg, cancelledKg: kg, edgeCells: whole, groundRoot: digest }),
  })
  .meta({ id: "Scorecard" });
export type Scorecard = z.output<typeof scorecard>;

const NEVER = 2 ** 40 - 1;

export const scorecardRoute = nowRoute({
  path: "/v1/batches/{id}/scorecard",
  tag: "batches",
  summary: "The six ICROA requirements of a batch, each derived from the contracts' state",
  description: "Asked of the chain at its newest block: nothing here is this server's word.",
  params: byNumber,
  answer: scorecard,
  ask: async ({ params: { id } }, around) => {
    const { chain } = around;
    const { number: blockNumber, timestamp } = await onChain("block", () => chain.client.getBlock());
    const card = await onChain("batch", () => chain.contracts.scorecards.read.scorecard([BigInt(id)], { blockNumber }));
    const { real, additional, measurable, verified, permanent, unique } = card;
    const lines = scorecardLines(card);
    return {
      batchId: id,
      projectId: `${card.projectId}`,
      vintage: spanOf(card.periodStart, card.periodEnd),
      block: `${blockNumber}`,
      at: instantOf(`${timestamp}`),
      real: {
        ...lines.real,
        observedM2: `${real.observedM2}`,
        claimedM2: `${real.claimedM2}`,
        evidence: evidenceOf(real.evidence, around),
      },
      additional: {
        ...lines.additional,
        baselineKg: `${additional.baselineKg}`,
        leakageKg: `${additional.leakageKg}`,
        design: additional.design,
        committedAt: instantOf(additional.committedAt),
      },
      measurable: {
        ...lines.measurable,
        measuredKg: `${measurable.measuredKg}`,
        halfWidthKg: `${measurable.halfWidthKg}`,
        netKg: `${measurable.netKg}`,
        methodologyId: `${measurable.methodologyId}`,
        maturity: wordOf(MATURITIES, measurable.maturity),
        parameters: measurable.parameters,
        program: measurable.program,
      },
      verified: {
        ...lines.verified,
        signed: verified.signed,
        operators: verified.operators,
        quorum: verified.quorum,
        challenges: verified.challenges,
        verifier: verified.verifier,
        reportId: verified.reportId,
      },
      permanent: {
        ...lines.permanent,
        reversible: permanent.reversible,
        condition: wordOf(CONDITIONS, permanent.condition),
        monitoringEnd: instantOf(permanent.monitoringEnd),
        lookedUntil: instantOf(permanent.lookedUntil),
        lookDueAt: permanent.lookDueAt >= NEVER ? null : instantOf(permanent.lookDueAt),
        lostKg: `${permanent.lostKg}`,
        deficitKg: `${permanent.deficitKg}`,
        bufferedKg: `${permanent.bufferedKg}`,
        alertId: /^0x0+$/.test(permanent.alertId) ? null : permanent.alertId,
      },
      unique: {
        ...lines.unique,
        issuedKg: `${unique.issuedKg}`,
        retiredKg: `${unique.retiredKg}`,
        cancelledKg: `${unique.cancelledKg}`,
        edgeCells: `${unique.edgeCells}`,
        groundRoot: unique.groundRoot,
      },
    };
  },
});
