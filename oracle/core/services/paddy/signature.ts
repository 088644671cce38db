/** One look at VH over a field: gamma0 in dB of the linear mean. */
export type VhLook = { readonly day: number; readonly vhDb: number };

export type PaddySignature = {
  /** 95th minus 5th percentile of VH, dB. */
  readonly vhRangeDb: number;
  /** Times VH went from open water to a canopy within `riseDays`. */
  readonly rises: number;
  readonly vhMinDb: number;
};

export type SignatureRule = {
  /** VH at or below this, dB, is open water between seedlings. */
  readonly floodVhDb: number;
  /** VH at or above this, dB, is a canopy. */
  readonly canopyVhDb: number;
  /** Longest time from flooding to canopy, days. */
  readonly riseDays: number;
  readonly minRises: number;
  readonly minRangeDb: number;
};

const orderStatistic = (ascending: readonly number[], p: number): number =>
  ascending[Math.max(0, Math.ceil(p * ascending.length) - 1)] as number;

/**
 * Features of the seasonal signature of transplanted or wet-seeded rice: a flooded field is dark in VH, and its canopy
 * brightens it within weeks, once per crop. Lasting water stays dark, forest, town and orchards stay bright.
 *
 * @param looks sorted by day, at least one.
 */
export const paddySignature = (looks: readonly VhLook[], rule: SignatureRule): PaddySignature => {
  const ascending = looks.map(({ vhDb }) => vhDb).sort((a, b) => a - b);
  let rises = 0;
  let flooded: number | undefined;
  for (const { day, vhDb } of looks) {
    if (vhDb <= rule.floodVhDb) flooded = day;
    else if (flooded !== undefined && day - flooded > rule.riseDays) flooded = undefined;
    else if (flooded !== undefined && vhDb >= rule.canopyVhDb) {
      rises += 1;
      flooded = undefined;
    }
  }
  return {
    vhRangeDb: orderStatistic(ascending, 0.95) - orderStatistic(ascending, 0.05),
    rises,
    vhMinDb: ascending[0] as number,
  };
};

/** Whether a field shows at least the crops and the contrast the rule asks for. */
export const isPaddy = ({ vhRangeDb, rises }: PaddySignature, { minRangeDb, minRises }: SignatureRule): boolean =>
  vhRangeDb >= minRangeDb && rises >= minRises;
