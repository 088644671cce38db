import * as z from "zod";

import { refused } from "../../../oracle/core/errors.ts";
import { parseCanonicalJson } from "../../../oracle/core/evidence/canonical-json.ts";
import { MANIFEST_PATH, parseManifest } from "../../../oracle/core/evidence/manifest.ts";
import type { Manifest, ManifestOutput } from "../../../oracle/core/evidence/manifest.ts";
import { outputLayer } from "../../../oracle/core/evidence/output-layer.ts";
import { BOUNDARY_PATH } from "../../../oracle/core/evidence/paths.ts";
import { REPORT_PATH } from "../../../oracle/core/evidence/report-file.ts";
import { decodeScenes, SCENES_PATH } from "../../../oracle/core/evidence/scene-records.ts";
import { bytesOf } from "../../../oracle/core/evidence/stored.ts";
import { parseBoundary } from "../../../oracle/core/ground/boundary.ts";
import type { Boundary } from "../../../oracle/core/ground/types.ts";
import type { Layer } from "../../../oracle/core/raster/layer.ts";
import { parsedBy } from "../../../oracle/core/schema-faults.ts";
import type { Scene } from "../../../oracle/core/scenes/types.ts";
import { parseCid } from "../../../oracle/store/cid.ts";
import { readFileAt } from "../../../oracle/store/unixfs.ts";
import { gatewayBlocks } from "./gateway-blocks.ts";

/** A scene, and the rule that it breaks where it was not used. */
export type Looked = Pick<Scene, "id" | "datetime" | "platform" | "track" | "simulated"> & {
  readonly brokenRule: string | undefined;
};

/** A bundle, of which only what is asked for is fetched. */
export type Evidence = {
  readonly manifest: Manifest;
  readonly boundary: () => Promise<Boundary>;
  /** In order of time. */
  readonly scenes: () => Promise<readonly Looked[]>;
  /** A map of the bundle, by its entry in the manifest. */
  readonly layer: (output: ManifestOutput) => Promise<Layer>;
};

const refusals = z.looseObject({ refused: z.array(z.object({ sceneId: z.string(), rule: z.string() })) });

/** The rule that each scene breaks that was not used, out of `report.json`. */
const brokenRules = (report: Uint8Array): ReadonlyMap<string, string> => {
  const { refused: scenes } = parsedBy(refusals, parseCanonicalJson(report, REPORT_PATH), ({ pointer, value, rule }) =>
    refused("WEB_EVIDENCE_REPORT", `${REPORT_PATH}#${pointer}`, value, rule),
  );
  return new Map(scenes.map(({ sceneId, rule }) => [sceneId, rule] as const));
};

/**
 * Opens a report's evidence at gateways, each block checked against its CID. What is in it is shown, and not judged here:
 * that takes a re-run.
 * @throws SixfoldError `WEB_GATEWAY`; `STORE_*`, `EVIDENCE_*` (check) for a bundle that is none
 */
export const openEvidence = async (
  cid: string,
  gateways: readonly string[],
  signal: AbortSignal,
): Promise<Evidence> => {
  const dag = { root: parseCid(cid), blocks: gatewayBlocks(gateways, signal) };
  const read = async (path: string): Promise<Uint8Array> => bytesOf(await readFileAt(dag, path));
  return {
    manifest: parseManifest(await read(MANIFEST_PATH)),
    boundary: async () => parseBoundary(JSON.parse(new TextDecoder().decode(await read(BOUNDARY_PATH)))),
    scenes: async () => {
      const [scenes, report] = await Promise.all([read(SCENES_PATH), read(REPORT_PATH)]);
      const broken = brokenRules(report);
      return decodeScenes(scenes)
        .map(({ id, datetime, platform, track, simulated }) => ({
          id,
          datetime,
          platform,
          track,
          simulated,
          brokenRule: broken.get(id),
        })) // prettier-ignore
        .toSorted((a, b) => (a.datetime < b.datetime ? -1 : 1));
    },
    layer: async (output) => outputLayer(output, await read(output.path)),
  };
};
