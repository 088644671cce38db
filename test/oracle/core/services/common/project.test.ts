import { expect } from "chai";

import { SixfoldError } from "../../../../../oracle/core/errors.ts";
import {
  boundaryRefusals,
  fieldsRefusals,
  parseFields,
  parseProject,
  projectFileRefusals,
} from "../../../../../oracle/core/services/common/project.ts";

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

  it("are refused with every fault at once, each by its file, its place and the value there", () => {
    const told = (refusals: readonly SixfoldError[]) => refusals.map(({ field, value }) => `${field} ${String(value)}`);
    expect(
      told(
        projectFileRefusals({ ...file, name: "", edgeLevel: 18, period: { ...file.period, end: "2023" }, "a/b": 1 }),
      ),
    ).to.have.members([
      "project.json#/name ",
      "project.json#/edgeLevel 18",
      "project.json#/period/end 2023",
      "project.json#/a~1b 1",
    ]);
    const point = { type: "Point", coordinates: [0, 0] };
    expect(told(fieldsRefusals(collection(feature("a", "declared", point), feature("", "control"))))).to.have.members([
      "fields.geojson#/features/0/properties/role declared",
      "fields.geojson#/features/1/properties/id ",
      "fields.geojson#/features/0/geometry/type Point",
    ]);
    expect(told(boundaryRefusals(point))).to.deep.equal(["boundary.geojson#/type Point"]);
    expect(told(fieldsRefusals([1, 2, 3, 4, 5]))).to.deep.equal(["fields.geojson# an array of 5"]);
    expect(() => parseProject(file, square(105), collection(feature("a", "project", point)))).to.throw(
      SixfoldError,
      "fields.geojson#/features/0/geometry/type",
    );
  });

  it("are refused by the name of what is wrong", () => {
    const fields = collection(feature("a", "project"));
    expect(() => parseProject({ ...file, edgeLevel: 18 }, square(105), fields)).to.throw(SixfoldError, "edgeLevel");
    expect(() => parseProject({ ...file, baselineKg: 5 }, square(105), fields)).to.throw(SixfoldError, "baselineKg");
    expect(() => parseProject({ ...file, practice: "as usual" }, square(105), fields)).to.throw(
      SixfoldError,
      "practice",
    );
    expect(() => parseFields(collection(feature("a", "declared")))).to.throw(SixfoldError, "properties/role");
    expect(() => parseFields(collection())).to.throw(SixfoldError, "features");
    expect(() => parseFields(collection(feature("a", "project", { type: "Point", coordinates: [0, 0] })))).to.throw(
      SixfoldError,
    );
  });
});
