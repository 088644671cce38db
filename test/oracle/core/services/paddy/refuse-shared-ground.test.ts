import { expect } from "chai";

import { SixfoldError } from "../../../../../oracle/core/errors.ts";
import { parseBoundary } from "../../../../../oracle/core/ground/boundary.ts";
import { refuseSharedGround } from "../../../../../oracle/core/services/paddy/refuse-shared-ground.ts";
import type { Field } from "../../../../../oracle/core/services/common/types.ts";

/** About a metre of longitude at this latitude. */
const METRE = 1 / 109_500;

const fieldAt = (id: string, west: number, south = 10): Field => {
  const [east, north] = [west + 100 * METRE, south + 0.001];
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { id, role: "project", boundary: parseBoundary({ type: "Polygon", coordinates: [ring] }) };
};

describe("fields that share ground", () => {
  const first = fieldAt("a", 105);

  it("may touch, or cross by a metre", () => {
    refuseSharedGround([first, fieldAt("b", 105 + 100 * METRE), fieldAt("c", 105, 10.001)]);
    refuseSharedGround([first, fieldAt("b", 105 + 99.9 * METRE)]);
  });

  it("are refused by both their names, wherever they stand in the list", () => {
    const far = Array.from({ length: 20 }, (_, k) => fieldAt(`far-${k}`, 105.1 + k * 0.01, 9 + (k % 3)));
    for (const other of [fieldAt("b", 105 + 80 * METRE), fieldAt("b", 105 - 50 * METRE, 10.0005), fieldAt("b", 105)])
      for (const fields of [
        [first, ...far, other],
        [other, ...far, first],
      ])
        expect(() => refuseSharedGround(fields))
          .to.throw(SixfoldError, "fields do not overlap")
          .that.satisfies(({ field, value }: SixfoldError) => `${field} ${String(value)}`.match(/^fields\/[ab] [ab]$/));
  });

  it("are found among thousands within seconds", function () {
    this.timeout(20_000);
    const many = Array.from({ length: 3_000 }, (_, k) =>
      fieldAt(`f${k}`, 100 + (k % 60) * 0.002, Math.floor(k / 60) * 0.002),
    );
    refuseSharedGround(many);
    expect(() => refuseSharedGround([...many, { ...many[1500]!, id: "twin" }])).to.throw(SixfoldError);
  });
});
