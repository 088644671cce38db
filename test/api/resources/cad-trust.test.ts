import { expect } from "chai";

import { startApi } from "../../helpers/api.ts";
import type { Api } from "../../helpers/api.ts";
import type { CadTrust } from "../../../api/resources/cad-trust-fields.ts";

/** Required of a project and of a unit by CAD Trust 1 (Chia-Network/cadt, src/validations). */
const REQUIRED = {
  project: [
    "projectId",
    "originProjectId",
    "registryOfOrigin",
    "projectName",
    "projectLink",
    "projectDeveloper",
    "sector",
    "projectType",
    "coveredByNDC",
    "projectStatus",
    "projectStatusDate",
    "unitMetric",
    "methodology",
  ],
  unit: [
    "countryJurisdictionOfOwner",
    "unitBlockStart",
    "unitBlockEnd",
    "unitCount",
    "vintageYear",
    "unitType",
    "unitStatus",
    "unitRegistryLink",
    "correspondingAdjustmentDeclaration",
    "correspondingAdjustmentStatus",
  ],
} as const;

describe("CAD Trust export", function () {
  this.timeout(600_000);
  let api: Api;
  before(async () => {
    api = await startApi();
  });
  after(() => api?.close());

  const absent = (record: object, names: readonly string[]): readonly string[] =>
    names.filter((name) => (record as Record<string, unknown>)[name] === null);

  it("has all that is required, and names exactly what the chain does not hold", async () => {
    for (const { id, status } of (await api.json("/v1/projects")).items) {
      const { project, issuances, units } = (await api.json(`/v1/projects/${id}/cad-trust`)) as CadTrust;
      expect(absent(project.record, REQUIRED.project)).to.deep.equal(project.missing);
      expect(project.record.projectStatus).to.equal(
        { draft: "Listed", active: "Registered", completed: "Completed", withdrawn: "Withdrawn" }[status as string],
      );
      for (const { record, missing } of units) {
        expect(absent(record, REQUIRED.unit)).to.deep.equal(missing);
        if (record.unitStatus === "Retired" || record.unitStatus === "Cancelled")
          expect(record.unitStatusReason).to.be.a("string");
        expect(issuances.map((issuance) => issuance.id)).to.include(record.issuanceId);
      }
    }
    expect((await api.get("/v1/projects/99/cad-trust")).status).to.equal(404);
  });

  it("test_L6_units_are_the_contract_s_batches_to_the_kilogram", async () => {
    for (const id of api.life.batches) {
      const batch = await api.registry.contracts.credit.read.batch([id]);
      const { projectId } = await api.json(`/v1/batches/${id}`);
      const { units } = (await api.json(`/v1/projects/${projectId}/cad-trust`)) as CadTrust;
      const own = units.filter(({ batchId }) => batchId === `${id}`);
      const sum = (status?: string): bigint =>
        own
          .filter(({ record }) => status === undefined || record.unitStatus === status)
          .reduce((total, { kg }) => total + BigInt(kg), 0n);
      expect([sum(), sum("Retired"), sum("Cancelled"), sum("Buffer")]).to.deep.equal([
        batch.issuedKg,
        batch.retiredKg,
        batch.cancelledKg,
        batch.bufferedKg,
      ]);
    }
  });

  it("test_L7_blocks_of_serials_are_disjoint_and_without_gaps", async () => {
    for (const id of api.life.batches) {
      const { projectId, serials } = await api.json(`/v1/batches/${id}`);
      const { units } = (await api.json(`/v1/projects/${projectId}/cad-trust`)) as CadTrust;
      let next = 0n;
      for (const { batchId, record } of units) {
        if (batchId !== `${id}` || record.unitBlockStart === null) continue;
        expect(record.unitBlockStart).to.equal(`${next}`);
        next = BigInt(record.unitBlockEnd!) + 1n;
      }
      expect(`${next}`).to.equal(serials.nextSpent);
    }
  });
});
