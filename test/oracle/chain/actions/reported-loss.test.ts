import { expect } from "chai";
import { keccak256, stringToHex } from "viem";

import { carryLoss } from "../../../../oracle/chain/actions/carry-loss.ts";
import { holdReport } from "../../../../oracle/chain/actions/hold-report.ts";
import { deduct, DEDUCTION_RULES } from "../../../../oracle/core/uncertainty/deduct.ts";
import { forest, methodology } from "../../../helpers/registry.ts";
import { openStage } from "./registry-stage.ts";
import type { Stage } from "./registry-stage.ts";

const DAY = 86_400;
const FOREST = 2;

describe("chain/actions of a report that lost more than it gained", function () {
  this.timeout(60_000);
  let stage: Stage;
  let projectId: bigint;

  before(async () => {
    stage = await openStage();
    const { registry } = stage;
    const { contracts } = registry;
    await registry.govern(contracts.methodologies, "propose", [forest]);
    await registry.govern(contracts.methodologies, "activate", [FOREST]);
    ({ projectId } = await registry.register({ methodologyId: FOREST }));
    await registry.claim(projectId, [{ cell: 0x3100100000000000n, bits: 1n }]);
    await registry.activate(projectId);
    const { reportId } = await registry.post(await registry.draftReport(projectId, { methodologyId: FOREST }));
    await registry.issue(reportId);
  });

  it("is held by the guardian alone, once, and counted by anyone when its longer window is over", async () => {
    const { registry, chain } = stage;
    const loss = await registry.draftReport(projectId, { methodologyId: FOREST, measuredKg: 0n });
    const { reportId } = await registry.post(loss);
    const { issuableAt } = await chain.contracts.oracle.read.getReport([reportId]);
    const hold = holdReport(reportId);
    for (const role of ["governor", "admin", "stranger"] as const)
      expect(await stage.refused(role, hold), role).to.equal("CHAIN_ACCESS_MANAGED_UNAUTHORIZED");
    await stage.rehearse("guardian", hold);
    const held = await stage.perform("guardian", hold);
    expect(held.result).to.deep.equal({ reportId, issuableAt: issuableAt + 14 * DAY });
    expect(await stage.refused("guardian", hold)).to.equal("CHAIN_VERIFICATION_ORACLE_HELD_BEFORE");

    const carry = carryLoss(reportId);
    await registry.networkHelpers.time.increase(methodology.challengeWindow);
    expect(await stage.refused("stranger", carry)).to.equal("CHAIN_PERMANENCE_MONITOR_REPORT_UNDECIDED");
    await registry.networkHelpers.time.increase(14 * DAY);
    const { netKg: lossKg } = deduct({
      grossKg: loss.baselineKg + loss.leakageKg,
      halfWidthKg: loss.halfWidthKg,
      rule: DEDUCTION_RULES.trees,
      sign: "loss",
    });
    expect((await stage.rehearse("stranger", carry)).result).to.deep.equal({ countedKg: lossKg });
    expect((await stage.perform("stranger", carry)).result).to.deep.equal({ lossKg, countedKg: lossKg });
    expect((await chain.contracts.bufferPool.read.lossAccount([projectId])).lostKg).to.equal(lossKg);
    expect(await stage.refused("stranger", carry)).to.equal("CHAIN_PERMANENCE_MONITOR_ALERT_RESOLVED");
    expect(await stage.refused("stranger", carryLoss(keccak256(stringToHex("unknown"))))).to.equal(
      "CHAIN_PERMANENCE_MONITOR_NO_LOSS_REPORTED",
    );
  });
});
