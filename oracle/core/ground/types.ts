import type { LonLat } from "../grid/types.ts";

/** First and last position are equal, at least four positions. */
export type Ring = readonly LonLat[];

/** A valid, normalised area: every polygon is an outer ring followed by its holes. Made by `parseBoundary` only. */
export type Boundary = {
  readonly type: "MultiPolygon";
  readonly coordinates: readonly (readonly Ring[])[];
};

/** The finest S2 level a project claims: about 140 m (16) or 9 m (20) across. */
export type EdgeLevel = 16 | 20;

/** A parent cell at level 8, 12 or 16 with those of its 256 descendants four levels down that are claimed whole. */
export type Block = {
  /** S2 cell id, uint64. */
  readonly cell: bigint;
  /** Bit i is descendant i in Hilbert order, uint256, never zero. */
  readonly bits: bigint;
};

/** Part of a boundary's cover that a project does not claim, and who holds ground in it. */
export type LeftOut = Block & {
  /** Numbers of projects, ascending; none where the project left it out by choice, or it earned before. */
  readonly heldBy: readonly bigint[];
};

/** What a project claims of its boundary's cover, and what it does not. */
export type ProjectGround = {
  /** Ascending by cell, as are those left out. */
  readonly blocks: readonly Block[];
  readonly leftOut: readonly LeftOut[];
};
