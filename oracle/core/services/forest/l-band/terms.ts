import { REFERENCE_RULES } from "../../../controls/rules.ts";
import type { OwnTerms } from "../../common/terms.ts";
import { growthTerms } from "../growth/terms.ts";
import { L_BAND_METHODOLOGY } from "./parameters.ts";
import type { LBandRules } from "./parameters.ts";

/**
 * The reference rules. Evidence, number by number; no real ground has been judged by them:
 * - mosaic: pixels of 0.8" are 25 m. dateEpoch: the start of PALSAR-2, as Google's Earth Engine catalogue states of the date
 *   band. mostDays 366: an item is dated by a day of its year. incidence 20 to 50: local incidence of the mosaics' beams on
 *   slopes below about 20 degrees (a choice, unverified).
 * - ground: cells of 50 m hold four pixels; units of 200 m have 64, whose speckle is some 3 %; clusters of 400 m and a belt of
 *   200 m: choices. reachM 5000: footprints lie in tracks of some hundred metres apart.
 * - forest: thresholds of south-east Asia and the model of its evergreen broadleaf trees: see radar/forest-mask.ts and
 *   gedi/models.ts. Where the region of the stratum ends is not checked.
 * - loss.lookBiasDb 0.5: of the order of the mosaics' radiometric stability, with moisture (unverified). dropDb 3: half of the
 *   power. noiseDb 1: a choice.
 * - footprints.least 60, leastBlocks 8: a footprint's own error is about as large as its biomass, so that far more are needed
 *   than plots (a choice). blockM 1000, mostDays 730: as for plots (choices). looks 16: of the mosaics at 25 m (from memory,
 *   unverified). saturation 100: Mermoz et al. 2015, abstract. mostSaturatedShare 500, steepest 5 (above a
 *   water cloud's slope at twice saturation), mostGrowth 40 (the quickest plantations), mostBiomass 1000: choices, unverified.
 * - shared.footprints 150: continental Asia is thin in the models' calibration (its theoretical basis says so); how far a
 *   stratum's model errs as a whole in one place is not published (unverified). roots, carbon: see height/terms.ts.
 * - controls: see controls/rules.ts.
 */
export const L_BAND_REFERENCE: LBandRules = {
  methodology: L_BAND_METHODOLOGY,
  version: "1",
  mosaic: {
    maxPixelM: 30,
    dateEpoch: "2014-05-24",
    mostDays: 366,
    incidence: { least: 20, most: 50 },
    mostStrangeShare: 10,
  },
  ground: { cellM: 50, unitM: 200, clusterM: 400, beltM: 200, reachM: 5000, leastShare: 800 },
  forest: { region: "south-east-asia", stratum: "EBT_SAs" },
  loss: { lookBiasDb: 0.5, dropDb: 3, noiseDb: 1 },
  footprints: {
    least: 60,
    leastBlocks: 8,
    blockM: 1000,
    mostDays: 730,
    looks: 16,
    saturation: 100,
    mostSaturatedShare: 500,
    steepest: 5,
    mostGrowth: 40,
    mostBiomass: 1000,
  },
  shared: { footprints: 150, roots: 50, carbon: 30 },
  controls: REFERENCE_RULES,
};

/** On-chain terms: see growth/terms.ts. Nothing of it has met real ground. */
export const lBandTerms = ({ ground }: Pick<LBandRules, "ground">): OwnTerms => growthTerms(ground, "research");
