/** `Pool.sol` without its zero. */
export const POOLS = ["biomass", "paddy-methane", "blue-carbon", "peat", "reservoir"] as const;

/** What a methodology counts. */
export type Pool = (typeof POOLS)[number];
