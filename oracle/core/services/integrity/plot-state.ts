/** How sure a harm is: *possible* by one look, *provisional* by more, *confirmed* by another day or sensor. */
export const STATES = ["unharmed", "possible", "provisional", "confirmed"] as const;
export type State = (typeof STATES)[number];

/** A plot at the end of a watch; numbers are of looks. */
export type PlotStatus = {
  readonly state: State;
  /** Whether it was seen often enough, and known before. */
  readonly isObserved: boolean;
  /** Last look before the onset. */
  readonly before?: number;
  /** The look that first shows it, and the one at which it can be known. */
  readonly onset?: number;
  readonly confirmed?: number;
};

const gap = (days: readonly number[], from: number): readonly number[] =>
  days.map((day, at) => day - (at === 0 ? from : days[at - 1]!));

/** Whether looks leave no time of a watch without one for longer than `most` days, its two ends included. */
export const areCloseEnough = (
  days: readonly number[],
  { fromDay, endDay }: { readonly fromDay: number; readonly endDay: number },
  most: number,
): boolean => days.length > 0 && gap([...days, endDay], fromDay).every((each) => each <= most);
