/** What a run is at. */
export type Progress = (
  at: "list scenes" | "read headers" | "windows" | "measure" | "bundle",
  done: number,
  total: number,
) => void;
