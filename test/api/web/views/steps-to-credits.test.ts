import { expect } from "chai";

import type { Methodology } from "../../../../api/resources/methodologies.ts";
import type { ProjectDetail } from "../../../../api/resources/projects.ts";
import type { Report } from "../../../../api/resources/reports.ts";
import { stepsToCredits } from "../../../../api/web/views/steps-to-credits.ts";

const draft = {
  status: "draft",
  ground: { edgeCells: "0" },
  designs: [],
  crediting: { start: "2026-01-01T00:00:00Z", end: "2046-01-01T00:00:00Z" },
  draftExpiry: "2026-06-01T00:00:00Z",
  permanence: {
    watch: { openAlert: null, alertDeadline: null, observedUntil: null },
    losses: { dueKg: "0", deficitKg: "0" },
  },
} as unknown as ProjectDetail;
const active = { ...draft, status: "active" } as ProjectDetail;
const methodology = { closed: false, retroactivity: 86_400 } as Methodology;
const report = { kind: "credit", state: "pending", netKg: "1500", batchId: null, issuableAt: "2026-07-01T00:00:00Z" } as Report; // prettier-ignore

const missing = (project: ProjectDetail, reports: readonly Report[] = [], terms = methodology): readonly string[] =>
  stepsToCredits(project, terms, reports)
    .filter(({ state }) => state !== "holds")
    .map(({ text }) => text);

describe("api/web/views/steps-to-credits", () => {
  it("tells what a draft lacks, and by when", () => {
    expect(missing(draft).map((text) => text.slice(0, 12))).to.deep.equal([
      "No ground is",
      "No design is",
      "A verifier h",
      "Unless it is",
      "Its creditin",
    ]);
    expect(missing(draft).at(-1)).to.contain("Jan 2, 2026");
    const claimed = { ...draft, ground: { edgeCells: "12" }, designs: [{ committedAt: "2026-01-01T00:00:00Z" }] };
    expect(missing(claimed as unknown as ProjectDetail)).to.have.lengthOf(3);
    expect(missing(draft, [], { ...methodology, closed: true }).join()).to.contain("closed to new projects");
  });

  it("tells why an active project can not mint", () => {
    expect(missing(active)[0]).to.contain("No report was accepted yet");
    expect(missing(active, [report])[0])
      .to.contain("1.500 t CO₂e")
      .and.to.contain("Jul 1, 2026");
    for (const [change, word] of [
      [{ state: "struck" }, "struck"],
      [{ state: "frozen" }, "challenged"],
      [{ netKg: "0" }, "earned nothing"],
    ] as const)
      expect(missing(active, [{ ...report, ...change } as Report])[0]).to.contain(word);
    expect(missing(active, [{ ...report, batchId: "7" } as Report])).to.deep.equal([]);
    // An observation is no report to be credited.
    expect(missing(active, [report, { ...report, kind: "observation", state: "struck" } as Report])[0]).to.contain(
      "1.500 t",
    );
    const alerted = {
      ...active,
      permanence: {
        watch: { openAlert: "0x1", alertDeadline: "2026-08-01T00:00:00Z", observedUntil: null },
        losses: { dueKg: "2000", deficitKg: "3000" },
      },
    } as unknown as ProjectDetail;
    const words = missing(alerted, [{ ...report, batchId: "7" } as Report]).join("\n");
    expect(words).to.contain("Aug 1, 2026").and.to.contain("2.000 t CO₂e").and.to.contain("3.000 t CO₂e");
    expect(missing({ ...active, status: "completed" } as ProjectDetail)[0]).to.contain("has ended");
  });
});
