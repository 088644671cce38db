import { expect } from "chai";

import { empty } from "../../../../oracle/core/empty.ts";
import { bytesOf, held, partOf, piecesOf } from "../../../../oracle/core/evidence/stored.ts";

describe("evidence/stored", () => {
  it("gives copies that may be emptied, also of a Buffer of Node's, whose slices are none", async () => {
    for (const bytes of [Uint8Array.of(1, 2, 3, 4), Buffer.from(Uint8Array.of(1, 2, 3, 4).buffer)]) {
      const stored = held(bytes);
      for (const file of [stored, partOf(stored, 0, 4)]) empty(await bytesOf(file));
      expect([...(await bytesOf(stored))]).to.deep.equal([1, 2, 3, 4]);
    }
  });

  it("comes in pieces of the length asked for, of which the last may be shorter", async () => {
    const lengths: number[] = [];
    for await (const piece of piecesOf(held(new Uint8Array(10)), 4)) lengths.push(piece.length);
    expect(lengths).to.deep.equal([4, 4, 2]);
  });
});
