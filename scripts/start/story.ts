import type { Say } from "./say.ts";
import type { World } from "./world.ts";

/** A project that is to live through everything. */
export type Story = {
  readonly title: string;
  /** Folder with project.json, boundary.geojson, fields.geojson and parameters.json. */
  readonly project: string;
  readonly catalogue: string;
  readonly service: string;
  readonly methodology: string;
  readonly methodologyId: number;
  readonly hostCountry: string;
  readonly beneficiary: string;
  /** Whether a false report of it comes first, and is struck. */
  readonly isLiedAbout: boolean;
};

/** What every step works with. */
export type Stage = { readonly world: World; readonly story: Story; readonly say: Say };

export const DAY_SECONDS = 86_400;

/** Integer kilograms as tonnes with three decimals: nothing is rounded, so that what is shown adds up. */
export const tonnes = (kg: bigint): string => {
  const digits = (kg < 0n ? -kg : kg).toString().padStart(4, "0");
  return `${kg < 0n ? "-" : ""}${digits.slice(0, -3)}.${digits.slice(-3)} t CO2e`;
};
