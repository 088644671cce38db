import { expect } from "chai";

import { SixfoldError } from "../../../../../oracle/core/errors.ts";
import type { Scene } from "../../../../../oracle/core/scenes/types.ts";
import { requireInputs } from "../../../../../oracle/core/services/paddy/input-rules.ts";
import { planPaddy } from "../../../../../oracle/core/services/paddy/plan.ts";
import { farmOf, multiple, plots, sceneOf } from "./farm.ts";

const farm = farmOf(plots(multiple, []));
/** As a project starts: its inputs are judged, then its scenes. */
const startingWith = (input: Parameters<typeof planPaddy>[0]) => {
  requireInputs(input);
  return planPaddy(input);
};
const plan = (scenes: readonly Scene[], changed: Partial<typeof farm> = {}) =>
  startingWith({ ...farm, ...changed, scenes });
const refusals = (scene: Scene) =>
  plan([...farm.scenes, scene]).refused.map(({ sceneId, rule }) => `${sceneId}: ${rule}`);
const changedAssets = (scene: Scene, change: object): Scene => ({
  ...scene,
  assets: Object.fromEntries(Object.entries(scene.assets).map(([key, asset]) => [key, { ...asset, ...change }])),
});
const later: Scene = { ...sceneOf({ day: 50, track: "track-9" }), id: "odd" };

describe("paddy plan", () => {
  it("reads both polarisations of every scene in order of time over a grid on the scenes' lattice", () => {
    const { history, steps, refused, grid } = plan(farm.scenes);
    const reads = [...history, ...steps].flat();
    expect(history).to.have.length(60);
    expect(refused).to.deep.equal([]);
    expect(reads).to.have.length(2 * farm.scenes.length);
    expect(reads.map(({ datetime }) => datetime)).to.deep.equal(reads.map(({ datetime }) => datetime).sort());
    expect((grid.originX - 500_000) % 10).to.equal(0);
    expect(grid.epsg).to.equal(32648);
  });

  it("test_L13_does_not_depend_on_the_order_of_scenes", () => {
    const shuffled = [...farm.scenes].reverse();
    expect(plan([...shuffled.slice(7), ...shuffled.slice(0, 7)])).to.deep.equal(plan(farm.scenes));
  });

  const cases: readonly (readonly [string, Scene])[] = [
    ["scene-outside-period", { ...later, datetime: "2023-01-01T00:00:00Z" }],
    ["scene-without-track", { ...later, track: undefined }],
    ["scene-without-vv-and-vh", { ...later, assets: { vv: later.assets["vv"]! } }],
    ["scene-without-lattice", changedAssets(later, { transform: undefined })],
    ["scene-without-lattice", changedAssets(later, { transform: [10, 1, 499_000, 0, -10, 1_151_000] })],
    ["scene-pixel-too-large", changedAssets(later, { transform: [40, 0, 499_000, 0, -40, 1_151_000] })],
    ["scene-other-crs", changedAssets(later, { epsg: 32647 })],
    ["scene-off-lattice", changedAssets(later, { transform: [10, 0, 499_005, 0, -10, 1_151_000] })],
    ["scene-duplicate", { ...farm.scenes[3]!, id: "odd" }],
  ];
  for (const [rule, scene] of cases) {
    it(`refuses by name: ${rule}`, () => {
      expect(refusals(scene)).to.deep.equal([`odd: ${rule}`]);
    });
  }

  it("takes simulated scenes into no project that is not", () => {
    expect(() => plan(farm.scenes, { project: { ...farm.project, simulated: false } })).to.throw(
      SixfoldError,
      "scenes",
    );
  });

  it("finds VV and VH by asset key or band name in any case", () => {
    const [vv, vh] = [later.assets["vv"]!, later.assets["vh"]!];
    const renamed = {
      ...later,
      assets: {
        data: {
          ...vv,
          key: "data",
          bands: [
            { ...vv.bands[0]!, name: "VH", index: 1 },
            { ...vv.bands[0]!, name: "gamma0_VV", index: 0 },
          ],
        },
      },
    };
    const reads = plan([...farm.scenes, renamed])
      .steps.flat()
      .filter(({ sceneId }) => sceneId === "odd");
    expect(reads.map(({ assetKey, band }) => `${assetKey}/${band}`)).to.deep.equal(["data/gamma0_VV", "data/VH"]);
    const upper = { ...later, assets: { VV: { ...vv, key: "VV" }, VH: { ...vh, key: "VH" } } };
    expect(
      plan([...farm.scenes, upper])
        .steps.flat()
        .filter(({ sceneId }) => sceneId === "odd"),
    ).to.have.length(2);
  });

  it("refuses a season with too few scenes or a gap too long, as when a satellite fails", () => {
    const halved = farm.scenes.filter(({ track }) => track === "track-0");
    expect(() => plan(halved)).to.throw(SixfoldError, "at most 7 days apart");
    expect(() => plan([])).to.throw(SixfoldError, "at least 8 scenes");
    const gap = farm.scenes.filter(({ datetime }) => datetime < "2022-02-10" || datetime > "2022-02-18");
    expect(() => plan(gap)).to.throw(SixfoldError, "days apart");
  });

  it("refuses a project without control fields: a baseline is never declared", () => {
    const fields = farm.project.fields.filter(({ role }) => role === "project");
    expect(() => plan(farm.scenes, { project: { ...farm.project, fields } })).to.throw(
      SixfoldError,
      "no declared baseline",
    );
  });

  it("refuses ground without cells, seasons outside the period and a project without project fields", () => {
    expect(() => plan(farm.scenes, { ground: [] })).to.throw(SixfoldError, "claims ground");
    const project = { ...farm.project, period: { start: "2022-02-01T00:00:00Z", end: "2023-01-01T00:00:00Z" } };
    expect(() => plan(farm.scenes, { project })).to.throw(SixfoldError, "within the period");
    const fields = farm.project.fields.filter(({ role }) => role === "control");
    expect(() => plan(farm.scenes, { project: { ...farm.project, fields } })).to.throw(SixfoldError, "project field");
  });
});

describe("paddy history", () => {
  const { history } = farm.project;
  const withHistory = (changed: typeof history) =>
    plan(farm.scenes, { project: { ...farm.project, history: changed } });

  it("refuses a project that states none, or one that is not as long as the methodology says", () => {
    expect(() => withHistory(undefined)).to.throw(SixfoldError, "730 days before the project");
    expect(() => withHistory({ ...history!, start: "2021-01-01T00:00:00Z" })).to.throw(
      SixfoldError,
      "no more and no less",
    );
  });

  it("refuses a history that reaches into the period", () => {
    const late = { start: "2020-01-12T00:00:00Z", end: "2022-01-11T00:00:00Z" };
    expect(() => withHistory(late)).to.throw(SixfoldError, "ends before the period");
  });

  it("refuses a history of which there are too few scenes", () => {
    const scenes = farm.scenes.filter(({ datetime }) => datetime >= "2021-11-05");
    expect(() => plan(scenes))
      .to.throw(SixfoldError, "at least 6 days of the history")
      .with.property("value", 4);
  });

  it("refuses sides that lie in too few clusters", () => {
    const fields = farm.project.fields.filter(({ id }) => !["f004", "f005", "f006", "f007"].includes(id));
    expect(() => plan(farm.scenes, { project: { ...farm.project, fields } }))
      .to.throw(SixfoldError, "cells of level 15")
      .with.property("code", "SERVICE_FEW_CLUSTERS");
  });
});
