import { levelOfCell } from "../core/ground/s2.ts";
import { mergeBlocks } from "../core/ground/merge-blocks.ts";
import { openChildren } from "../core/ground/subtract.ts";
import type { Block, EdgeLevel } from "../core/ground/types.ts";
import type { Chain } from "./connect.ts";
import { onChain } from "./errors.ts";

const ALL = (1n << 256n) - 1n;
const STEP = 4;
/** Blocks in one question: their 64 bytes each, and as many storage reads, are what any endpoint answers. */
const BLOCKS_ASKED = 500;

export type FreeGround = {
  /** What a claim of the project would take now. */
  readonly free: readonly Block[];
  /** What it would leave out, at the finest level that tells. */
  readonly leftOut: readonly Block[];
};

/** Who asks: a project, or whoever has none yet. */
type Asker = {
  /** Absent where there is no project: what its crediting start and its owner's past would close is not seen. */
  readonly projectId?: bigint;
  readonly pool: number;
  readonly edgeLevel: EdgeLevel;
};

const askLeftOut = async (
  { contracts: { ground } }: Chain,
  { projectId, pool }: Asker,
  blocks: readonly Block[],
): Promise<ReadonlyMap<bigint, bigint>> => {
  const found = new Map<bigint, bigint>();
  for (let at = 0; at < blocks.length; at += BLOCKS_ASKED) {
    const asked = blocks.slice(at, at + BLOCKS_ASKED);
    const refused = await onChain("ground", () =>
      projectId === undefined ? ground.read.conflicts([pool, asked]) : ground.read.leftOut([projectId, asked]),
    );
    for (const { cell, bits } of refused) found.set(cell, bits);
  }
  return found;
};

/**
 * Which of a block's children that would be left out hold some ground that would not: the contract leaves a child out
 * whole when anything of it is taken or closed.
 */
const partlyFree = async (
  { contracts: { ground } }: Chain,
  pool: number,
  { cell, bits }: Block,
  refused: bigint,
): Promise<bigint> => {
  const [taken, touched] = await onChain("ground", () =>
    Promise.all([ground.read.taken([pool, cell]), ground.read.touched([pool, cell])]),
  );
  // Nothing is claimed here or below, and yet nothing is free: an ancestor is claimed, or all of it is closed.
  if (bits === ALL && refused === ALL && (taken | touched) === 0n) return 0n;
  return refused & ~taken;
};

/**
 * Asks the chain what of some blocks is free for a project, or for one to come. Children that are partly free are opened, down to the edge
 * level.
 * @param blocks ascending by cell, none finer than the edge level.
 * @throws SixfoldError when the RPC fails.
 */
export const findFree = async (chain: Chain, project: Asker, blocks: readonly Block[]): Promise<FreeGround> => {
  const [free, leftOut]: [Block[], Block[]] = [[], []];
  for (let open = blocks; open.length > 0;) {
    const refusals = await askLeftOut(chain, project, open);
    const deeper: Block[] = [];
    for (const block of open) {
      const { cell, bits } = block;
      const refused = refusals.get(cell) ?? 0n;
      if (refused !== bits) free.push({ cell, bits: bits & ~refused });
      if (refused === 0n) continue;
      const isFinest = levelOfCell(cell) + STEP === project.edgeLevel;
      const part = isFinest ? 0n : await partlyFree(chain, project.pool, block, refused);
      if (refused !== part) leftOut.push({ cell, bits: refused & ~part });
      deeper.push(...openChildren({ cell, bits: part }));
    }
    open = deeper;
  }
  return { free: mergeBlocks(free), leftOut: mergeBlocks(leftOut) };
};
