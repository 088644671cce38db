import { CO2_PER_CARBON } from "../carbon/carbon.ts";
import type { Coefficients, RegisterParameters } from "./terms.ts";
import type { Stand } from "./stands.ts";
import type { Yields } from "./yields.ts";

const DAYS_PER_YEAR = 365.25;
export const ageOf = (plantedDay: number, day: number): number => (day - plantedDay) / DAYS_PER_YEAR;

/** Mg CO2 in a cubic metre of stem with its branches and roots, by the expansion factor of its age. */
export const perCubicMetre = ({ rootToShoot, density, carbonFraction }: Coefficients, expansion: number): number =>
  expansion * (1 + rootToShoot) * density * carbonFraction * CO2_PER_CARBON;

type Growing = Pick<Stand, "species" | "site_class">;
type Rules = Pick<RegisterParameters, "species" | "expansionChangesAt">;

/**
 * What a hectare of a stand takes up while it grows from an age to another, Mg CO2: growth of stem volume x expansion factor
 * x (1 + root-to-shoot) x wood density x carbon fraction x 44/12. Growth before and after the age at which the expansion
 * factor changes takes the factor of its own age. Undefined where the yield table does not reach.
 */
export const uptake = (
  stand: Growing,
  [from, to]: readonly [from: number, to: number],
  yields: Yields,
  { species, expansionChangesAt }: Rules,
): number | undefined => {
  const own = species[stand.species];
  const turn = Math.min(to, Math.max(from, expansionChangesAt));
  const volumes = [from, turn, to].map((age) => yields(stand, age));
  if (volumes.some((volume) => volume === undefined)) return undefined;
  const [first, middle, last] = volumes as [number, number, number];
  return (
    (middle - first) * perCubicMetre(own, own.expansionYoung) + (last - middle) * perCubicMetre(own, own.expansionOld)
  );
};

/** What a hectare of a stand holds at an age, Mg CO2, by the factor of that age; undefined where the table does not reach. */
export const stockAt = (
  stand: Growing,
  age: number,
  yields: Yields,
  { species, expansionChangesAt }: Rules,
): number | undefined => {
  const own = species[stand.species];
  const volume = yields(stand, age);
  const expansion = age <= expansionChangesAt ? own.expansionYoung : own.expansionOld;
  return volume === undefined ? undefined : volume * perCubicMetre(own, expansion);
};
