import { s2 } from "s2js";
import { concat, encodeAbiParameters, keccak256 } from "viem";
import type { Hex } from "viem";

/** A block as contracts know it. */
export type ModelBlock = { readonly cell: bigint; readonly bits: bigint };

const { cellid } = s2;

/** The level of a block's cell. */
export const levelOf = (cell: bigint): number => cellid.level(cell);

/** The child of a cell, four levels down, at an index along the Hilbert curve: found by walking children, not by bits. */
export function childAt(cell: bigint, index: number): bigint {
  let child = cell;
  for (let shift = 6; shift >= 0; shift -= 2) {
    const next = cellid.children(child)[(index >> shift) & 3];
    if (next === undefined) throw new RangeError(`child ${String(index)}`);
    child = next;
  }
  return child;
}

/** All children that a block claims. */
export function childrenOf(block: ModelBlock): readonly { readonly index: number; readonly cell: bigint }[] {
  const children = [];
  for (let index = 0; index < 256; index++) {
    if ((block.bits >> BigInt(index)) & 1n) children.push({ index, cell: childAt(block.cell, index) });
  }
  return children;
}

/** A pool's claimed ground as a plain list of cells: no words, no ancestors, only S2's own containment. */
export class NaiveGround {
  readonly claimed = new Map<bigint, bigint>();

  /** The bits of a block whose children meet claimed cells. */
  conflict(block: ModelBlock): bigint {
    let bits = 0n;
    for (const { index, cell } of childrenOf(block)) {
      for (const other of this.claimed.keys()) {
        if (cellid.intersects(cell, other)) {
          bits |= 1n << BigInt(index);
          break;
        }
      }
    }
    return bits;
  }

  claim(blocks: readonly ModelBlock[], projectId: bigint): void {
    for (const block of blocks) for (const { cell } of childrenOf(block)) this.claimed.set(cell, projectId);
  }

  /** Claims, block by block, the children that meet nothing claimed before. @returns what was taken, and what was not. */
  claimFree(
    blocks: readonly ModelBlock[],
    projectId: bigint,
  ): { readonly taken: ModelBlock[]; readonly leftOut: ModelBlock[] } {
    const [taken, leftOut]: [ModelBlock[], ModelBlock[]] = [[], []];
    for (const block of blocks) {
      const met = this.conflict(block);
      const free = { cell: block.cell, bits: block.bits & ~met };
      this.claim([free], projectId);
      if (free.bits !== 0n) taken.push(free);
      if (met !== 0n) leftOut.push({ cell: block.cell, bits: met });
    }
    return { taken, leftOut };
  }

  release(blocks: readonly ModelBlock[]): void {
    for (const block of blocks) for (const { cell } of childrenOf(block)) this.claimed.delete(cell);
  }

  /** How many edge-level cells a project holds. */
  edgeCells(projectId: bigint, edgeLevel: number): bigint {
    let cells = 0n;
    for (const [cell, owner] of this.claimed) {
      if (owner === projectId) cells += 4n ** BigInt(edgeLevel - cellid.level(cell));
    }
    return cells;
  }
}

const blocksType = [
  {
    type: "tuple[]",
    components: [
      { name: "cell", type: "uint64" },
      { name: "bits", type: "uint256" },
    ],
  },
] as const;

/** The chained root of a project's segments, computed with viem from the documented formula. */
export function modelRoot(projectId: bigint, segments: readonly (readonly ModelBlock[])[]): Hex {
  return segments.reduce<Hex>(
    (root, blocks) => keccak256(concat([root, keccak256(encodeAbiParameters(blocksType, [blocks]))])),
    keccak256(encodeAbiParameters([{ type: "uint64" }], [projectId])),
  );
}
