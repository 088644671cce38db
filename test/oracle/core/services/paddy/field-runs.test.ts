import { expect } from "chai";
import fc from "fast-check";

import { indexRuns, joinRuns, paintRows, runsOf } from "../../../../../oracle/core/services/paddy/field-runs.ts";
import { layerOf } from "../../../../helpers/layers.ts";

const HEIGHT = 40;
const WIDTH = 30;
const { grid } = layerOf([WIDTH, HEIGHT], () => 0);
const valueOf = (label: number, claimed: boolean): number => 10 * label + (claimed ? 1 : 0);

describe("paddy field runs", () => {
  it("paint any rows as the windows' labels say, whatever the order of windows", () => {
    const window = fc.record({ width: fc.integer({ min: 1, max: 17 }), height: fc.integer({ min: 1, max: 17 }) });
    const rows = fc.record({ first: fc.nat(HEIGHT - 1), count: fc.nat(HEIGHT) });
    fc.assert(
      fc.property(window, rows, fc.infiniteStream(fc.nat(8)), fc.boolean(), (size, asked, random, backwards) => {
        const wanted = new Int32Array(WIDTH * HEIGHT);
        const parts: Int32Array[] = [];
        for (let row = 0; row < HEIGHT; row += size.height)
          for (let col = 0; col < WIDTH; col += size.width) {
            const place = {
              col,
              row,
              width: Math.min(size.width, WIDTH - col),
              height: Math.min(size.height, HEIGHT - row),
            };
            const codes = Array.from({ length: place.width * place.height }, () => random.next().value as number);
            const map = {
              labels: Int32Array.from(codes, (code) => (code >> 1) - 1),
              claimed: Uint8Array.from(codes, (code) => code & 1),
            };
            codes.forEach((code, i) => {
              const at = (row + Math.floor(i / place.width)) * WIDTH + col + (i % place.width);
              wanted[at] = valueOf((code >> 1) - 1, (code & 1) === 1);
            });
            parts.push(runsOf(place, map as Parameters<typeof runsOf>[1]));
          }
        const index = indexRuns(grid, joinRuns(backwards ? parts.toReversed() : parts));
        const paint = paintRows(grid, index, valueOf);
        const count = Math.min(asked.count, HEIGHT - asked.first);
        expect([...paint(asked.first, count)]).to.deep.equal([
          ...wanted.subarray(asked.first * WIDTH, (asked.first + count) * WIDTH),
        ]);
        expect(paint(0, HEIGHT)).to.deep.equal(wanted);
      }),
    );
  });
});
