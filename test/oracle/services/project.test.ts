import { expect } from "chai";

import { GroundError, ServiceError } from "../../../oracle/errors.ts";
import { parseFields, parseProject } from "../../../oracle/services/project.ts";

const square = (lon: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [lon, 10],
      [lon + 0.01, 10],
      [lon + 0.01, 10.01],
      [lon, 10.01],
      [lon, 10],
    ],
  ],
});
const feature = (id: string, role: string, geometry: unknown = square(105)) => ({
  type: "Feature",
  properties: { id, role },
  geometry,
});
const collection = (...features: object[]) => ({ type: "FeatureCollection", features });
const file = {
  name: "paddy",
  pool: "paddy-methane",
  edgeLevel: 20,
  period: { start: "2022-01-01", end: "2023-01-01T00:00:00Z" },
  simulated: false,
  boundary: "boundary.geojson",
  fields: "fields.geojson",
  practice: { nitrogenKgPerHa: 80 },
};

describe("project files", () => {
  it("become a project", () => {
    const fields = collection(feature("a", "project"), feature("b", "control", square(105.02)));
    const project = parseProject(file, square(105), fields);
    expect(project.fields.map(({ id, role }) => `${id} ${role}`)).to.deep.equal(["a project", "b control"]);
    expect(project.boundary.type).to.equal("MultiPolygon");
  });

  it("are refused by the name of what is wrong", () => {
    const fields = collection(feature("a", "project"));
    expect(() => parseProject({ ...file, edgeLevel: 18 }, square(105), fields)).to.throw(ServiceError, "edgeLevel");
    expect(() => parseProject({ ...file, baselineKg: 5 }, square(105), fields)).to.throw(ServiceError, "baselineKg");
    expect(() => parseProject({ ...file, practice: "as usual" }, square(105), fields)).to.throw(
      ServiceError,
      "practice",
    );
    expect(() => parseFields(collection(feature("a", "declared")))).to.throw(ServiceError, "properties/role");
    expect(() => parseFields(collection())).to.throw(ServiceError, "features");
    expect(() => parseFields(collection(feature("a", "project", { type: "Point", coordinates: [0, 0] })))).to.throw(
      GroundError,
    );
  });
});
