import { expect } from "chai";
import fc from "fast-check";
import { encodeAbiParameters, keccak256 } from "viem";

import { groundRoot } from "../../../../oracle/core/ground/ground-root.ts";
import { modelRoot } from "../../../helpers/ground-model.ts";

const block = fc.record({ cell: fc.bigInt(0n, (1n << 64n) - 1n), bits: fc.bigInt(1n, (1n << 256n) - 1n) });
const segments = fc.array(fc.array(block, { maxLength: 3 }), { maxLength: 4 });
const id = fc.bigInt(1n, (1n << 64n) - 1n);

describe("groundRoot", () => {
  it("starts from the project and folds each segment's digest in", () => {
    fc.assert(
      fc.property(id, segments, (projectId, claimed) => {
        expect(groundRoot(projectId, claimed)).to.equal(modelRoot(projectId, claimed));
      }),
    );
    expect(groundRoot(7n, [])).to.equal(keccak256(encodeAbiParameters([{ type: "uint256" }], [7n])));
  });

  it("tells projects, segments and their order apart", () => {
    const [a, b] = [
      { cell: 1n, bits: 1n },
      { cell: 2n, bits: 1n },
    ];
    const roots = [
      groundRoot(1n, [[a, b]]),
      groundRoot(2n, [[a, b]]),
      groundRoot(1n, [[a], [b]]),
      groundRoot(1n, [[b], [a]]),
      groundRoot(1n, [[b, a]]),
    ];
    expect(new Set(roots).size).to.equal(roots.length);
  });
});
