import { CAUSES, alertTable } from "../core/statements/alert.ts";
import type { Alert, Cause } from "../core/statements/alert.ts";
import { examineFinding, findingBasis, requireVerdict } from "./examine-finding.ts";
import type { FindingBasis } from "./examine-finding.ts";
import { quorum } from "./kind.ts";
import type { Kind, Witness } from "./kind.ts";

/**
 * The one alert that a bundle supports for a project: all that was lost between the last look that found the stock there
 * and the first that found it gone, at its upper bound (L15).
 */
export const examineAlert = async (
  witness: Witness,
  { projectId, expiry }: Pick<Alert, "projectId" | "expiry">,
  basis: FindingBasis,
): Promise<Alert> => {
  const { context, evidence, finding } = await examineFinding(witness, projectId, basis);
  requireVerdict(finding, "loss");
  return {
    projectId,
    // What has no name of its own there is `other`, the first.
    cause: Math.max(0, CAUSES.indexOf(finding.cause as Cause)),
    spanStart: Number(finding.lastUnharmed),
    spanEnd: Number(finding.firstSeen),
    lostM2: finding.upperM2,
    lossKg: finding.upperKg,
    groundRoot: context.groundRoot,
    evidence,
    operatorSet: context.operatorSet,
    expiry,
  };
};

/** Alerts: re-run before they are signed, and one for each bundle. One operator opens one; a quorum confirms it. */
export const alertKind: Kind<Alert, FindingBasis> = {
  table: alertTable,
  basis: findingBasis,
  examine: examineAlert,
  subject: ({ projectId, evidence }) => ({ about: `project ${projectId} by ${evidence}` }),
  needed: { operator: quorum },
  renewable: ["operatorSet", "expiry"],
};
