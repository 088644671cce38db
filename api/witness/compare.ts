/** One fact, as the indexer has it and as the witness found it. */
export type Compared = { readonly what: string; readonly indexed: string; readonly witnessed: string };

/** Facts side by side, those of the witness by the names of the indexer's. */
export const compare = (
  indexed: Readonly<Record<string, string>>,
  witnessed: Readonly<Record<string, string>>,
): readonly Compared[] =>
  [...new Set([...Object.keys(indexed), ...Object.keys(witnessed)])].map((what) => ({
    what,
    indexed: indexed[what] ?? "",
    witnessed: witnessed[what] ?? "",
  }));

export const VERDICTS = ["verified", "mismatched", "pending"] as const;

/** Pending where the chain does not have the block that the indexer read up to: then nothing can be said yet. */
export const verdictOf = (compared: readonly Compared[] | undefined): (typeof VERDICTS)[number] =>
  compared === undefined
    ? "pending"
    : compared.every(({ indexed, witnessed }) => indexed === witnessed)
      ? "verified"
      : "mismatched";
