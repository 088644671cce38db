import { observationTable } from "../core/statements/observation.ts";
import type { Observation } from "../core/statements/observation.ts";
import { areasOf } from "./build-report.ts";
import { examineFinding, findingBasis, requireVerdict } from "./examine-finding.ts";
import type { FindingBasis } from "./examine-finding.ts";
import { quorum } from "./kind.ts";
import type { Kind, Witness } from "./kind.ts";

/**
 * The one observation that a bundle supports for a project: nothing was lost between two looks.
 * @param asked the alert that it is to dismiss, or zero: whether it covers that one's span, the chain says.
 */
export const examineObservation = async (
  witness: Witness,
  { projectId, alertId, expiry }: Pick<Observation, "projectId" | "alertId" | "expiry">,
  basis: FindingBasis,
): Promise<Observation> => {
  const { context, evidence, finding } = await examineFinding(witness, projectId, basis);
  requireVerdict(finding, "all-clear");
  return {
    projectId,
    spanStart: Number(finding.lastUnharmed),
    spanEnd: Number(finding.firstSeen),
    ...areasOf(finding, context),
    alertId,
    groundRoot: context.groundRoot,
    evidence,
    operatorSet: context.operatorSet,
    expiry,
  };
};

/** Observations: re-run before they are signed, and one for each bundle. */
export const observationKind: Kind<Observation, FindingBasis> = {
  table: observationTable,
  basis: findingBasis,
  examine: examineObservation,
  subject: ({ projectId, evidence }) => ({ about: `project ${projectId} by ${evidence}` }),
  needed: { operator: quorum },
  renewable: ["alertId", "operatorSet", "expiry"],
};
