/** A normal distribution, cut off at three standard deviations. */
export type Normal = { readonly mean: number; readonly sd: number };

/** Backscatter of a surface, dB, as fields differ and days do not. */
export type Surface = { readonly vv: number; readonly vh: number };

/** Of what a field shows under which conditions. */
export type Conditions = {
  readonly name: string;
  /** Days from flooding until half of the ground is covered; how fast it closes, days. */
  readonly halfCover: Normal;
  readonly closing: number;
  readonly water: Surface;
  readonly soil: Surface;
  readonly canopy: Surface;
  /** How much young stems in water outshine the canopy in VV at half cover, dB. */
  readonly bounce: Normal;
  /** What all fields share at a pass, and what each has alone, dB (standard deviation). */
  readonly weather: Surface;
  readonly own: Surface;
  /** Chance of a pass in wind, and how much that brightens open water, dB. */
  readonly wind: { readonly chance: number; readonly vv: number; readonly vh: number };
  /** Chance that it has just rained, and how much brighter open soil is then, dB. */
  readonly rain: { readonly chance: number; readonly vv: number; readonly vh: number };
  /** How much brighter a canopy is in the dew of a morning pass, dB. */
  readonly dewDb: number;
};

/** Between-field standard deviation for good, dB: of yearly means at 50 points of lasting water, An Giang 2022. */
export const FIELD_SD: Surface = { vv: 0.6, vh: 0.3 };

/**
 * Greatest share of ridges, paths and houses in a field's pixels; share of fields whose border was drawn wrongly, and of the
 * neighbour's ground within it; share of fields that lie fallow under weeds; standard deviation of a declared area. All
 * of it assumed: no source was found.
 */
export const FAULTS = { ridge: 0.1, wrongBorder: 0.1, neighbour: 0.3, fallow: 0.03, areaSd: 0.03 } as const;

/** Ridges with grass and houses: medians of points that are no rice and never dark, An Giang 2022 (rounded). */
export const RIDGE: Surface = { vv: -9, vh: -15.5 };

/** What fields do in a district: share of them drained once for long enough; and how many of the project's do as agreed. */
export const PRACTICE = { districtDrains: 0.25, complies: 0.9 } as const;

/*
 * Written down before the first run and not changed since. Measured are levels and spreads of 185 rice points in An
 * Giang, 2022 (Sentinel-1 RTC, 57 dates): looks darker than -20 dB in VH (1,918), looks at -17 dB and above, their
 * spread by date and the rest, the VV of the first of two closed looks after a dark one (median -6.8 dB, 2.2 dB above the
 * canopy), and bare soil beside Sentinel-2 within a day (two thirds above -17 dB in VH). Wind 6 dB: smooth water -17.5
 * against rough -11.5 dB; rain and dew are from memory of the literature on soil moisture and interception
 * (Ulaby, Moore and Fung 1986; Wood, McNairn and Brown 2002), unverified.
 */
const common = {
  rain: { chance: 0.2, vv: 1.5, vh: 1.5 },
  dewDb: 0.5,
  canopy: { vv: -9, vh: -15 },
} as const;

/** Rice sown on wet soil in the Mekong delta: closed within about a month, over water that is seldom smooth. */
export const SOWN_DENSE: Conditions = {
  name: "sown, An Giang 2022",
  halfCover: { mean: 24, sd: 5 },
  closing: 3,
  water: { vv: -14, vh: -22 },
  soil: { vv: -9, vh: -16.3 },
  bounce: { mean: 2.2, sd: 1 },
  weather: { vv: 1.4, vh: 0.5 },
  own: { vv: 1.9, vh: 1.2 },
  wind: { chance: 0.1, vv: 4, vh: 1 },
  ...common,
};

/**
 * Transplanted in rows by machine: leaf area closes in the second month (half at about day 55, from memory of
 * phenology in Japan, unverified), over water as at the lasting water points of An Giang.
 */
export const TRANSPLANTED: Conditions = {
  name: "transplanted in rows",
  halfCover: { mean: 57, sd: 4 },
  closing: 4,
  water: { vv: -17.8, vh: -22.3 },
  soil: { vv: -9, vh: -18.5 },
  bounce: { mean: 1, sd: 1 },
  weather: { vv: 0.7, vh: 0.3 },
  own: { vv: 1.1, vh: 0.7 },
  wind: { chance: 0.1, vv: 6, vh: 1 },
  ...common,
};
