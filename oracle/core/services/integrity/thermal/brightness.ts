/** A look of an imager, row-major: brightness temperatures in kelvin at 4, 11 and 12 um, reflectances at 0.65 and 0.86 um. */
export type ThermalImage = {
  readonly width: number;
  readonly height: number;
  readonly t4: Float64Array;
  readonly t11: Float64Array;
  readonly t12: Float64Array;
  /** NaN at night. */
  readonly red: Float64Array;
  readonly nir: Float64Array;
};

/** Whether a pixel is seen by day: at night there are no reflectances. */
export const isDay = ({ red, nir }: ThermalImage, at: number): boolean =>
  !Number.isNaN(red[at]!) && !Number.isNaN(nir[at]!);

/** Whether a pixel was seen at all. */
export const isSeen = ({ t4, t11, t12 }: ThermalImage, at: number): boolean =>
  !Number.isNaN(t4[at]!) && !Number.isNaN(t11[at]!) && !Number.isNaN(t12[at]!);

/** Whether a pixel is clouded (Giglio et al. 2003, Remote Sensing of Environment 87, section 3.1). */
export const isClouded = (image: ThermalImage, at: number): boolean => {
  const t12 = image.t12[at] as number;
  if (t12 < 265) return true;
  if (!isDay(image, at)) return false;
  const bright = image.red[at]! + image.nir[at]!;
  return bright > 0.9 || (bright > 0.7 && t12 < 285);
};
