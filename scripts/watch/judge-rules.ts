import { dateOf } from "../../oracle/core/services/common/day.ts";
import { alertOf } from "../../oracle/core/services/integrity/alerts/alert-code.ts";
import { follow as followDrought } from "../../oracle/core/services/integrity/drought/follow.ts";
import { DROUGHT_REFERENCE } from "../../oracle/core/services/integrity/drought/terms.ts";
import { follow as followCoherence } from "../../oracle/core/services/integrity/shaking/follow.ts";
import { COHERENCE_REFERENCE } from "../../oracle/core/services/integrity/shaking/terms.ts";
import { firesOf } from "../../oracle/core/services/integrity/thermal/contextual.ts";
import { somaliaSeasons, tampaLosses } from "./real-series.ts";
import {
  COHERENCE_WATCH,
  coherenceSeries,
  DRIED_FROM,
  DROUGHT_START,
  DROUGHT_WATCH,
  droughtSeries,
  thermalImage,
  THERMAL_MIDDLE,
} from "./simulated-series.ts";

type Row = readonly [data: string, reached: string, goal: string];

const SERIES = 100;
/** How many of a hundred seeds hold, from one on. */
const countOf = (from: number, holds: (seed: number) => boolean): number =>
  Array.from({ length: SERIES }, (_, k) => holds(from + k)).filter(Boolean).length;

/** The codes of Global Forest Watch whose meaning is published. */
const alerts = (): Row => {
  const said = [20_001, 30_055, 21_847, 41_847, 0].map((code) => {
    const alert = alertOf(code, "alert");
    return alert === undefined ? "none" : `${alert.confidence} ${dateOf(alert.day)}`;
  });
  const goal = "low 2015-01-01, high 2015-02-24, low 2020-01-21, highest 2020-01-21, none";
  return ["alert codes 20001, 30055, 21847, 41847, 0", said.join(", "), goal];
};

const droughts = (): Row => {
  const lagOf = (seed: number): number => {
    const { state, onset } = followDrought(droughtSeries(seed, DRIED_FROM), DROUGHT_WATCH, DROUGHT_REFERENCE);
    return state === "confirmed" ? DROUGHT_START + 16 * onset! - DRIED_FROM : NaN;
  };
  const found = countOf(5_000, (seed) => lagOf(seed) >= 0 && lagOf(seed) <= 32);
  const falsely = countOf(
    0,
    (seed) => followDrought(droughtSeries(seed), DROUGHT_WATCH, DROUGHT_REFERENCE).state === "confirmed",
  );
  return [
    "SIMULATED: drought",
    `${found} of ${SERIES} found within 32 days; ${falsely} of ${SERIES} quiet ones false`,
    "none was set",
  ];
};

const shaking = (): Row => {
  const isFound = (hit: boolean) => (seed: number) =>
    followCoherence(coherenceSeries(seed, hit), COHERENCE_WATCH, COHERENCE_REFERENCE).state === "confirmed";
  const [found, falsely] = [countOf(1_000, isFound(true)), countOf(0, isFound(false))];
  return [
    "SIMULATED: drop of coherence",
    `${found} of ${SERIES} found; ${falsely} of ${SERIES} quiet years false`,
    "none was set",
  ];
};

const heat = (): Row => {
  const isFire = (extra: number) => (seed: number) =>
    firesOf(thermalImage(seed, extra)).some(({ at }) => at === THERMAL_MIDDLE || extra === 0);
  const [found, falsely] = [countOf(1_000, isFire(25)), countOf(0, isFire(0))];
  return [
    "SIMULATED: a pixel 25 K warmer at 4 um",
    `${found} of ${SERIES} found; ${falsely} of ${SERIES} images without a fire false`,
    "none was set",
  ];
};

/** What rules reach whose truth is simulated or published. */
export const judgeRules = (): readonly Row[] => [alerts(), droughts(), shaking(), heat()];

/** What the rules of beds and of drought say of real series. */
export const judgeRealSeries = async (dataFolder: string): Promise<readonly Row[]> => {
  const seasons = await somaliaSeasons(dataFolder);
  const worst = seasons.filter(({ drought, others }) => drought < Math.min(...others)).length;
  return [
    [
      "Hillsborough Bay, areas of seagrass to 2024",
      `falls beyond both errors in ${(await tampaLosses(dataFolder)).join(", ")}`,
      "the rule of 1.645 errors of both",
    ],
    [
      "Somalia, NDVI 2000 to 2011",
      `2010/11 the worst dry season of ten in ${worst} of ${seasons.length} pixels`,
      "2 of 2",
    ],
  ];
};
