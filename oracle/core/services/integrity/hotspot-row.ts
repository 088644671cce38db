import * as z from "zod";

import { decimalCell } from "../common/cells.ts";

const VIIRS_CLASSES = { l: "low", low: "low", n: "nominal", nominal: "nominal", h: "high", high: "high" } as const;
type ViirsWord = keyof typeof VIIRS_CLASSES;

export const CONFIDENCES = ["low", "nominal", "high"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

const isViirsWord = (text: string): text is ViirsWord => Object.hasOwn(VIIRS_CLASSES, text);

/** Kilometres along a pixel's side: MODIS reaches 4.8 at the swath's edge. */
const side = decimalCell(z.number().gt(0).max(10));

/** HHMM in UTC, its leading zeros left out or not. */
const time = z
  .string()
  .regex(/^\d{1,4}$/, "a time HHMM in UTC, as 306 or 0306")
  .refine((text) => Number(text) % 100 < 60 && Number(text) < 2400, "a time HHMM in UTC, as 306 or 0306");

/** One row of a FIRMS active-fire table, MODIS or VIIRS; columns that are not named here have no effect. */
export const hotspotRow = z
  .object({
    latitude: decimalCell(z.number().min(-90).max(90)),
    longitude: decimalCell(z.number().min(-180).max(180)),
    scan: side,
    track: side,
    acq_date: z.iso.date(),
    acq_time: time,
    satellite: z.string(),
    instrument: z.enum(["MODIS", "VIIRS"]),
    confidence: z.string(),
    frp: decimalCell(z.number().min(0)),
    /** Of standard products: 0 vegetation, 1 volcano, 2 other static source, 3 offshore. */
    type: z.enum(["0", "1", "2", "3"]).exactOptional(),
  })
  .superRefine(({ instrument, confidence }, { addIssue }) => {
    const isValid =
      instrument === "VIIRS" ? isViirsWord(confidence) : /^\d{1,3}$/.test(confidence) && Number(confidence) <= 100;
    if (isValid) return;
    const message = instrument === "VIIRS" ? "l, n or h of VIIRS" : "0 to 100 of MODIS";
    addIssue({ code: "custom", path: ["confidence"], message, input: confidence });
  });

export type HotspotRow = z.infer<typeof hotspotRow>;

type Classes = { readonly nominal: number; readonly high: number };

/** The class of a confidence in percent. */
export const confidenceClass = (percent: number, { nominal, high }: Classes): Confidence =>
  percent >= high ? "high" : percent >= nominal ? "nominal" : "low";

/** The class of a row's confidence. */
export const confidenceOf = ({ instrument, confidence }: HotspotRow, classes: Classes): Confidence =>
  instrument === "VIIRS" ? VIIRS_CLASSES[confidence as ViirsWord] : confidenceClass(Number(confidence), classes);

/** Unix seconds of a row's overpass. */
export const secondsOf = ({ acq_date, acq_time }: HotspotRow): bigint => {
  const clock = Number(acq_time);
  return BigInt(Date.parse(acq_date) / 1000 + Math.floor(clock / 100) * 3600 + (clock % 100) * 60);
};
