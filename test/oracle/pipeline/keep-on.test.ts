import { expect } from "chai";

import { keepOn } from "../../../oracle/pipeline/keep-on.ts";
import { memoryShelf } from "../../../oracle/transport/shelf.ts";
import { filesOf } from "../../helpers/bundles.ts";
import { evidenceError } from "../core/evidence/samples.ts";

describe("what a program hands over", () => {
  it("becomes files, whatever the order of their pieces", async () => {
    const { keep, kept } = keepOn(memoryShelf());
    await keep("outputs/a.tif", { at: 2, bytes: Uint8Array.of(3, 4) });
    await keep("outputs/b.tif", { at: 0, bytes: Uint8Array.of(9) });
    await keep("outputs/a.tif", { at: 0, bytes: Uint8Array.of(1, 2) });
    expect(await filesOf(kept())).to.deep.equal(
      new Map([
        ["outputs/a.tif", Uint8Array.of(1, 2, 3, 4)],
        ["outputs/b.tif", Uint8Array.of(9)],
      ]),
    );
  });

  it("lies below outputs/ and nowhere else", async () => {
    const { keep, kept } = keepOn(memoryShelf());
    for (const [path, at, code] of [
      ["report.json", 0, "PIPELINE_KEEP"],
      ["outputs", 0, "PIPELINE_KEEP"],
      ["outputs/a.tif", -1, "PIPELINE_KEEP"],
      ["outputs/a.tif", 0.5, "PIPELINE_KEEP"],
      ["outputs/../program.mjs", 0, "EVIDENCE_PATH_UNSAFE"],
    ] as const)
      expect((await evidenceError(() => keep(path, { at, bytes: Uint8Array.of(1) }), path)).code).to.equal(code);
    expect(kept().size).to.equal(0);
  });
});
