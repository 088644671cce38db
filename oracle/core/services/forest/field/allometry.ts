import { exp, ln, pow } from "../../../math.ts";
import { refused } from "../../../errors.ts";

/** One living tree. */
export type Tree = {
  /** Diameter at breast height, cm, above 0. */
  readonly diameterCm: number;
  /** Wood density, oven-dry mass over green volume, g/cm3, above 0. */
  readonly woodDensity: number;
  /** Total height, m, above 0. */
  readonly heightM: number;
};

/**
 * Standard deviation of ln biomass of a tree about equation 4: Chave et al. 2014 (from memory, not re-read: unverified).
 * Trees err alone.
 */
export const TREE_RESIDUAL = 0.357;

const requirePositive = (field: string, value: number): void => {
  if (!(value > 0 && value < Infinity))
    throw refused("SERVICE_TREE", field, String(value), "a tree's measures are finite numbers above zero");
};

/**
 * Dry mass of a tree above the ground, kg: Chave et al. 2014, "Improved allometric models to estimate the aboveground
 * biomass of tropical trees", Global Change Biology 20(10), equation 4, read in the R package BIOMASS (computeAGB).
 * For tropical trees; a tree of 0.6 g/cm3, 30 cm and 20 m has 581.616 kg.
 *
 * @throws SixfoldError SERVICE_TREE
 */
export const treeKg = ({ diameterCm, woodDensity, heightM }: Tree): number => {
  requirePositive("diameterCm", diameterCm);
  requirePositive("woodDensity", woodDensity);
  requirePositive("heightM", heightM);
  return 0.0673 * pow(woodDensity * diameterCm * diameterCm * heightM, 0.976);
};

/**
 * The same where the height was not measured: equation 7, with the environmental stress E of the place. Read in several
 * copies of the code; BIOMASS itself has other coefficients.
 *
 * @throws SixfoldError SERVICE_TREE
 */
export const treeKgWithoutHeight = ({ diameterCm, woodDensity }: Omit<Tree, "heightM">, stress: number): number => {
  requirePositive("diameterCm", diameterCm);
  requirePositive("woodDensity", woodDensity);
  const lnD = ln(diameterCm);
  return exp(-1.803 - 0.976 * stress + 0.976 * ln(woodDensity) + 2.673 * lnD - 0.0299 * lnD * lnD);
};
