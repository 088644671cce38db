import { expect } from "chai";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { coverBoundary } from "../../../../oracle/core/ground/cover.ts";
import { versionOf } from "../../../../oracle/core/services/common/parsing.ts";
import { serviceOf, services } from "../../../../oracle/core/services/index.ts";
import { naroReferenceParameters } from "../../../../oracle/core/services/paddy/terms.ts";
import { isStage } from "../../../../oracle/core/services/common/stage.ts";
import { parseProject } from "../../../../oracle/core/services/common/project.ts";
import { farmOf, multiple, plots } from "./paddy/farm.ts";

describe("services", () => {
  const farm = farmOf(plots(multiple, []));

  it("finds each methodology by service and name", () => {
    expect(services().map(({ id, methodology }) => `${id}/${methodology}`)).to.deep.equal([
      "paddy/paddy-ipcc-2019",
      "paddy/paddy-japan-naro",
      "integrity/burn-severity-pair",
      "integrity/clearing-bayes",
      "integrity/fire-hotspots",
      "integrity/flood-water",
      "integrity/season-break",
    ]);
    expect(versionOf(serviceOf("paddy", "paddy-ipcc-2019"), farm.rules)).to.equal("1");
  });

  it("refuses an unknown methodology and says which there are", () => {
    expect(() => serviceOf("paddy", "toy")).to.throw(SixfoldError, "paddy/paddy-japan-naro");
  });

  it("parses parameters before the first stage, and names the one that is wrong", () => {
    const service = serviceOf("paddy", "paddy-ipcc-2019");
    expect(isStage(service.start({ ...farm, parameters: farm.rules }))).to.equal(true);
    const startWith = (change: object) => () => service.start({ ...farm, parameters: { ...farm.rules, ...change } });
    expect(startWith({ gwp: "AR4" })).to.throw(SixfoldError, "parameters.json#/gwp");
    expect(startWith({ drainage: { minDays: 0, toleranceDays: 1 } })).to.throw(
      SixfoldError,
      "parameters.json#/drainage/minDays",
    );
    expect(startWith({ surplus: 1 })).to.throw(SixfoldError, "parameters");
    expect(startWith({ observation: { ...farm.rules.observation, maxPixelM: 25 } })).to.throw(
      SixfoldError,
      "maxPixelM",
    );
  });

  it("says of a parameter set of another methodology that it is one", () => {
    const naro = naroReferenceParameters({ gwp: "AR5", extensionDays: 7 });
    const cases = [
      ["paddy-ipcc-2019", naro],
      ["paddy-japan-naro", farm.rules],
    ] as const;
    for (const [methodology, parameters] of cases) {
      const service = serviceOf("paddy", methodology);
      const rule = `this is a parameter set of ${parameters.methodology}; ${methodology} takes only its own`;
      expect(() => service.start({ ...farm, parameters })).to.throw(SixfoldError, rule);
      expect(() => versionOf(service, parameters)).to.throw(SixfoldError, rule);
      const [refusal] = service.refusals({ ...farm, parameters });
      expect(refusal).to.include({
        code: "SERVICE_PARAMETERS",
        field: "parameters.json#/methodology",
        value: parameters.methodology,
        rule,
      });
    }
    const { methodology, ...unnamed } = farm.rules;
    expect(() => versionOf(serviceOf("paddy", methodology), unnamed)).to.throw(SixfoldError, "#/methodology");
  });

  it("tells the value at the place of a fault, never the document around it", () => {
    const service = serviceOf("paddy", "paddy-ipcc-2019");
    const parameters = {
      ...farm.rules,
      gwp: "AR4",
      surplus: { deep: [1] },
      drainage: { ...farm.rules.drainage, minDays: 0 },
    };
    expect(
      service
        .refusals({ ...farm, parameters })
        .map(({ field, value }) => [field.replace("parameters.json#", ""), value]),
    ).to.have.deep.members([
      ["/gwp", "AR4"],
      ["/drainage/minDays", 0],
      ["/surplus", "an object"],
    ]);
  });

  it("lists every rule of the inputs that a project breaks, and throws the first of them when it starts", () => {
    const service = serviceOf("paddy", "paddy-ipcc-2019");
    const { project, rules } = farm;
    const [first, ...others] = project.fields;
    const broken = {
      ...farm,
      parameters: rules,
      ground: [],
      project: {
        ...project,
        period: { start: "2022-02-01", end: "2022-03-01" },
        fields: [first!, { ...first!, id: "same-ground" }, ...others.filter(({ role }) => role === "project")],
      },
    };
    expect(service.refusals(broken).map(({ code }) => code)).to.deep.equal([
      "SERVICE_NOTHING_CLAIMED",
      "SERVICE_PERIOD",
      "SERVICE_NO_CONTROL",
      "SERVICE_FIELDS_OVERLAP",
    ]);
    expect(() => service.start(broken)).to.throw(SixfoldError, "a project claims ground");
    expect(service.refusals({ ...farm, parameters: rules })).to.deep.equal([]);
  });

  it("has an example for every methodology that it takes itself", () => {
    for (const service of services()) {
      const { example } = service;
      const project = parseProject(example["project.json"], example["boundary.geojson"], example["fields.geojson"]);
      const input = {
        project,
        parameters: example["parameters.json"],
        ground: coverBoundary(project.boundary, project.edgeLevel),
      };
      expect(service.refusals(input), service.methodology).to.deep.equal([]);
      expect(project.name).to.contain("EXAMPLE").and.to.contain(service.methodology);
    }
  });

  it("parses a project's practice before the first stage, and names what is wrong in it", () => {
    const service = serviceOf("paddy", "paddy-ipcc-2019");
    const startWith = (change: object) => () =>
      service.start({
        ...farm,
        project: { ...farm.project, practice: { ...farm.practice, ...change } },
        parameters: farm.rules,
      });
    const [season] = farm.practice.seasons;
    expect(startWith({ seasons: [season, season] })).to.throw(SixfoldError, "disjoint");
    expect(startWith({ nitrogenKgPerHa: -1 })).to.throw(SixfoldError, "practice/nitrogenKgPerHa");
    expect(startWith({ gwp: "AR5" })).to.throw(SixfoldError, "practice");
  });
});
