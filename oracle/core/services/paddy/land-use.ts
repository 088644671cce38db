/** What share of a season's looks show a canopy, if the field grows rice. */
export type LandUseRule = {
  readonly minCanopyShare: number;
  readonly maxCanopyShare: number;
};

/**
 * Share of looks that show a canopy. One bright look is wind or a boat; lasting water has few, and forest, orchards and
 * houses have nothing else. Rice has both: it is flooded first, and then covered until it is cut.
 */
export const canopyShare = (looks: readonly { readonly vhDb: number }[], canopyVhDb: number): number =>
  looks.length === 0 ? 0 : looks.filter(({ vhDb }) => vhDb >= canopyVhDb).length / looks.length;

/** Whether such a share is that of a rice crop. */
export const isRice = (share: number, { minCanopyShare, maxCanopyShare }: LandUseRule): boolean =>
  share >= minCanopyShare && share <= maxCanopyShare;
