import { refused } from "../../../errors.ts";

/** Ecological zones whose shares are known here. */
export const ZONES = ["tropical-rainforest", "tropical-moist-deciduous", "temperate-conifer"] as const;
export type Zone = (typeof ZONES)[number];

type Step = { readonly below: number; readonly ratio: number };

/**
 * Below-ground over above-ground biomass, by the latter in Mg/ha: IPCC 2006, volume 4, table 4.4 (from memory, not
 * re-read: unverified).
 */
const ROOT_TO_SHOOT: Readonly<Record<Zone, readonly Step[]>> = {
  "tropical-rainforest": [{ below: Infinity, ratio: 0.37 }],
  "tropical-moist-deciduous": [
    { below: 125, ratio: 0.2 },
    { below: Infinity, ratio: 0.24 },
  ],
  "temperate-conifer": [
    { below: 50, ratio: 0.4 },
    { below: 150, ratio: 0.29 },
    { below: Infinity, ratio: 0.2 },
  ],
};

/** Carbon in dry matter: IPCC 2006, volume 4, table 4.3 (from memory, not re-read: unverified). */
const CARBON_FRACTION: Readonly<Record<Zone, number>> = {
  "tropical-rainforest": 0.47,
  "tropical-moist-deciduous": 0.47,
  "temperate-conifer": 0.51,
};

/** Molecular over atomic mass. */
export const CO2_PER_CARBON = 44 / 12;

/** @throws SixfoldError SERVICE_BIOMASS */
export const rootToShoot = (zone: Zone, biomass: number): number => {
  if (!(biomass >= 0)) throw refused("SERVICE_BIOMASS", "biomass", String(biomass), "Mg/ha, not below zero");
  return (ROOT_TO_SHOOT[zone].find(({ below }) => biomass < below) as Step).ratio;
};

/**
 * Megagrams of CO2 in a megagram of biomass above the ground and the roots that go with it.
 *
 * @param biomass above the ground, Mg/ha: what the ratio of roots depends on.
 * @throws SixfoldError SERVICE_BIOMASS
 */
export const carbonDioxideOf = (zone: Zone, biomass: number): number =>
  (1 + rootToShoot(zone, biomass)) * CARBON_FRACTION[zone] * CO2_PER_CARBON;
