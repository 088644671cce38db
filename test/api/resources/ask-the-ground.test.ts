import { expect } from "chai";
import fc from "fast-check";

import { parseBoundary } from "../../../oracle/core/ground/boundary.ts";
import { coverBoundary, edgeCellCount } from "../../../oracle/core/ground/cover.ts";
import { pointInBoundary, edgesOf } from "../../../oracle/core/ground/point-in-boundary.ts";
import { openChildren } from "../../../oracle/core/ground/subtract.ts";
import { faceIJOfCell, levelOfCell, lonLatOfVector, vectorOfIJ } from "../../../oracle/core/ground/s2.ts";
import type { Block, EdgeLevel } from "../../../oracle/core/ground/types.ts";
import { startApi } from "../../helpers/api.ts";
import type { Api } from "../../helpers/api.ts";

type Area = { readonly type: "Polygon"; readonly coordinates: readonly (readonly (readonly [number, number])[])[] };

const LON = 105.3;
const LAT = 10.4;

/** A rectangle from a corner, in thousandths of a degree, perhaps with a hole. */
const rectangle = (x: number, y: number, width: number, height: number, hole = false): Area => {
  const ring = (west: number, south: number, w: number, h: number): readonly (readonly [number, number])[] =>
    [[0, 0], [w, 0], [w, h], [0, h], [0, 0]].map(([dx, dy]) => [LON + (west + dx!) / 1000, LAT + (south + dy!) / 1000] as const); // prettier-ignore
  return {
    type: "Polygon",
    coordinates: [
      ring(x, y, width, height),
      ...(hole ? [ring(x + width / 4, y + height / 4, width / 2, height / 2)] : []),
    ],
  };
};

/** Cells at the edge level, each by itself. */
const edgeCells = (blocks: readonly Block[], edgeLevel: EdgeLevel): readonly bigint[] =>
  blocks.flatMap((block) => {
    const level = levelOfCell(block.cell);
    const children = openChildren(block);
    return level + 4 === edgeLevel ? children.map(({ cell }) => cell) : edgeCells(children, edgeLevel);
  });

const centreOf = (cell: bigint) => {
  const { face, i, j } = faceIJOfCell(cell);
  return lonLatOfVector(vectorOfIJ(face, levelOfCell(cell), i + 0.5, j + 0.5));
};

/** JSON of any shape, as the test's API answers it. */
type Answered = Awaited<ReturnType<Api["json"]>>;

describe("ask the ground", () => {
  let api: Api;
  /** What two projects claimed, cell by cell. */
  const claimed = new Map<bigint, ReadonlySet<bigint>>();

  before(async function () {
    this.timeout(120_000);
    api = await startApi();
    const { register, claim } = api.registry;
    for (const [x, area] of [rectangle(0, 0, 6, 6), rectangle(6, 0, 5, 4, true)].entries()) {
      const { projectId } = await register({ edgeLevel: x === 0 ? 16 : 20, owner: api.registry.wallet.developer });
      const edgeLevel = x === 0 ? 16 : 20;
      const blocks = coverBoundary(parseBoundary(area), edgeLevel);
      // What the first holds whole, the second can not.
      const free = (await api.registry.contracts.ground.read.leftOut([projectId, blocks])) as readonly Block[];
      const mine = blocks.flatMap(({ cell, bits }) => {
        const out = free.find((each) => each.cell === cell)?.bits ?? 0n;
        return (bits & ~out) === 0n ? [] : [{ cell, bits: bits & ~out }];
      });
      await claim(projectId, mine);
      claimed.set(projectId, new Set(edgeCells(mine, 20)));
    }
    await api.caughtUp();
  });
  after(() => api?.close());

  const ask = async (area: Area, edgeLevel: EdgeLevel, pool = "paddy-methane"): Promise<Answered> => {
    const response = await api.post("/v1/ground/ask", { area, edgeLevel, pool });
    const body: unknown = await response.json();
    expect(response.status, JSON.stringify(body)).to.equal(200);
    return body;
  };

  it("calls free exactly what nobody holds, of shifted, shrunk and holed areas", async function () {
    this.timeout(300_000);
    const parts = { free: 0, held: 0, mixed: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -8, max: 14 }),
        fc.integer({ min: -8, max: 9 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        fc.boolean(),
        async (x, y, width, height, hole) => {
          const area = rectangle(x + 0.3, y + 0.3, width, height, hole);
          const told = await ask(area, 20);
          const asked = edgeCells(coverBoundary(parseBoundary(area), 20), 20);
          expect(told.total.cells).to.equal(`${asked.length}`);
          let held = 0;
          for (const [projectId, cells] of claimed) {
            const its = asked.filter((cell) => cells.has(cell)).length;
            held += its;
            const found = told.held.find((each: { projectId: string }) => each.projectId === `${projectId}`);
            expect(found?.cells ?? "0").to.equal(`${its}`);
          }
          expect(told.free.cells).to.equal(`${asked.length - held}`);
          parts[held === 0 ? "free" : held === asked.length ? "held" : "mixed"] += 1;
        },
      ),
      { numRuns: 150, seed: 2 },
    );
    expect(Math.min(...Object.values(parts)), JSON.stringify(parts)).to.be.greaterThan(5);
  });

  it("draws what it calls free: each free cell's centre lies in it, and no held one's", async () => {
    const area = rectangle(-1.7, -1.7, 5, 5);
    const told = await ask(area, 20);
    const inFree = pointInBoundary(edgesOf({ type: "MultiPolygon", coordinates: told.free.geometry.coordinates }));
    const taken = new Set([...claimed.values()].flatMap((cells) => [...cells]));
    const asked = edgeCells(coverBoundary(parseBoundary(area), 20), 20);
    for (const cell of asked) expect(inFree(centreOf(cell)), `${cell}`).to.equal(!taken.has(cell));
  });

  it("says who holds it, for which time, and knows that other pools are other carbon", async () => {
    const told = await ask(rectangle(1, 1, 2, 2), 16);
    const [projectId] = claimed.keys();
    const { crediting, draftExpiry } = await api.json(`/v1/projects/${projectId}`);
    expect(told.free.cells).to.equal("0");
    expect(told.held).to.have.length(1);
    expect(told.held[0]).to.deep.include({ projectId: `${projectId}`, status: "draft", crediting, draftExpiry });
    expect((await ask(rectangle(1, 1, 2, 2), 16, "reservoir")).held).to.deep.equal([]);
  });

  it("tells of ground that was released, and until when it is spent", async () => {
    const { registry } = api;
    const { projectId } = await registry.register();
    const blocks = coverBoundary(parseBoundary(rectangle(40, 40, 6, 6)), 16);
    await registry.claim(projectId, blocks);
    await registry.activate(projectId);
    const draft = await registry.draftReport(projectId);
    await registry.issue((await registry.post(draft)).reportId);
    await registry.endProject(projectId, "complete");
    const releasable = await registry.contracts.projects.read.groundReleasableAt([projectId]);
    if (releasable > (await registry.now())) await registry.networkHelpers.time.increaseTo(releasable + 1);
    const { openingRoot } = await import("../../../oracle/core/ground/ground-root.ts");
    const release = [projectId, openingRoot(projectId), blocks, []];
    await registry.send(registry.wallet.stranger, registry.contracts.ground, "release", release);
    await api.caughtUp();
    const told = await ask(rectangle(40, 40, 6, 6), 16);
    const { creditedUntil } = await api.json(`/v1/projects/${projectId}`);
    expect(told.held).to.deep.equal([]);
    expect(told.free.cells).to.equal(`${edgeCellCount(blocks, 16)}`);
    expect(told.earned.map(({ cells, until }: { cells: string; until: string }) => [cells, until])).to.deep.equal([
      [told.free.cells, creditedUntil],
    ]);
  });

  it("refuses what is too large before it covers it", async () => {
    const response = await api.post("/v1/ground/ask", {
      area: rectangle(0, 0, 9_000, 9_000),
      edgeLevel: 20,
      pool: "peat",
    });
    expect([response.status, ((await response.json()) as { code: string }).code]).to.deep.equal([400, "RESOURCE_GROUND_TOO_LARGE"]); // prettier-ignore
  });
});
