import * as z from "zod";

import { cid, digest, whole } from "../http/fields.ts";
import { nowRoute } from "../http/route.ts";
import { layersFrom, requireReported } from "./layers.ts";

const scene = z.strictObject({
  href: z.string().meta({ description: "Where the archive serves it" }),
  size: whole,
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  checksum: z.string().nullable().meta({ description: "Of the whole asset, as its STAC item has it" }),
  ranges: whole.meta({ description: "Parts of it that the bundle keeps as they were served" }),
  keptBytes: whole,
});

export const scenesRoute = nowRoute({
  path: "/v1/evidence/{cid}/scenes",
  tag: "evidence",
  summary: "The scenes that a report's numbers were measured in, by the bundle's own manifest",
  description: "Fetched from a gateway by the CID that the chain has, block by block, each checked.",
  params: z.strictObject({ cid }),
  answer: z.strictObject({
    service: z.string(),
    methodology: z.string(),
    version: z.string(),
    program: digest.meta({ description: "sha-256 of the code that made the bundle" }),
    outputDigest: digest,
    simulated: z.boolean().meta({ description: "Made up to try the oracle, and not served by an archive" }),
    scenes: z.array(scene),
  }),
  ask: async ({ params }, around) => {
    const { service, methodology, version, program, outputDigest, simulated, inputs } = await layersFrom(
      around,
    ).manifest(await requireReported(around, params.cid));
    return {
      service,
      methodology,
      version,
      program: program.sha256,
      outputDigest,
      simulated,
      scenes: inputs.map(({ href, size, etag, lastModified, checksum, ranges }) => ({
        href,
        size: `${size}`,
        etag: etag ?? null,
        lastModified: lastModified ?? null,
        checksum: checksum ?? null,
        ranges: `${ranges.length}`,
        keptBytes: `${ranges.reduce((sum, { start, end }) => sum + end - start, 0)}`,
      })),
    };
  },
});
