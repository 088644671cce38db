import { expect } from "chai";

import { SixfoldError } from "../../../../../oracle/core/errors.ts";
import { dateOf, dayOf } from "../../../../../oracle/core/services/common/day.ts";

describe("days", () => {
  it("count from 1970 in UTC and come back as dates", () => {
    expect(dayOf("1970-01-02")).to.equal(1);
    expect(dayOf("2022-01-09T22:45:12.5Z")).to.equal(19_001);
    expect(dateOf(19_001)).to.equal("2022-01-09");
  });

  it("refuse local times, which depend on where they are read", () => {
    for (const text of ["2022-01-09T22:45:12", "2022-01-09T22:45:12+07:00", "9 January 2022", "2022-13-01"]) {
      expect(() => dayOf(text), text).to.throw(SixfoldError, "UTC");
    }
  });
});
