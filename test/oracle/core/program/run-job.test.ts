import { expect } from "chai";

import type { Crew } from "../../../../oracle/core/program/crew.ts";
import { runJob } from "../../../../oracle/core/program/run-job.ts";
import { errorFields } from "../../../../oracle/core/program/wire.ts";
import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { pixels } from "../../../../oracle/core/kernels/pixels.ts";
import { writeGeoTiff } from "../../../../scripts/simulate/write-geotiff.ts";
import { openAsset } from "../../../../oracle/core/assets/open-asset.ts";
import { openBand } from "../../../../oracle/core/assets/open-band.ts";
import { assetAt, bandNamed, memoryTransport, smallGrid } from "../../../helpers/tiff.ts";
import { setAsideInMemory } from "../../../../oracle/core/raster/set-aside.ts";

describe("program/run-job", () => {
  it("ends when a worker gives up while blocks wait, though nothing closes the port: browsers do not tell", async () => {
    const href = "mem://scene.tif";
    const { width, height } = smallGrid;
    const transport = memoryTransport({
      [href]: writeGeoTiff({ grid: smallGrid, bands: [{ values: new Uint16Array(width * height) }] }),
    });
    const asset = assetAt(href, [bandNamed("b")]);
    const band = openBand(asset, await openAsset(asset, transport), "b", smallGrid);
    const found = new SixfoldError({
      code: "TIFF_CORRUPT",
      failure: "check",
      field: "block",
      value: 0,
      rule: "decodes",
    });
    const crew: Crew = {
      workers: 1,
      run: async (_task, port) => {
        await new Promise((resolve) => {
          port.onmessage = resolve;
        });
        return { error: errorFields(found) };
      },
      close: async () => undefined,
    };
    const outcome = await runJob(
      {
        grid: smallGrid,
        windows: [{ col: 0, row: 0, width, height }],
        steps: [[band], [band], [band]],
        kernel: pixels,
        parametersOf: (window) => ({ window, bands: [1, 1, 1] }),
      },
      // Room for one step's blocks at a time.
      { crew, transport, setAside: setAsideInMemory, memoryBytes: 1 },
    ).catch((error: unknown) => error);
    expect(outcome).to.include({ name: "SixfoldError", code: "TIFF_CORRUPT" });
  });
});
