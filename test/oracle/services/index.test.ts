import { expect } from "chai";

import { ServiceError } from "../../../oracle/errors.ts";
import { serviceOf, services, versionOf } from "../../../oracle/services/index.ts";
import { farmOf, multiple, plots } from "./paddy/farm.ts";

describe("services", () => {
  const farm = farmOf(plots(multiple, []));

  it("finds each methodology by service and name", () => {
    expect(services().map(({ id, methodology }) => `${id}/${methodology}`)).to.deep.equal([
      "paddy/paddy-ipcc-2019",
      "paddy/paddy-japan-naro",
    ]);
    expect(versionOf(serviceOf("paddy", "paddy-ipcc-2019"), farm.rules)).to.equal("1");
  });

  it("refuses an unknown methodology and says which there are", () => {
    expect(() => serviceOf("paddy", "toy")).to.throw(ServiceError, "paddy/paddy-japan-naro");
  });

  it("parses parameters before planning, and names the one that is wrong", () => {
    const service = serviceOf("paddy", "paddy-ipcc-2019");
    expect(service.plan({ ...farm, parameters: farm.rules }).steps).to.have.length(farm.scenes.length);
    const planWith = (change: object) => () => service.plan({ ...farm, parameters: { ...farm.rules, ...change } });
    expect(planWith({ gwp: "AR4" })).to.throw(ServiceError, "parameters/gwp");
    expect(planWith({ drainage: { minDays: 0, toleranceDays: 1 } })).to.throw(
      ServiceError,
      "parameters/drainage/minDays",
    );
    expect(planWith({ surplus: 1 })).to.throw(ServiceError, "parameters");
    expect(planWith({ observation: { ...farm.rules.observation, maxPixelM: 25 } })).to.throw(ServiceError, "maxPixelM");
  });

  it("parses a project's practice before planning, and names what is wrong in it", () => {
    const service = serviceOf("paddy", "paddy-ipcc-2019");
    const planWith = (change: object) => () =>
      service.plan({
        ...farm,
        project: { ...farm.project, practice: { ...farm.practice, ...change } },
        parameters: farm.rules,
      });
    const [season] = farm.practice.seasons;
    expect(planWith({ seasons: [season, season] })).to.throw(ServiceError, "disjoint");
    expect(planWith({ nitrogenKgPerHa: -1 })).to.throw(ServiceError, "practice/nitrogenKgPerHa");
    expect(planWith({ gwp: "AR5" })).to.throw(ServiceError, "practice");
  });
});
