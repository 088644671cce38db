import type { WaterPdfs } from "../../../../../oracle/core/services/paddy/mixture.ts";
import type { FieldLook } from "../../../../../oracle/core/services/paddy/inundation.ts";
import type { Random } from "../../../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../../../oracle/core/uncertainty/sample.ts";

/** A drainage, first and last dry day. */
export type Drainage = { readonly first: number; readonly last: number };

export type SimulatedField = {
  readonly floodedFrom: number;
  readonly canopyFrom: number;
  readonly drainages: readonly Drainage[];
};

export type Pass = { readonly day: number; readonly track: string };

/** Passes every `repeatDays` on each track, tracks evenly interleaved. */
export const passesOf = (tracks: number, repeatDays: number, lastDay: number): readonly Pass[] =>
  Array.from({ length: tracks }, (_, track) =>
    Array.from({ length: Math.floor((lastDay - 1 - (track * repeatDays) / tracks) / repeatDays) + 1 }, (__, pass) => ({
      day: Math.round((track * repeatDays) / tracks) + pass * repeatDays,
      track: `track-${track}`,
    })),
  )
    .flat()
    .sort((a, b) => a.day - b.day);

/**
 * Levels like those of the An Giang fields: open water near VV -17 and VH -23.5 dB, canopy near VH -15 dB. Drained soil
 * between seedlings is taken as VV -9.5 and VH -19.5 dB. Each track is offset by its incidence.
 */
const LEVELS = { wet: [-17, -23.5], dry: [-9.5, -19.5], canopy: [-9, -14.5] } as const;

/** One field's looks with speckle and weather of `noiseDb` standard deviation, after averaging over the field. */
export const simulateLooks = (
  { floodedFrom, canopyFrom, drainages }: SimulatedField,
  passes: readonly Pass[],
  noiseDb: number,
  random: Random,
): readonly FieldLook[] =>
  passes.map(({ day, track }) => {
    const drained = day < floodedFrom || drainages.some(({ first, last }) => day >= first && day <= last);
    const [vv, vh] = LEVELS[day >= canopyFrom ? "canopy" : drained ? "dry" : "wet"];
    const offset = track === "track-1" ? -0.8 : 0;
    return {
      day,
      track,
      vvDb: vv + offset + noiseDb * standardNormal(random),
      vhDb: vh + offset + noiseDb * standardNormal(random),
    };
  });

/** Densities as narrow as the simulated levels, for tests that do not estimate them. */
export const knownPdfs: WaterPdfs = {
  wet: { vvMean: -17, vvSd: 1.2, vhMean: -23.5, vhSd: 1.2 },
  dry: { vvMean: -9.5, vvSd: 1.2, vhMean: -19.5, vhSd: 1.2 },
};
