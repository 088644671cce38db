import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
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
