import { expect } from "chai";
import fc from "fast-check";

import { SixfoldError } from "../../../../../../oracle/core/errors.ts";
import { csvTable } from "../../../../../../oracle/core/services/common/table.ts";
import { plotsOf, treeRow } from "../../../../../../oracle/core/services/forest/field/plots.ts";
import type { TreeRow } from "../../../../../../oracle/core/services/forest/field/plots.ts";

const tree = (plot: string, name: number, rest: Partial<TreeRow> = {}): TreeRow => ({
  ...{ plot, tree: String(name), lon: 10 + plot.charCodeAt(0) / 1000, lat: 5, plot_m2: 2500, measured: "2020-08-01" },
  ...{ diameter_cm: 20 + 3 * name, wood_density: 0.6, height_m: 15 + name },
  ...rest,
});

const ROWS = ["b", "a", "c"].flatMap((plot) => [1, 2, 3, 4, 5].map((name) => tree(plot, name)));

describe("plots of trees", () => {
  it("sums trees to Mg/ha", () => {
    const [plot] = plotsOf([tree("a", 1, { diameter_cm: 30, wood_density: 0.6, height_m: 20 })]);
    // 581.616 kg on a quarter of a hectare.
    expect(plot!.biomass).to.be.closeTo((0.581616 * 10_000) / 2500, 1e-5);
    // A single tree errs by all of its residual: sqrt(exp(0.357^2) - 1).
    expect(plot!.relativeError).to.be.closeTo(0.36876, 1e-4);
  });

  it("gives the same bits whatever the order of the rows", () => {
    const plots = plotsOf(ROWS);
    expect(plots.map(({ id }) => id)).to.deep.equal(["a", "b", "c"]);
    fc.assert(
      fc.property(fc.shuffledSubarray(ROWS, { minLength: ROWS.length }), (rows) => {
        expect(plotsOf(rows)).to.deep.equal(plots);
      }),
    );
  });

  it("refuses a tree that stands twice, and rows that contradict each other about their plot", () => {
    expect(() => plotsOf([...ROWS, ROWS[3]!]))
      .to.throw(SixfoldError)
      .that.includes({ code: "SERVICE_PLOTS", field: "plots/b/tree", value: "4" });
    for (const other of [{ lon: 11 }, { lat: 6 }, { plot_m2: 2600 }, { measured: "2020-08-02" }])
      expect(() => plotsOf([...ROWS, tree("a", 9, other)]))
        .to.throw(SixfoldError)
        .that.includes({ code: "SERVICE_PLOTS", field: `plots/a/${Object.keys(other)[0]}` });
  });

  it("refuses one place under two names on one day, which would count a plot twice", () => {
    const { lon } = tree("a", 1);
    expect(() => plotsOf([...ROWS, tree("d", 1, { lon })]))
      .to.throw(SixfoldError)
      .that.includes({ code: "SERVICE_PLOTS", field: "plots/d" });
    expect(plotsOf([...ROWS, tree("d", 1, { lon, measured: "2024-08-01" })])).to.have.length(4);
  });

  it("refuses units that the columns do not have, by row, column, value and rule", () => {
    const header = "plot,tree,lon,lat,plot_m2,measured,diameter_cm,wood_density,height_m";
    const parse = (row: string) =>
      csvTable({ sceneId: "s", assetKey: "trees" }, treeRow).parse(new TextEncoder().encode(`${header}\n${row}\n`));
    expect(parse("a,1,10,5,2500,2020-08-01,30,0.6,20")).to.have.length(1);
    const cases = {
      // Metres, kg/m3, feet, degrees swapped, hectares, a day that is none.
      diameter_cm: "a,1,10,5,2500,2020-08-01,0.3,0.6,20",
      wood_density: "a,1,10,5,2500,2020-08-01,30,600,20",
      height_m: "a,1,10,5,2500,2020-08-01,30,0.6,NaN",
      lat: "a,1,5,105,2500,2020-08-01,30,0.6,20",
      plot_m2: "a,1,10,5,0.25,2020-08-01,30,0.6,20",
      measured: "a,1,10,5,2500,2020-02-30,30,0.6,20",
    };
    for (const [column, row] of Object.entries(cases))
      expect(() => parse(row), column)
        .to.throw(SixfoldError)
        .that.includes({ code: "SERVICE_TABLE", field: `s/trees#row 2, column ${column}` });
  });
});
