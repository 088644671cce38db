/** Pools as the contracts number them: biomass, and those that are the same carbon (StockLib). */
const BIOMASS = 1;
const SAME_CARBON: readonly number[] = [BIOMASS, 3, 4];

/** The pool that stands for all pools of the same carbon: they exclude each other on the same cells. */
export const stockOf = (pool: number): number => (SAME_CARBON.includes(pool) ? BIOMASS : pool);
