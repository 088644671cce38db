/** What one credit is, in the order of the contracts' `UnitKind`. */
export const UNIT_KINDS = ["reduction", "removal"] as const;
