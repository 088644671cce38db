import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { parseDeployment, readDeployment } from "../../../oracle/chain/deployment.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import { someContracts } from "../../helpers/some-deployment.ts";

const deployment = { chainId: 31337, contracts: someContracts(), deployBlock: 0 };

describe("deployment files", () => {
  it("are refused by the value at the place of a fault", () => {
    const contracts = { ...deployment.contracts, CarbonCredit: "0x12" };
    expect(() => parseDeployment({ ...deployment, contracts }))
      .to.throw(SixfoldError)
      .that.includes({ field: "deployment/contracts/CarbonCredit", value: "0x12" });
    expect(() => parseDeployment([deployment, deployment]))
      .to.throw(SixfoldError)
      .that.includes({ value: "an array of 2" });
  });

  it("may begin with a byte order mark", () => {
    const folder = mkdtempSync(join(tmpdir(), "sixfold-deployment-"));
    const path = join(folder, "deployment.json");
    writeFileSync(path, `\uFEFF${JSON.stringify(deployment)}`);
    expect(readDeployment(path).chainId).to.equal(31337);
    rmSync(folder, { recursive: true });
  });
});
