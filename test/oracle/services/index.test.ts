import { expect } from "chai";

import { ServiceError } from "../../../oracle/errors.ts";
import { serviceOf, services } from "../../../oracle/services/index.ts";
import { farmOf, multiple, plots } from "./paddy/farm.ts";

describe("services", () => {
  const farm = farmOf(plots(multiple, []));

  it("finds each methodology by service and name", () => {
    expect(services().map(({ id, methodology }) => `${id}/${methodology}`)).to.deep.equal([
      "paddy/paddy-ipcc-2019",
      "paddy/paddy-japan-naro",
    ]);
    expect(serviceOf("paddy", "paddy-ipcc-2019").version).to.equal("1");
  });

  it("refuses an unknown methodology and says which there are", () => {
    expect(() => serviceOf("paddy", "toy")).to.throw(ServiceError, "paddy/paddy-japan-naro");
  });

  it("parses parameters before planning, and names the one that is wrong", () => {
    const service = serviceOf("paddy", "paddy-ipcc-2019");
    const json = JSON.parse(JSON.stringify(farm.parameters)) as typeof farm.parameters;
    expect(service.plan({ ...farm, parameters: json }).reads).to.have.length(2 * farm.scenes.length);
    const planWith = (change: object) => () => service.plan({ ...farm, parameters: { ...json, ...change } });
    expect(planWith({ gwp: "AR4" })).to.throw(ServiceError, "parameters/gwp");
    expect(planWith({ drainage: { minDays: 0, toleranceDays: 1 } })).to.throw(
      ServiceError,
      "parameters/drainage/minDays",
    );
    expect(planWith({ surplus: 1 })).to.throw(ServiceError, "parameters");
    const [season] = json.seasons;
    expect(planWith({ seasons: [season, season] })).to.throw(ServiceError, "disjoint");
    expect(planWith({ observation: { ...json.observation, maxPixelM: 25 } })).to.throw(ServiceError, "maxPixelM");
  });
});
