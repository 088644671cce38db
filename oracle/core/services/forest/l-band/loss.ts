import { pow } from "../../../math.ts";
import type { Finding } from "../../common/outcome.ts";
import { wholeDown, wholeUp } from "../../common/whole.ts";
import type { CellPart } from "../growth/cells-seen.ts";
import { areaBounds, changeOver } from "../growth/change.ts";
import type { Change } from "../growth/change.ts";
import { decibels } from "../radar/palsar.ts";
import type { LBandParameters } from "./terms.ts";

/** HV of the pair, before the two sums of HH. */
const [EARLIER, LATER] = [-4, -3];

/** Mean change of HV over the claim, dB of the cells' mean powers. @throws SixfoldError SERVICE_CELLS */
export const powerChange = (
  parts: readonly CellPart[],
  { loss: { lookBiasDb } }: Pick<LBandParameters, "loss">,
): Change | undefined =>
  changeOver(
    parts,
    ({ sums }) => decibels(sums.at(LATER) as number) - decibels(sums.at(EARLIER) as number),
    lookBiasDb,
  );

const M2_PER_HA = 10_000;

/**
 * A loss, where the 90 % interval of the claim's mean change lies below zero. What fell is bounded by the stock that the
 * project states: of a cell that fell by `dropDb` at least the share that its power lost, since biomass is at most
 * proportional to power; of one that may have fallen, and of what was not seen, all (L15).
 */
export const lossOf = (
  change: Change,
  { loss: { dropDb, noiseDb }, stockKgPerHa }: Pick<LBandParameters, "loss" | "stockKgPerHa">,
): Pick<Finding, "verdict" | "cause" | "reason" | "lowerM2" | "upperM2" | "lowerKg" | "upperKg"> | undefined => {
  if (!(change.upper < 0)) return undefined;
  const { lowerM2, upperM2 } = areaBounds(change, dropDb, noiseDb);
  const leastShare = 1 - pow(10, -dropDb / 10);
  return {
    ...{ verdict: "loss", cause: "canopy-loss", reason: "", lowerM2, upperM2 },
    lowerKg: wholeDown((Number(lowerM2) / M2_PER_HA) * stockKgPerHa.lower * leastShare),
    upperKg: wholeUp((Number(upperM2) / M2_PER_HA) * stockKgPerHa.upper),
  };
};
