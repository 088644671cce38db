import { plotMean } from "../../../kernels/plot-units.ts";
import { toDecibels } from "../../common/decibels.ts";
import { normalizedDifference } from "../normalized-difference.ts";
import type { BandSet } from "../looks.ts";
import type { Seen } from "../read-looks.ts";
import { MIXTURE_BANDS } from "../unmixing/endmembers.ts";
import { ndfiOfReflectance } from "../unmixing/ndfi.ts";
import type { ClearingRules, SignalName } from "./terms.ts";

/** One signal of one look: its value for each plot, NaN where it was not seen. */
export type Signal = {
  readonly name: SignalName;
  /** Signals of one channel, a name and a track, are held against each other. */
  readonly channel: string;
  readonly look: number;
  readonly values: Float64Array;
};

/** Radar signals that the rules use, in the order of a look's bands. */
export const radarSignals = ({ signals }: ClearingRules): readonly ("vh" | "vv")[] =>
  signals.vv === undefined ? ["vh"] : ["vh", "vv"];

const NDFI_TRACK = "optical, six bands";

/** Optical looks: by fractions where a scene has the bands to unmix it, by NDVI else. */
export const OPTICAL_SETS: readonly BandSet[] = [
  { track: NDFI_TRACK, reflectances: MIXTURE_BANDS },
  { track: "optical", reflectances: [["red"], ["nir08", "nir"]] },
];

/** The signals of looks in their order: decibels of a plot's mean power, NDFI or NDVI of its mean reflectances. */
export const signalsOf = ({ looks, planes, plots: seen }: Seen, rules: ClearingRules): readonly Signal[] => {
  const { plots, pixels, counts } = seen;
  const isSeen = (plane: number, place: number): boolean =>
    (counts[plane * plots.length + place] as number) * 1000 >=
    rules.observation.leastPixelShare * (pixels[place] as number);
  const valuesOf = (plane: number, valueOf: (place: number) => number): Float64Array =>
    Float64Array.from(plots, (_, place) => (isSeen(plane, place) ? valueOf(place) : NaN));
  return looks.flatMap(({ sensor, track }, look): readonly Signal[] => {
    const own = planes[look]!;
    if (track === NDFI_TRACK) {
      const values = valuesOf(own[0]!, (place) => ndfiOfReflectance(own.map((plane) => plotMean(seen, plane, place))));
      return [{ name: "ndfi", channel: track, look, values }];
    }
    if (sensor === "optical") {
      const [red, nir] = own as [number, number];
      const values = valuesOf(red, (place) =>
        normalizedDifference(plotMean(seen, nir, place), plotMean(seen, red, place)),
      );
      return [{ name: "ndvi", channel: `ndvi ${track}`, look, values }];
    }
    return radarSignals(rules).map((name, band) => ({
      ...{ name, channel: `${name} ${track}`, look },
      values: valuesOf(own[band]!, (place) => {
        const power = plotMean(seen, own[band]!, place);
        return power > 0 ? toDecibels(power) : NaN;
      }),
    }));
  });
};
