import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
import { NO_CREDITS } from "../../common/terms.ts";
import type { OwnTerms } from "../../common/terms.ts";
import type { WatchPractice } from "../practice.ts";
import { lossRules } from "../watch-rules.ts";

export const ALERT_METHODOLOGY = "forest-alerts";

/** The rules. Nothing has a default: every number is the methodology's, in public. */
export const alertParameters = z.strictObject({
  ...namedSet(ALERT_METHODOLOGY),
  loss: lossRules("pixels of high or highest confidence", "in a pixel with an alert"),
});

export type AlertRules = z.infer<typeof alertParameters>;
export type AlertParameters = AlertRules & WatchPractice;

/**
 * The reference rules. The alerts are GLAD-L's, GLAD-S2's and RADD's, integrated by Global Forest Watch (Reiche et al. 2024,
 * who found no false alert of the highest confidence at ten Amazon sites); how each is found stands in their own papers.
 * - loss.lostShare: GLAD's alert is more than half of a pixel's canopy, RADD's any disturbance: from nothing to all of it.
 * - loss.leastM2: 1 ha, as of the other methodologies of the watch.
 */
export const ALERT_REFERENCE: AlertRules = {
  methodology: ALERT_METHODOLOGY,
  version: "1",
  loss: { leastM2: 10_000, lostShare: { lower: 0, upper: 1000 } },
};

/**
 * On-chain terms. A finding earns nothing.
 * - maturity: the alerts are in daily use. minObservedPpm: the ground is observed whole or not at all.
 */
export const alertTerms = (): OwnTerms => ({
  ...NO_CREDITS,
  pool: "biomass",
  maturity: "operational",
  minObservedPpm: 1_000_000,
  edgeLevels: [16, 20],
});
