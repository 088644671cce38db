import { refused } from "../../../errors.ts";
import { dayOf } from "../../common/day.ts";

/** How sure an integrated alert is: by one system once, by one more than once, by several. */
export const CONFIDENCES = ["low", "high", "highest"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export type Alert = {
  readonly confidence: Confidence;
  /** Days since 1970-01-01 of its first detection. */
  readonly day: number;
};

const DAY_ZERO = dayOf("2014-12-31");
const DAYS = 10_000;

/**
 * What a code of Global Forest Watch's integrated deforestation alerts says: the leading digit the confidence (2 low, 3 high,
 * 4 highest), the other four the days since 2014-12-31; 0 is no alert.
 *
 * @throws SixfoldError SERVICE_ALERT_CODE
 */
export const alertOf = (code: number, field: string): Alert | undefined => {
  if (code === 0) return undefined;
  const confidence = CONFIDENCES[Math.floor(code / DAYS) - 2];
  const days = code % DAYS;
  if (!Number.isInteger(code) || confidence === undefined || days === 0)
    throw refused("SERVICE_ALERT_CODE", field, code, "0, or 2, 3 or 4 and four digits of days since 2014-12-31");
  return { confidence, day: DAY_ZERO + days };
};
