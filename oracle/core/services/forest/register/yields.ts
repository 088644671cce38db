import * as z from "zod";

import { refused } from "../../../errors.ts";
import { decimalCell } from "../../common/cells.ts";
import { SPECIES } from "./terms.ts";

/** A row of a yield table. */
export const yieldRow = z.object({
  species: z.enum(SPECIES),
  site_class: z.string().min(1).max(20),
  age: decimalCell(z.number().min(1).max(300)).describe("Years."),
  volume_m3_ha: decimalCell(z.number().min(0).max(3000)).describe("Stem volume of the stand, m3/ha."),
});
export type YieldRow = z.infer<typeof yieldRow>;

/** Stem volume, m3/ha, at an age in years; undefined where the table does not reach. */
export type Yields = (of: Pick<YieldRow, "species" | "site_class">, age: number) => number | undefined;

/**
 * A yield table, linear between its ages and nowhere else.
 *
 * @throws SixfoldError SERVICE_YIELDS where an age stands twice, or volume falls with age
 */
export const yieldsOf = (rows: readonly YieldRow[]): Yields => {
  const curves = new Map<string, YieldRow[]>();
  const keyOf = ({ species, site_class: site }: Pick<YieldRow, "species" | "site_class">): string =>
    `${species} ${site}`;
  for (const row of [...rows].sort((a, b) => a.age - b.age)) {
    const curve = curves.get(keyOf(row)) ?? [];
    curves.set(keyOf(row), curve);
    const before = curve.at(-1);
    const field = `yields/${keyOf(row)}/${row.age}`;
    if (before?.age === row.age) throw refused("SERVICE_YIELDS", field, row.age, "an age stands once");
    if (before !== undefined && row.volume_m3_ha < before.volume_m3_ha)
      throw refused(
        "SERVICE_YIELDS",
        field,
        row.volume_m3_ha,
        `volume does not fall with age, from ${before.volume_m3_ha}`,
      );
    curve.push(row);
  }
  return (of, age) => {
    const curve = curves.get(keyOf(of)) ?? [];
    const at = curve.findIndex((row) => row.age >= age);
    if (at < 0) return undefined;
    const [before, after] = [curve[at - 1], curve[at]!];
    if (after.age === age) return after.volume_m3_ha;
    if (before === undefined) return undefined;
    const share = (age - before.age) / (after.age - before.age);
    return before.volume_m3_ha + share * (after.volume_m3_ha - before.volume_m3_ha);
  };
};
