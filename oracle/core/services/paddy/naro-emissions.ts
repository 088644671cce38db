/** CH4[kg C/ha] = a * X + b with X the organic carbon applied, kg C/ha. */
export type LinearEmission = { readonly slope: number; readonly intercept: number };

export type NaroWater = "continuous" | "intermittent" | "extended";

/**
 * Methane of Japanese paddies by region and water management, from the public calculator of the National Agriculture
 * and Food Research Organization (soilco2.rad.naro.go.jp, question 10, read). `intermittent` is the customary
 * mid-season drainage (nakaboshi), `extended` one that is at least seven days longer: 0.7 of intermittent.
 */
export const NARO_EMISSION: Readonly<Record<string, Readonly<Record<NaroWater, LinearEmission>>>> = {
  hokkaido: {
    continuous: { slope: 0.175, intercept: 39.2 },
    intermittent: { slope: 0.1238, intercept: 21.4 },
    extended: { slope: 0.0866, intercept: 15 },
  },
  tohoku: {
    continuous: { slope: 0.2037, intercept: 119 },
    intermittent: { slope: 0.1521, intercept: 70.6 },
    extended: { slope: 0.1065, intercept: 49.4 },
  },
  hokuriku: {
    continuous: { slope: 0.1895, intercept: 45.7 },
    intermittent: { slope: 0.1382, intercept: 30.7 },
    extended: { slope: 0.0968, intercept: 21.5 },
  },
  kanto: {
    continuous: { slope: 0.079, intercept: 16.9 },
    intermittent: { slope: 0.0571, intercept: 14.5 },
    extended: { slope: 0.04, intercept: 10.2 },
  },
  "tokai-kinki": {
    continuous: { slope: 0.0951, intercept: 6.4 },
    intermittent: { slope: 0.043, intercept: 2.4 },
    extended: { slope: 0.0301, intercept: 1.7 },
  },
  "chugoku-shikoku": {
    continuous: { slope: 0.0857, intercept: 16.6 },
    intermittent: { slope: 0.0477, intercept: 5.1 },
    extended: { slope: 0.0334, intercept: 3.5 },
  },
  "kyushu-okinawa": {
    continuous: { slope: 0.1021, intercept: 12.2 },
    intermittent: { slope: 0.0584, intercept: 6.7 },
    extended: { slope: 0.0409, intercept: 4.7 },
  },
};

/**
 * CH4 of one season, kg/ha: (a X + b) * 16.01 / 12.01, as the calculator converts carbon to methane. Its g/m2 are a
 * tenth of this. Check: Hokkaido, X = 2000, intermittent 358.59 and extended 250.88 kg/ha.
 */
export const naroMethaneKgPerHa = ({ slope, intercept }: LinearEmission, organicCarbonKgPerHa: number): number =>
  ((slope * organicCarbonKgPerHa + intercept) * 16.01) / 12.01;
